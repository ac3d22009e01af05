"""The Markdown of notices: MyST's parser as notices and the site use it, and what a notice may hold of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

#: conf.py gives these to MyST as `myst_enable_extensions`: one list, so that both read the same.
MYST_EXTENSIONS = ("attrs_block", "colon_fence")
#: Boxes that a notice may have. Every other directive could run code, read files or hide words.
ALLOWED_DIRECTIVES = frozenset(
    {
        "admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso",
        "tip", "warning",
    }
)  # fmt: skip
ALLOWED_SCHEMES = ("http://", "https://", "mailto:", "tel:")


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


def line_of(node: SyntaxTreeNode, offset: int) -> int:
    """Return the node's first line, counted from 1; cells have none of their own and take their row's."""
    for candidate in [node, *node.children]:
        if candidate.map is not None:
            return candidate.map[0] + 1 + offset
    return 1 + offset


def inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Yield the inline nodes below a node, outermost first."""
    for child in node.children:
        if child.type != "inline":
            yield child
        yield from inlines(child)
