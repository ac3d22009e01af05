"""Reads Markdown into a document: as CommonMark with tables and struck-out text, whatever program wrote it.

What readers of the Markdown never saw is left out in its own words: front matter, marks such as `{#retention}`, titles
that show only under a mouse, addresses that nothing leads to. A blank such as "<name of school>" is a tag to Markdown,
which no reader would see: where HTML has no element of that name, it is words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from selectolax.lexbor import LexborHTMLParser

from privacy_notices.importing.document import Document
from privacy_notices.importing.html import add_blocks

#: The elements of HTML: those that Markdown's own specification lists begin a block.
_ELEMENTS = frozenset(block_names) | frozenset(
    ["a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "blink", "br", "button", "canvas", "cite", "code",
     "data", "datalist", "del", "dfn", "em", "embed", "font", "i", "img", "input", "ins", "kbd", "label", "map",
     "mark", "meter", "nobr", "object", "output", "picture", "pre", "progress", "q", "rb", "rp", "rt", "ruby", "s",
     "samp", "script", "select", "small", "span", "strike", "strong", "style", "sub", "sup", "svg", "template",
     "textarea", "time", "tt", "u", "var", "video", "wbr"]
)  # fmt: skip
_UNREAD = "head, script, style, template"


@cache
def _parser() -> MarkdownIt:
    """Return the parser of any Markdown; marks stay tokens of their own, or they would vanish without a word."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made.use(front_matter_plugin).use(attrs_block_plugin)
    made.core.ruler.disable("attr")
    made.add_render_rule("attrs_block", _nothing)
    return made


def _nothing(*_: object) -> str:
    return ""


def parsed(text: str) -> tuple[list[Token], dict[str, Any]]:
    """Return what Markdown is made of, and what its parser noted beside that."""
    seen: dict[str, Any] = {}
    tokens = _parser().parse(text, seen)
    for token in tokens:
        if token.type == "html_block" and not _is_html(token):
            token.content = f"<p>{escape(token.content)}</p>"
        for child in token.children or []:
            child.type = "text" if child.type == "html_inline" and not _is_html(child) else child.type
    return tokens, seen


def tag_name(tag: str) -> str:
    """Return the name of the element of which this is a tag."""
    return "".join(takewhile(lambda letter: letter.isalnum() or letter == "-", tag.lstrip(" </"))).lower()


def _is_html(token: Token) -> bool:
    return token.content.lstrip().startswith(("<!", "<?")) or tag_name(token.content) in _ELEMENTS


def read_markdown(text: str) -> Document:
    """Return the document that the Markdown shows."""
    document = Document()
    tokens, seen = parsed(text)
    for words, where in _unseen(tokens, text.split("\n")):
        document.leave_out(words, where)
    for words in unused(tokens, seen):
        document.leave_out(words, "an address that nothing leads to")
    page = LexborHTMLParser(f"<body>{_parser().renderer.render(tokens, _parser().options, seen)}")
    for node in page.css(_UNREAD):
        node.decompose()
    if page.root is not None and page.body is not None:
        for node in page.root.traverse(include_text=True):
            document.leave_out(node.comment_content or "" if node.is_comment_node else "", "a comment")
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


def unused(tokens: list[Token], seen: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses that are defined apart from the text, and that no link uses, with their titles.

    Args:
        tokens: the Markdown as it was parsed.
        seen: what the parser noted beside them.
    """
    used = {_leads_to(child.attrs) for token in tokens for child in token.children or []}
    for reference in [*seen.get("references", {}).values(), *seen.get("duplicate_refs", [])]:
        if _leads_to(reference) not in used:
            yield f"{reference['href']} {reference['title']}"


def _leads_to(values: Mapping[str, Any]) -> tuple[str, str]:
    return str(values.get("href", values.get("src", ""))), str(values.get("title", ""))
