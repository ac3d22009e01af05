"""Reads the words of a notice from its finished page, as the tree that `docs/theme/pdf.typ` sets.

They are taken from the page, so that a copy says what readers see. An element is a list of its tag, its attributes and
its content; a text is a string. Tags and attributes are `p`, `heading` (level), `ul`, `ol` (start), `li`,
`blockquote`, `box`, `table` (columns, heads: how many rows are headings), `tr`, `td`, `a` (href), `strong`, `em`,
`code`, `pre`, `br` and `hr`. Of any other element only the content is taken, so that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

Tree = str | list[Any]

_PLAIN = frozenset({"p", "ul", "li", "blockquote", "strong", "em", "code", "br", "hr"})
_BLOCKS = frozenset({"p", "heading", "ul", "ol", "li", "blockquote", "box", "table", "pre", "hr"})
_HEADING = re.compile(r"h([1-6])")
#: HTML's own white space. Any other space, such as a no-break space, is a letter of the notice.
_SPACE = re.compile(r"[ \t\n\r\f]+")


def notice_words(page: str) -> list[Tree]:
    """Return the content of the element `#notice-text` of a page."""
    (text,) = LexborHTMLParser(page).css("#notice-text")
    for own in text.css("a.to-passage"):
        own.decompose()
    return _held(text, _Levels())


def unsaid_links(tree: Iterable[Tree]) -> list[tuple[str, str]]:
    """Return the text and the address of each link whose text does not say where it leads."""
    found = []
    for node in tree:
        if isinstance(node, str):
            continue
        tag, attributes, *held = node
        if tag != "a":
            found += unsaid_links(held)
            continue
        words, address = " ".join("".join(texts(held)).split()), attributes["href"]
        if words != address.removeprefix("mailto:") and not address.startswith("#"):
            found.append((words, address))
    return found


def texts(tree: Iterable[Tree]) -> Iterator[str]:
    """Yield every text of a tree, in order."""
    for node in tree:
        if isinstance(node, str):
            yield node
        else:
            yield from texts(node[2:])


def without_layout(tree: Iterable[Tree]) -> list[Tree]:
    """Return the texts of a tree as one block of lines, a line for each of its innermost blocks."""
    return [["pre", {}, "\n".join(line.strip() for line in "".join(_lines(tree)).split("\n") if line.strip())]]


def _lines(tree: Iterable[Tree]) -> Iterator[str]:
    for node in tree:
        if isinstance(node, str):
            yield node
        else:
            is_block = node[0] in _BLOCKS or node[0] in ("br", "td")
            yield from ("\n" * is_block, *_lines(node[2:]), "\n" * is_block)


class _Levels:
    """The levels of headings, without gaps: PDF/UA-1 (ISO 14289-1, 7.4.2) forbids leaving one out."""

    last = 0

    def next(self, level: int) -> int:
        self.last = min(level, self.last + 1)
        return self.last


def _held(node: LexborNode, levels: _Levels) -> list[Tree]:
    """Return the content of an element, without the spaces at its ends and beside its blocks, which mean nothing."""
    nodes: list[Tree] = []
    for child in node.iter(include_text=True):
        if child.is_text_node:
            nodes.append(_SPACE.sub(" ", child.text_content or ""))
        elif child.is_element_node:
            nodes += _element(child, levels)
    around: list[Tree | None] = [None, *nodes, None]
    trimmed = [_trimmed(node, around[place], around[place + 2]) for place, node in enumerate(nodes)]
    return [node for node in trimmed if node]


def _trimmed(node: Tree, before: Tree | None, after: Tree | None) -> Tree:
    """Return a text without the spaces beside a block or a line break; an element stays as it is."""
    if isinstance(node, str):
        node = node.lstrip(" ") if _ends_line(before) else node
        node = node.rstrip(" ") if _ends_line(after) else node
    return node


def _ends_line(node: Tree | None) -> bool:
    return isinstance(node, list) and (node[0] in _BLOCKS or node[0] == "br")


def _element(node: LexborNode, levels: _Levels) -> list[Tree]:
    tag, classes = node.tag or "", (node.attributes.get("class") or "").split()
    if heading := _HEADING.fullmatch(tag):
        return [["heading", {"level": levels.next(int(heading[1]))}, *_held(node, levels)]]
    if tag == "pre":
        return [["pre", {}, node.text()]]
    if tag == "table":
        return [_table(node, levels)]
    held = _held(node, levels)
    if tag in _PLAIN:
        return [[tag, {}, *held]]
    if tag == "ol":
        return [["ol", {"start": int(node.attributes.get("start") or 1)}, *held]]
    if tag == "a" and node.attributes.get("href"):
        return [["a", {"href": node.attributes["href"]}, *held]]
    if tag == "div" and "admonition" in classes:
        return [["box", {}, *held]]
    return held


def _table(node: LexborNode, levels: _Levels) -> Tree:
    rows: list[list[Any]] = [
        ["tr", {}, *(["td", {}, *_held(cell, levels)] for cell in row.css("th, td"))] for row in node.css("tr")
    ]
    columns = max((len(row) - 2 for row in rows), default=0)
    return ["table", {"columns": columns, "heads": len(node.css("thead tr"))}, *rows]
