"""Reads Markdown into a document: as CommonMark with tables and struck-out text, whatever program wrote it.

What readers of the Markdown never saw is left out in its own words: front matter, marks such as `{#retention}`, titles
that show only under a mouse, addresses that nothing leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from selectolax.lexbor import LexborHTMLParser

from privacy_notices.importing.document import Document
from privacy_notices.importing.html import add_blocks

_UNREAD = "script, style, template"


@cache
def parser() -> MarkdownIt:
    """Return the parser of any Markdown; marks stay tokens of their own, or they would vanish without a word."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made.use(front_matter_plugin).use(attrs_block_plugin)
    made.core.ruler.disable("attr")
    made.add_render_rule("attrs_block", _nothing)
    return made


def _nothing(*_: object) -> str:
    return ""


def read_markdown(text: str) -> Document:
    """Return the document that the Markdown shows."""
    document, seen = Document(), dict[str, Any]()
    tokens = parser().parse(text, seen)
    for words, where in _unseen(tokens, text.splitlines()):
        document.leave_out(words, where)
    for url in _unused(tokens, seen):
        document.leave_out(url, "an address that nothing leads to")
    page = LexborHTMLParser(f"<body>{parser().renderer.render(tokens, parser().options, seen)}")
    for node in page.css(_UNREAD):
        node.decompose()
    if page.body is not None:
        for node in page.body.traverse():
            document.leave_out(getattr(node, "comment_content", None) or "", "a comment")
        add_blocks(page.body, document)
    return document


def _unseen(tokens: list[Token], lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what readers do not see, and where it is."""
    for token in tokens:
        if token.type == "front_matter":
            yield token.content, "the settings at the top of the file"
        elif token.type == "attrs_block" and token.map:
            yield " ".join(lines[slice(*token.map)]), "a mark"
        yield token.info if token.type == "fence" else "", "the name of a kind of text"
        for child in token.children or []:
            yield str(child.attrs.get("title", "")), "the title of a link or a picture"


def _unused(tokens: list[Token], seen: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses that are defined apart from the text, and that no link uses."""
    used = {child.attrs.get("href", child.attrs.get("src")) for token in tokens for child in token.children or []}
    for reference in seen.get("references", {}).values():
        if reference["href"] not in used:
            yield f"{reference['href']} {reference['title']}"
