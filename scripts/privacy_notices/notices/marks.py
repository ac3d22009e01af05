"""The marks of notices: they make passages of what stands below them.

A mark may occur once in a notice, because it is an address. A passage that ends with a colon includes its list; a
marked heading includes its section, up to the next mark. A text that names a person and says nothing else is marked for
that, so that neither the search nor a page of topics repeats the name; the notice shows it as issued.
"""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from privacy_notices.findings import Rule
from privacy_notices.notices.markdown import line_of
from privacy_notices.notices.notice import MARK_CLASS, PERSON_CLASS, Notice, Passage

#: How messages tell staff to write a mark.
HOW_TO_MARK = "Write it like {#purposes .answers-recipients}, on a line of its own below an empty line."
_MARKABLE = {"heading", "paragraph", "bullet_list", "ordered_list", "blockquote", "table"}


@dataclass
class Mark:
    """The ids that stand above a text, their line, and whether the text names a person."""

    line: int
    ids: list[str]
    is_personal: bool = False


def read_mark(notice: Notice, node: SyntaxTreeNode, offset: int, before: Mark | None) -> Mark | None:
    """Return the mark that the node is, with the ids of one just above it; None where it marks nothing."""
    line = line_of(node, offset)
    if notice.source.split("\n")[line - 1].lstrip(" \t>").startswith("{"):  # Otherwise text is before it.
        notice.mark_lines.add(line)
    attributes = dict(node.attrs)
    ids = [str(attributes.pop("id"))] if "id" in attributes else []
    is_personal = bool(before and before.is_personal)
    for name in str(attributes.pop("class", "")).split():
        if name == PERSON_CLASS:
            is_personal = True
        elif name.startswith(MARK_CLASS):
            ids.append(name.removeprefix(MARK_CLASS))
        else:
            notice.fault(line, Rule.MARK, f'".{name}" is not a mark. Write ".{MARK_CLASS}{name}" or delete it.')
    for name in attributes:
        notice.fault(line, Rule.MARK, f'"{name}=" is not a mark. {HOW_TO_MARK}')
    if before:
        message = "Two marks stand above the same text. Write them as one, like {#first .answers-second}."
        notice.fault(line, Rule.MARK, message)
        ids = before.ids + ids
    return Mark(line, ids, is_personal) if ids or is_personal else None


def place(notice: Notice, mark: Mark, node: SyntaxTreeNode, start: int) -> None:
    """Make a passage of the node, whose blocks begin at `start`, for each id of the mark."""
    stop = len(notice.blocks)
    if node.type not in _MARKABLE or start == stop:
        message = "What stands below this mark cannot carry one. Put it above a heading, paragraph or list."
        notice.fault(mark.line, Rule.MARK, message)
        return
    if mark.is_personal:
        notice.personal.update(range(start, stop))
    for name in mark.ids:
        if name in notice.passages:
            first = notice.passages[name].line
            notice.fault(
                mark.line,
                Rule.MARK,
                f'The mark "{name}" is on line {first} already. Keep one of the two.',
            )
        else:
            notice.passages[name] = Passage(name, mark.line, start, stop)


def extend_passages(notice: Notice) -> None:
    """Let a marked heading reach to the end of its section, and a colon to the end of its list.

    Both end sooner where the next mark is, so that no text is in two passages by accident. The
    title has no section: it would be the whole notice.
    """
    blocks = notice.blocks
    starts = {passage.start for passage in notice.passages.values()}
    for name, passage in notice.passages.items():
        first, last, stop = blocks[passage.start], blocks[passage.stop - 1], passage.stop
        for block in blocks[stop:]:
            if first.is_heading:
                goes_on = first.level > 1 and (not block.is_heading or block.level > first.level)
            else:
                goes_on = last.text.rstrip().endswith(":") and block.is_item
            if not goes_on or stop in starts:
                break
            stop += 1
        notice.passages[name] = Passage(name, passage.line, passage.start, stop)
