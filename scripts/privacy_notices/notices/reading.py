"""Reads a notice from Markdown.

It is read with the very parser that the site is built with (MyST's), so that what is checked is what is
shown. A fault never stops the reading: it becomes a finding of the notice.

A mark like {#recipients} may occur once in a notice, because it is an address; {.answers-recipients} marks every other
passage that answers the same. A passage that ends with a colon includes its list; a marked heading includes its
section, up to the next mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from selectolax.lexbor import LexborHTMLParser

from privacy_notices.data_files import read_bytes
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.front_matter import read_front_matter, split_front_matter, with_line_feeds
from privacy_notices.notices.notice import MARK_CLASS, Block, BlockKind, Link, Notice, Passage

#: conf.py gives these to MyST as `myst_enable_extensions`: one list, so that both read the same.
MYST_EXTENSIONS = ("attrs_block", "colon_fence")
MAX_BYTES = 1_000_000
#: Boxes that a notice may have. Every other directive could run code, read files or hide words.
ALLOWED_DIRECTIVES = frozenset(
    {
        "admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso",
        "tip", "warning",
    }
)  # fmt: skip
ALLOWED_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_MARKABLE = {"heading", "paragraph", "bullet_list", "ordered_list", "blockquote", "table"}


def notice_paths(folder: Path) -> list[Path]:
    """Return the notices in a folder, in order: regular files directly in it, as git can store them."""
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


@cache
def parser() -> MarkdownIt:
    """Return MyST's parser, changed in two ways so that no fault goes unseen.

    Marks are left as tokens, with their lines (the `attr` rule would fold them into the next block and
    lose those that have none); and unsafe addresses stay links, to be refused by name.
    """
    config = MdParserConfig(enable_extensions=set(MYST_EXTENSIONS))
    made = create_md_parser(config, RendererHTML)
    made.core.ruler.disable("attr")
    made.validateLink = _is_link  # type: ignore[method-assign]
    return made


def _is_link(url: str) -> bool:
    return True


@dataclass
class _Mark:
    """What is marked in one place; `addresses` are those that stand behind a "#"."""

    line: int
    ids: list[str]
    addresses: set[str] = field(default_factory=set)


class _Reader:
    """Fills a notice from its text; `offset` is added to line numbers inside a box."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice

    def fault(self, line: int, rule: Rule, message: str) -> None:
        self.notice.findings.append(Finding(self.notice.path, line, rule, Severity.ERROR, message))

    def decode(self, source: bytes) -> str | None:
        if len(source) > MAX_BYTES:
            self.fault(1, Rule.FILE_UNREADABLE, "The file is larger than 1 MB. Keep to the words of the notice.")
            return None
        try:
            text = with_line_feeds(source.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            message = "The file is not in UTF-8 from this line on. Save it as UTF-8 and try again."
            self.fault(line, Rule.FILE_UNREADABLE, message)
            return None
        if not text.strip():
            self.fault(1, Rule.FILE_UNREADABLE, "The file is empty. Write the notice, or delete the file.")
            return None
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            self.fault(line, Rule.FILE_UNREADABLE, "There is a NUL character on this line. Delete it.")
            return None
        return text

    def read(self, text: str) -> None:
        notice = self.notice
        notice.source, source = text, split_front_matter(text)
        read = read_front_matter(notice.path, source, text)
        notice.front_matter, notice.in_force = read.front_matter, read.in_force
        notice.key_lines = read.key_lines
        notice.findings += read.findings
        if source is None and text.startswith("---"):
            return  # The front matter never ends, so where the notice's text begins is unknown.
        try:
            markdown = notice.markdown
            markdown.tokens = parser().parse(text, markdown.references)
            self.read_blocks(SyntaxTreeNode(markdown.tokens).children, 0)
        except RecursionError:
            message = "Something in this file is nested too deeply to be read. Write plain paragraphs and lists."
            self.fault(1, Rule.MARKUP, message)
        self.choose_anchors()
        self.extend_passages()

    # Blocks ---------------------------------------------------------------------------------------

    def read_blocks(
        self, nodes: list[SyntaxTreeNode], offset: int, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0
    ) -> None:
        mark: _Mark | None = None
        for node in nodes:
            if node.type == "attrs_block":
                mark = self.read_mark(node, offset, mark)
                continue
            start = len(self.notice.blocks)
            self.read_block(node, offset, kind, level)
            if mark:
                self.place(mark, node, start)
                mark = None
            if kind in (BlockKind.ITEM, BlockKind.ORDERED_ITEM) and node.type == "paragraph":
                kind = BlockKind.PARAGRAPH  # An item's second paragraph is no item of its own.
        if mark:
            self.fault(mark.line, Rule.MARK, "Nothing follows this mark. Put it above the text that it marks.")

    def read_block(self, node: SyntaxTreeNode, offset: int, kind: BlockKind, level: int) -> None:
        line = _line(node, offset)
        match node.type:
            case "front_matter" | "hr" | "myst_line_comment" | "myst_block_break":
                pass
            case "heading":
                self.add(node, offset, BlockKind.HEADING, int(node.tag[1:]))
            case "paragraph" | "th" | "td":
                self.add(node, offset, kind if node.type == "paragraph" else BlockKind.CELL, level)
            case "bullet_list" | "ordered_list":
                item = BlockKind.ORDERED_ITEM if node.type == "ordered_list" else BlockKind.ITEM
                for child in node.children:
                    start = len(self.notice.blocks)
                    self.read_blocks(child.children, offset, item, level + 1)
                    if not any(block.text.strip() for block in self.notice.blocks[start:]):
                        message = "This item of the list is empty. Write its words, or delete it."
                        self.fault(_line(child, offset), Rule.EMPTY_LIST, message)
            case "blockquote":
                self.read_blocks(node.children, offset, BlockKind.QUOTE, level)
            case "table" | "thead" | "tbody" | "tr":
                self.read_blocks(node.children, offset, BlockKind.CELL, level)
            case "fence" | "colon_fence":
                self.read_fence(node, offset, level)
            case "code_block":
                self.notice.blocks.append(Block(BlockKind.CODE, level, line, node.content.rstrip("\n")))
            case "html_block":
                self.fault(line, Rule.RAW_HTML, _RAW_HTML)
                self.notice.blocks.append(
                    Block(BlockKind.CODE, level, line, "", tuple(_html_links(node.content, line)))
                )
            case _:
                message = "This is not understood in a notice. Write headings, paragraphs, lists, tables and links."
                self.fault(line, Rule.MARKUP, message)

    def read_fence(self, node: SyntaxTreeNode, offset: int, level: int) -> None:
        line = _line(node, offset)
        name, _, title = node.info.strip().partition("}")
        if not name.startswith("{"):
            if node.type == "colon_fence":
                self.fault(line, Rule.DIRECTIVE, 'Say what kind of box this is, for example ":::{note}".')
            else:
                self.notice.blocks.append(Block(BlockKind.CODE, level, line + 1, node.content.rstrip("\n")))
            return
        name = name[1:].strip()
        if name not in ALLOWED_DIRECTIVES:
            allowed = ", ".join(sorted(ALLOWED_DIRECTIVES))
            self.fault(line, Rule.DIRECTIVE, f'"{{{name}}}" cannot be used in a notice. These boxes can: {allowed}.')
            return
        if node.content.startswith((":", "---")) and not node.content.startswith(":::"):
            self.fault(line + 1, Rule.DIRECTIVE, "A box in a notice takes no settings. Delete this line.")
            return
        if title.strip():
            self.read_blocks(SyntaxTreeNode(parser().parse(title.strip())).children, line - 1)
        self.read_blocks(SyntaxTreeNode(parser().parse(node.content)).children, line)

    def add(self, node: SyntaxTreeNode, offset: int, kind: BlockKind, level: int) -> None:
        """Add the block whose inline content the node has."""
        line = here = _line(node, offset)
        text: list[str] = []
        links: list[Link] = []
        for inline in _inlines(node):
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
                        self.fault(here, Rule.LINK_ADDRESS, message)
                case "html_inline":
                    self.fault(here, Rule.RAW_HTML, _RAW_HTML)
                    links += _html_links(inline.content, here)
                case "image":
                    message = "A picture cannot be searched or read aloud. Write what it says in words."
                    self.fault(here, Rule.MARKUP, message)
                case "em" | "strong":
                    pass
                case _:
                    message = f'"{inline.content or inline.type}" is not understood in a notice. Write plain words.'
                    self.fault(here, Rule.MARKUP, message)
        words = "".join(text)
        for number, written in enumerate(words.split("\n")):
            if written.strip().startswith(("{#", "{.")):
                message = f'The mark "{written.strip()}" is not understood. {_HOW_TO_MARK}'
                self.fault(line + number, Rule.MARK, message)
        self.notice.blocks.append(Block(kind, level, line, words, tuple(links)))

    # Marks ----------------------------------------------------------------------------------------

    def read_mark(self, node: SyntaxTreeNode, offset: int, before: _Mark | None) -> _Mark | None:
        line = _line(node, offset)
        if self.notice.source.split("\n")[line - 1].lstrip(" \t>").startswith("{"):  # Otherwise text is before it.
            self.notice.mark_lines.add(line)
        attributes = dict(node.attrs)
        ids = [str(attributes.pop("id"))] if "id" in attributes else []
        addresses = set(ids)
        for name in str(attributes.pop("class", "")).split():
            if name.startswith(MARK_CLASS):
                ids.append(name.removeprefix(MARK_CLASS))
            else:
                self.fault(line, Rule.MARK, f'".{name}" is not a mark. Write ".{MARK_CLASS}{name}" or delete it.')
        for name in attributes:
            self.fault(line, Rule.MARK, f'"{name}=" is not a mark. {_HOW_TO_MARK}')
        if before:
            message = "Two marks stand above the same text. Write them as one, like {#first .answers-second}."
            self.fault(line, Rule.MARK, message)
            ids, addresses = before.ids + ids, before.addresses | addresses
        return _Mark(line, ids, addresses) if ids else None

    def place(self, mark: _Mark, node: SyntaxTreeNode, start: int) -> None:
        """Make a passage of the node, whose blocks begin at `start`, for each id of the mark."""
        stop = len(self.notice.blocks)
        if node.type not in _MARKABLE or start == stop:
            message = "What stands below this mark cannot carry one. Put it above a heading, paragraph or list."
            self.fault(mark.line, Rule.MARK, message)
            return
        for name in dict.fromkeys(mark.ids):
            is_address = name in mark.addresses
            first = next((each for each in self.notice.marked if each.id == name and each.is_anchor), None)
            if mark.ids.count(name) > 1:
                self.fault(mark.line, Rule.MARK, f'The mark "{name}" stands here twice. Keep one of the two.')
            if first and is_address:
                message = f'The mark "{name}" is on line {first.line} already. Write {{.{MARK_CLASS}{name}}} here.'
                self.fault(mark.line, Rule.MARK, message)
            else:
                self.notice.marked.append(Passage(name, mark.line, start, stop, is_address))

    def choose_anchors(self) -> None:
        """Let the address of a requirement that stands behind no "#" lead to the first passage that answers it."""
        known = {passage.id for passage in self.notice.marked if passage.is_anchor}
        for number, passage in enumerate(self.notice.marked):
            if passage.id not in known:
                self.notice.marked[number] = replace(passage, is_anchor=True)
                known.add(passage.id)

    def extend_passages(self) -> None:
        """Let a marked heading reach to the end of its section, and a colon to the end of its list.

        Both end sooner where the next mark is, so that no text is in two passages by accident. The
        title has no section: it would be the whole notice.
        """
        blocks = self.notice.blocks
        starts = {passage.start for passage in self.notice.marked}
        for number, passage in enumerate(self.notice.marked):
            first, last, stop = blocks[passage.start], blocks[passage.stop - 1], passage.stop
            for block in blocks[stop:]:
                if first.is_heading:
                    goes_on = first.level > 1 and (not block.is_heading or block.level > first.level)
                else:
                    goes_on = last.text.rstrip().endswith(":") and block.is_item
                if not goes_on or stop in starts:
                    break
                stop += 1
            self.notice.marked[number] = replace(passage, stop=stop)


_RAW_HTML = "HTML cannot be used in a notice. Write plain text or Markdown instead."
_HOW_TO_MARK = "Write it like {#purposes .answers-recipients}, on a line of its own below an empty line."


def _line(node: SyntaxTreeNode, offset: int) -> int:
    """Return the node's first line, counted from 1; cells have none of their own and take their row's."""
    for candidate in [node, *node.children]:
        if candidate.map is not None:
            return candidate.map[0] + 1 + offset
    return 1 + offset


def _html_links(html: str, line: int) -> list[Link]:
    """Return what a piece of HTML links to: HTML is refused, but until it is removed its links are checked too."""
    found = [
        Link((node.attributes.get("href") or "").strip(), line + html.count("\n", 0, max(html.find("href"), 0)))
        for node in LexborHTMLParser(html).css("a[href], area[href]")
    ]
    return [link for link in found if link.url]


def _inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Yield the inline nodes below a node, outermost first."""
    for child in node.children:
        if child.type != "inline":
            yield child
        yield from _inlines(child)
