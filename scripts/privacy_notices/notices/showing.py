"""What keeps the site from showing a notice as its Markdown says, and the source text that it shows in its place.

The build refuses what these findings name while it can still be changed. They are no faults of form: those decide which
commit of main publishes a revision, so a rule that was added to them later would change what was published when. A
version that has an obstacle is shown as its source text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.letters import code_point
from privacy_notices.notices.markdown import parser
from privacy_notices.notices.notice import Notice

_DAMAGED = "\N{REPLACEMENT CHARACTER}"
#: What a reader of the page does not see.
_UNSEEN = frozenset({"front_matter", "myst_line_comment", "myst_block_break", "attrs_block"})
_NOT_BETWEEN = (
    "A line across the page has to stand between two paragraphs of the notice itself: not at the beginning or end, "
    "under a heading, beside another, or inside a list, quotation or box. Delete these signs."
)
_CODE = (
    "Three back-ticks, or four spaces at the beginning of a line, make program code of words. Delete them, and the "
    "spaces at the beginning of the line."
)
_EMPTY_BOX = "There are no words in this box. Write them on lines of their own before its end, or delete the box."


def obstacles(notice: Notice) -> list[Finding]:
    """Return what the site cannot show of a notice that was read whole, in the order of its lines.

    The rules are those of docutils and MyST, whose warnings would stop the build; tests/site/test_showing.py compares
    the two with generated notices.
    """
    if notice.front_matter is None and notice.translation is None:
        return []
    tokens, references = tokens_of(notice)
    nodes = SyntaxTreeNode(tokens).children
    found = {*_levels(nodes, notice), *_controls(notice), *_twice(references, 0, 0), *_of_nodes(nodes, 0, references)}
    return sorted(Finding(notice.path, line, Rule.CANNOT_BE_SHOWN, Severity.ERROR, message) for line, message in found)


def tokens_of(notice: Notice) -> tuple[list[Token], dict[str, Any]]:
    """Return what the parser found in a notice, found again where the site has used it up."""
    if notice.markdown.tokens:
        return notice.markdown.tokens, dict(notice.markdown.references)
    references: dict[str, Any] = {}
    return parser().parse(notice.source, references), references


def is_control(sign: str) -> bool:
    """Say whether HTML and PDF have no such character: a control character, half of a pair, or none of Unicode's."""
    number = ord(sign)
    is_special = number < 0x20 or 0x7F <= number < 0xA0 or 0xD800 <= number < 0xE000
    return (is_special and sign not in "\t\n\r") or 0xFDD0 <= number < 0xFDF0 or number & 0xFFFE == 0xFFFE


def source_text(source: bytes) -> str:
    """Return the text of a notice's file for readers; what no page can show stands as its number, [U+0007]."""
    text = source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"[{code_point(sign)}]" if is_control(sign) else sign for sign in text)


def _levels(nodes: Sequence[SyntaxTreeNode], notice: Notice) -> Iterator[tuple[int, str]]:
    """Yield each heading that is more than one level below the one before it (MyST's warning `myst.header`)."""
    above = 0
    for node in nodes:
        if node.type != "heading":
            continue
        level, before, above = int(node.tag[1:]), above, int(node.tag[1:])
        if level > before + 1 and notice.titles:  # That there is no title is a finding already.
            message = f'A level is left out before this heading. Write it with "{"#" * (before + 1)} ".'
            yield _line(node, 0), message if before else 'Write the title of the notice, with "# ", above this heading.'


def _controls(notice: Notice) -> Iterator[tuple[int, str]]:
    """Yield each line with characters that no page can show; the parser reads them as U+FFFD where one is `&#7;`."""
    for number, line in enumerate(notice.source.split("\n"), start=1):
        for sign in dict.fromkeys(line):
            if is_control(sign):
                yield number, f"There is an invisible control character ({code_point(sign)}) on this line. Delete it."
    for block in notice.blocks:
        if _DAMAGED in block.text and _DAMAGED not in notice.source:
            message = 'A number between "&#" and ";" on this line stands for no character. Write the character itself.'
            yield block.line_at(block.text.index(_DAMAGED)), message


def _twice(references: dict[str, Any], known: int, offset: int) -> Iterator[tuple[int, str]]:
    """Yield each address that is written apart a second time under one name (`myst.duplicate_def`), but the `known`."""
    for each in references.get("duplicate_refs", [])[known:]:
        message = f'The address of "[{each["label"].lower()}]" is written in two places. Delete one of them.'
        yield each["map"][0] + 1 + offset, message


def _of_nodes(
    nodes: Sequence[SyntaxTreeNode], offset: int, references: dict[str, Any], *, is_nested: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield what docutils and Sphinx refuse of nodes; `offset` is added to line numbers inside a box."""
    seen = [node for node in nodes if node.type not in _UNSEEN]
    for number, node in enumerate(seen):
        line = _line(node, offset)
        beside = [seen[place].type if 0 <= place < len(seen) else "" for place in (number - 1, number + 1)]
        if node.type == "heading" and not "".join(node.children[0].content.split()):
            yield line, "There are no words in this heading. Write them, or delete it."
        elif node.type == "hr" and (is_nested or beside[0] in ("", "heading", "hr") or beside[1] in ("", "hr")):
            yield line, _NOT_BETWEEN
        elif node.type == "code_block" or (node.type == "fence" and not node.info.strip().startswith("{")):
            yield line, _CODE
        elif node.type in ("fence", "colon_fence"):
            known = len(references.get("duplicate_refs", []))
            inside = SyntaxTreeNode(parser().parse(node.content, references)).children
            name, _, title = node.info.strip().partition("}")
            if name == "{admonition" and not title.strip():
                yield (
                    line,
                    'This box has no title. Write it on the line that begins the box, like ":::{admonition} Title".',
                )
            elif name != "{admonition" and title.strip() and node.content.lstrip().startswith(":"):
                yield (
                    line,
                    "Words on the line that begins a box cannot have a box right below. Move them to the next line.",
                )
            elif not title.strip() and all(inner.type in _UNSEEN for inner in inside):
                yield line, _EMPTY_BOX
            yield from _twice(references, known, line)
            yield from _of_nodes(inside, line, references, is_nested=True)
        else:
            yield from _of_nodes(node.children, offset, references, is_nested=True)


def _line(node: SyntaxTreeNode, offset: int) -> int:
    return (node.map[0] if node.map else 0) + 1 + offset
