"""Reads a notice from Markdown.

It is read with the very parser that the site is built with (MyST's), so that what is checked is what is
shown. A fault never stops the reading: it becomes a finding of the notice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown_it.tree import SyntaxTreeNode
from selectolax.lexbor import LexborHTMLParser

from privacy_notices.data_files import read_bytes
from privacy_notices.findings import Rule
from privacy_notices.notices.front_matter import (
    ReadFrontMatter,
    read_as,
    read_front_matter,
    split_front_matter,
    with_line_feeds,
)
from privacy_notices.notices.markdown import ALLOWED_DIRECTIVES, ALLOWED_SCHEMES, inlines, line_of, parser
from privacy_notices.notices.marks import HOW_TO_MARK, Mark, choose_anchors, extend_passages, place, read_mark
from privacy_notices.notices.notice import Block, BlockKind, Link, Notice
from privacy_notices.notices.translation import TranslationKeys, is_translation

MAX_BYTES = 1_000_000


def notice_paths(folder: Path) -> list[Path]:
    """Return the notices in a folder, in order: regular files directly in it, as git can store them."""
    return [path for path in _files(folder) if not is_translation(path.name)]


def translation_paths(folder: Path) -> list[Path]:
    """Return the translations of notices in a folder, in order, which are files of the same kind."""
    return [path for path in _files(folder) if is_translation(path.name)]


def read_beside(path: Path) -> Notice | None:
    """Read the notice in English beside a translation, `2026-27.md` beside `2026-27.pl.md`; None where there is none.

    Raises:
        FileError: the file cannot be read.
    """
    english = path.with_name(f"{path.name.partition('.')[0]}.md")
    return read_notice(english) if english.is_file() else None


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.md")) if path.is_file() and not path.is_symlink()]


def read_notice(path: Path, name: str | None = None) -> Notice:
    """Read the notice in a file; `name` is the path that findings show.

    Raises:
        FileError: the file cannot be read.
    """
    return parse_notice(name or str(path), read_bytes(path, MAX_BYTES + 1))


def parse_notice(path: str, source: bytes) -> Notice:
    """Return the notice in the bytes of a file, with every fault of form as a finding."""
    notice = Notice(path)
    reader = _Reader(notice)
    text = reader.decode(source)
    if text is not None:
        reader.read(text)
    notice.findings.sort()
    return notice


class _Reader:
    """Fills a notice from its text; `offset` is added to line numbers inside a box."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice

    def decode(self, source: bytes) -> str | None:
        if len(source) > MAX_BYTES:
            self.notice.fault(1, Rule.FILE_UNREADABLE, "The file is larger than 1 MB. Keep to the words of the notice.")
            return None
        try:
            text = with_line_feeds(source.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            message = "The file is not in UTF-8 from this line on. Save it as UTF-8 and try again."
            self.notice.fault(line, Rule.FILE_UNREADABLE, message)
            return None
        if not text.strip():
            self.notice.fault(1, Rule.FILE_UNREADABLE, "The file is empty. Write the notice, or delete the file.")
            return None
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            self.notice.fault(line, Rule.FILE_UNREADABLE, "There is a NUL character on this line. Delete it.")
            return None
        return text

    def read(self, text: str) -> None:
        notice = self.notice
        notice.source, source = text, split_front_matter(text)
        self.read_keys(source)
        if source is None and text.startswith("---"):
            return  # The front matter never ends, so where the notice's text begins is unknown.
        try:
            markdown = notice.markdown
            markdown.tokens = parser().parse(text, markdown.references)
            self.read_blocks(SyntaxTreeNode(markdown.tokens).children, 0)
        except RecursionError:
            message = "Something in this file is nested too deeply to be read. Write plain paragraphs and lists."
            self.notice.fault(1, Rule.MARKUP, message)
        choose_anchors(self.notice)
        extend_passages(self.notice)

    def read_keys(self, source: str | None) -> None:
        notice = self.notice
        read: ReadFrontMatter[Any]
        if is_translation(notice.path):
            read = read_as(TranslationKeys, notice.path, source, notice.source)
            notice.translation = read.front_matter
        else:
            read = read_front_matter(notice.path, source, notice.source)
            notice.front_matter, notice.in_force = read.front_matter, read.in_force
        notice.key_lines = read.key_lines
        notice.findings += read.findings

    def read_blocks(
        self, nodes: list[SyntaxTreeNode], offset: int, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0
    ) -> None:
        mark: Mark | None = None
        for node in nodes:
            if node.type == "attrs_block":
                mark = read_mark(self.notice, node, offset, mark)
                continue
            start = len(self.notice.blocks)
            self.read_block(node, offset, kind, level)
            if mark:
                place(self.notice, mark, node, start)
                mark = None
            if kind in (BlockKind.ITEM, BlockKind.ORDERED_ITEM) and node.type == "paragraph":
                kind = BlockKind.PARAGRAPH  # An item's second paragraph is no item of its own.
        if mark:
            self.notice.fault(mark.line, Rule.MARK, "Nothing follows this mark. Put it above the text that it marks.")

    def read_block(self, node: SyntaxTreeNode, offset: int, kind: BlockKind, level: int) -> None:
        line = line_of(node, offset)
        match node.type:
            case "front_matter" | "hr" | "myst_line_comment" | "myst_block_break":
                pass
            case "heading":
                self.add(node, offset, BlockKind.HEADING, int(node.tag[1:]))
            case "paragraph":
                self.add(node, offset, kind, level)
            case "bullet_list" | "ordered_list":
                item = BlockKind.ORDERED_ITEM if node.type == "ordered_list" else BlockKind.ITEM
                for child in node.children:
                    start = len(self.notice.blocks)
                    self.read_blocks(child.children, offset, item, level + 1)
                    if not any(block.text.strip() for block in self.notice.blocks[start:]):
                        message = "This item of the list is empty. Write its words, or delete it."
                        self.notice.fault(line_of(child, offset), Rule.EMPTY_LIST, message)
            case "blockquote":
                self.read_blocks(node.children, offset, BlockKind.QUOTE, level)
            case "table":
                rows = [row for part in node.children for row in part.children]
                for number, row in enumerate(rows, start=1):
                    for cell in row.children:
                        self.add(cell, offset, BlockKind.CELL, level, number)
            case "fence" | "colon_fence":
                self.read_fence(node, offset, level)
            case "code_block":
                self.notice.blocks.append(Block(BlockKind.CODE, level, line, node.content.rstrip("\n")))
            case "html_block":
                self.notice.fault(line, Rule.RAW_HTML, _RAW_HTML)
                self.notice.blocks.append(
                    Block(BlockKind.CODE, level, line, "", tuple(_html_links(node.content, line)))
                )
            case _:
                message = "This is not understood in a notice. Write headings, paragraphs, lists, tables and links."
                self.notice.fault(line, Rule.MARKUP, message)

    def read_fence(self, node: SyntaxTreeNode, offset: int, level: int) -> None:
        line = line_of(node, offset)
        name, _, title = node.info.strip().partition("}")
        if not name.startswith("{"):
            if node.type == "colon_fence":
                self.notice.fault(line, Rule.DIRECTIVE, 'Say what kind of box this is, for example ":::{note}".')
            else:
                self.notice.blocks.append(Block(BlockKind.CODE, level, line + 1, node.content.rstrip("\n")))
            return
        name = name[1:].strip()
        if name not in ALLOWED_DIRECTIVES:
            allowed = ", ".join(sorted(ALLOWED_DIRECTIVES))
            self.notice.fault(
                line, Rule.DIRECTIVE, f'"{{{name}}}" cannot be used in a notice. These boxes can: {allowed}.'
            )
            return
        if node.content.startswith((":", "---")) and not node.content.startswith(":::"):
            self.notice.fault(line + 1, Rule.DIRECTIVE, "A box in a notice takes no settings. Delete this line.")
            return
        if title.strip():
            self.read_blocks(SyntaxTreeNode(parser().parse(title.strip())).children, line - 1)
        self.read_blocks(SyntaxTreeNode(parser().parse(node.content)).children, line)

    def add(self, node: SyntaxTreeNode, offset: int, kind: BlockKind, level: int, row: int = 0) -> None:
        """Add the block whose inline content the node has."""
        line = here = line_of(node, offset)
        text: list[str] = []
        links: list[Link] = []
        for inline in inlines(node):
            match inline.type:
                case "text" | "text_special" | "code_inline":
                    text.append(inline.content)
                case "softbreak" | "hardbreak":
                    text.append("\n")
                    here += 1
                case "link":
                    url = str(inline.attrs["href"])
                    links.append(Link(url, here))
                    if not url.lower().startswith(ALLOWED_SCHEMES):
                        message = (
                            f'The link address "{url}" cannot be used. Write a whole address that begins '
                            'with "https://", "http://", "mailto:" or "tel:".'
                        )
                        self.notice.fault(here, Rule.LINK_ADDRESS, message)
                case "html_inline":
                    self.notice.fault(here, Rule.RAW_HTML, _RAW_HTML)
                    links += _html_links(inline.content, here)
                case "image":
                    message = "A picture cannot be searched or read aloud. Write what it says in words."
                    self.notice.fault(here, Rule.MARKUP, message)
                case "em" | "strong":
                    pass
                case _:
                    message = f'"{inline.content or inline.type}" is not understood in a notice. Write plain words.'
                    self.notice.fault(here, Rule.MARKUP, message)
        words = "".join(text)
        for number, written in enumerate(words.split("\n")):
            if written.strip().startswith(("{#", "{.")):
                message = f'The mark "{written.strip()}" is not understood. {HOW_TO_MARK}'
                self.notice.fault(line + number, Rule.MARK, message)
        self.notice.blocks.append(Block(kind, level, line, words, tuple(links), row))


_RAW_HTML = "HTML cannot be used in a notice. Write plain text or Markdown instead."


def _html_links(html: str, line: int) -> list[Link]:
    """Return what a piece of HTML links to: HTML is refused, but until it is removed its links are checked too."""
    found = [
        Link((node.attributes.get("href") or "").strip(), line + html.count("\n", 0, max(html.find("href"), 0)))
        for node in LexborHTMLParser(html).css("a[href], area[href]")
    ]
    return [link for link in found if link.url]
