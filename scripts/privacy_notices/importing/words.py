"""Reads the words of a file a second time, in the simplest way, to hold the draft against them.

It takes all text there is and asks nothing about what the text is for, so that it shares no decision, and no mistake,
with the readers.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from xml.etree import ElementTree as ET

from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from privacy_notices.importing.document import plain
from privacy_notices.importing.html import BLOCKS, STRUCK
from privacy_notices.importing.markdown import parsed, tag_name, unused
from privacy_notices.importing.pasted import is_quoted
from privacy_notices.importing.pdf_page import Page
from privacy_notices.importing.word_parts import Styles, W, filled_in, sign_of, signs, symbol_font, value
from privacy_notices.importing.word_text import ABSENT, is_unfilled, why_unseen

_RULE = "-=_*~"
_SIGNS = frozenset("&%£€$+=@☐☑☒")
_UNREAD = frozenset(["head", "script", "style", "template"])
_SET_APART = frozenset([*STRUCK, "rt", "rp", "img"])
_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments",
          "word/diagrams/data", "word/charts/chart")  # fmt: skip
_ENDS = frozenset(["p", "tab", "ptab", "br", "cr", "tc", "pt", "rt"])


def split(text: str) -> list[str]:
    """Return the words of a text: what has a letter, a digit or a sign that means something, in one spelling."""
    return [word for word in unicodedata.normalize("NFKC", plain(text)).split() if _is_a_word(word)]


def _is_a_word(text: str) -> bool:
    is_line = len(text) > 2 and not text.strip(_RULE)  # It divides a text.
    return not is_line and any((char.isalnum() or char in _SIGNS) for char in text)


def words_of_html(html: str) -> str:
    """Return all text of a web page, with what describes its pictures."""
    aside: list[str] = []
    root = LexborHTMLParser(html).root
    return "\n".join(["" if root is None else _text(root, aside), *aside])


def _text(node: LexborNode, aside: list[str]) -> str:
    """Return the text below a node; what is within a line and not of it goes to `aside`, to divide no word."""
    tag = node.tag or ""
    if tag == "-text":
        return node.text_content or ""
    if tag in _UNREAD:
        return ""
    inner = "".join(_text(child, aside) for child in node.iter(include_text=True))
    if tag in _SET_APART:
        aside.append(f"{node.attributes.get('alt') or ''}\n{inner}")
        return ""
    return f"\n{inner}\n" if tag in BLOCKS or tag == "br" else inner


def words_of_text(text: str) -> str:
    """Return all of a plain text but for the signs of quotations in e-mails."""
    return re.sub(r"(?m)^[\s>]+", "", text) if is_quoted(text) else text


def words_of_markdown(text: str) -> str:
    """Return all text of Markdown, with what describes its pictures and what readers do not see."""
    lines = text.split("\n")
    aside: list[str] = []
    tokens, seen = parsed(text)
    parts = [_of_token(token, lines, aside) for token in tokens]
    return "\n".join([*parts, *aside, *unused(tokens, seen)])


def _of_token(token: Token, lines: list[str], aside: list[str]) -> str:
    """Return the text of a block; HTML in it is read by itself, so that none that is not closed hides what follows."""
    if token.type == "inline":
        return _of_line(token.children or [], aside)
    if token.type == "attrs_block" and token.map:
        return "\n".join(lines[slice(*token.map)])
    if token.type == "html_block":
        return words_of_html(token.content)
    return f"{token.info}\n{token.content}" if token.type == "fence" else token.content


def _of_line(tokens: list[Token], aside: list[str]) -> str:
    """Return the text of a line; what is within it and not of it goes to `aside`, to divide no word."""
    texts = [""]
    for token in tokens:
        aside.append(str(token.attrs.get("title", "")))
        if token.type == "s_open":
            texts.append("")
        elif token.type == "s_close":
            aside.append(texts.pop())
        elif token.type == "image":
            aside.append(_of_line(token.children or [], aside))
        elif token.type in ("softbreak", "hardbreak"):
            texts[-1] += "\n"
        else:
            texts[-1] += _between(token.content) if token.type == "html_inline" else token.content
    return "".join(texts)


def _between(tag: str) -> str:
    """Return what a tag puts between the words before and after it: the end of a line, or nothing."""
    return "\n" if tag_name(tag) in (*BLOCKS, "br") else ""


def words_of_word(data: bytes) -> str:
    """Return all text of a Word file: of its pages, their edges, notes, comments and drawings, deleted text too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in set(archive.namelist()) if name.startswith(_PARTS) and name.endswith(".xml"))
        # A DOCTYPE was refused by the reader, which comes first.
        parts = [ET.fromstring(archive.read(name)) for name in names]  # noqa: S314
        has_styles = "word/styles.xml" in archive.namelist()
        reader = _WordReader(Styles(ET.fromstring(archive.read("word/styles.xml")) if has_styles else None))  # noqa: S314
    texts = [reader.text(part) for part in parts]
    return "\n".join(texts + reader.aside)


class _WordReader:
    """Reads the text of XML; what is within a line and not seen as text in force goes to `aside`, to divide no word."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.aside: list[str] = []
        self.notes = 0
        self.style = ""

    def text(self, element: ET.Element) -> str:
        """Return the text below an element."""
        name = element.tag.rpartition("}")[2]
        if name in ("t", "delText", "v"):
            return element.text or ""
        if name in ("footnoteReference", "endnoteReference"):
            self.notes += 1
            return f"[{self.notes}]"
        if name in ("sym", "ffData"):
            return sign_of(element) if name == "sym" else filled_in(element)
        if name == "p":
            self.style = value(element.find(f"{W}pPr"), "pStyle")
        children = list(element)[:1] if name == "AlternateContent" else list(element)  # The second is for old programs.
        inner = "".join(self.text(child) for child in children)
        if name == "r" and (font := symbol_font(element)):
            inner = signs(font, inner)
        if self._is_set_apart(element):
            self.aside.append(inner)
            return ""
        return f"\n{inner}\n" if name in _ENDS else "-" if name == "noBreakHyphen" else inner

    def _is_set_apart(self, element: ET.Element) -> bool:
        if element.tag == f"{W}r":
            return bool(why_unseen(element, self.style, self.styles))
        return element.tag in ABSENT or (element.tag == f"{W}sdt" and is_unfilled(element))


def words_of_pdf(pages: list[Page]) -> str:
    """Return all letters of a PDF line by line, and what was filled into its forms."""
    return "\n".join(text for page in pages for text in page.plain_lines())
