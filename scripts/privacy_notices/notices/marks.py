"""The marks of notices: they make passages of what stands below them.

A mark like {#recipients} may occur once in a notice, because it is an address; {.answers-recipients} marks every other
passage that answers the same. A passage that ends with a colon includes its list; a marked heading includes its
section, up to the next mark.
A text that names a person and says nothing else is marked for that, so that neither the search nor a page of topics
repeats the name; the notice shows it as issued.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from privacy_notices.findings import Rule
from privacy_notices.notices.markdown import line_of
from privacy_notices.notices.notice import MARK_CLASS, PERSON_CLASS, Notice, Passage

#: How messages tell staff to write a mark.
HOW_TO_MARK = "Write it like {#purposes .answers-recipients}, on a line of its own below an empty line."
_MARKABLE = {"heading", "paragraph", "bullet_list", "ordered_list", "blockquote", "table"}


@dataclass
class Mark:
    """The ids that stand above a text, and their line; `addresses` are those that stand behind a "#".

    `is_personal` says whether the text names a person.
    """

    line: int
    ids: list[str]
    addresses: set[str] = field(default_factory=set)
    is_personal: bool = False


def read_mark(notice: Notice, node: SyntaxTreeNode, offset: int, before: Mark | None) -> Mark | None:
    """Return the mark that the node is, with the ids of one just above it; None where it marks nothing."""
    line = line_of(node, offset)
    if notice.source.split("\n")[line - 1].lstrip(" \t>").startswith("{"):  # Otherwise text is before it.
        notice.mark_lines.add(line)
    attributes = dict(node.attrs)
    ids = [str(attributes.pop("id"))] if "id" in attributes else []
    addresses = set(ids)
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
        ids, addresses = before.ids + ids, before.addresses | addresses
    return Mark(line, ids, addresses, is_personal) if ids or is_personal else None


def place(notice: Notice, mark: Mark, node: SyntaxTreeNode, start: int) -> None:
    """Make a passage of the node, whose blocks begin at `start`, for each id of the mark."""
    stop = len(notice.blocks)
    if node.type not in _MARKABLE or start == stop:
        message = "What stands below this mark cannot carry one. Put it above a heading, paragraph or list."
        notice.fault(mark.line, Rule.MARK, message)
        return
    if mark.is_personal:
        notice.personal.update(range(start, stop))
    for name in dict.fromkeys(mark.ids):
        is_address = name in mark.addresses
        first = next((each for each in notice.marked if each.id == name and each.is_anchor), None)
        if mark.ids.count(name) > 1:
            notice.fault(mark.line, Rule.MARK, f'The mark "{name}" stands here twice. Keep one of the two.')
        if first and is_address:
            message = f'The mark "{name}" is on line {first.line} already. Write {{.{MARK_CLASS}{name}}} here.'
            notice.fault(mark.line, Rule.MARK, message)
        else:
            notice.marked.append(Passage(name, mark.line, start, stop, is_address))


def choose_anchors(notice: Notice) -> None:
    """Let the address of a requirement that stands behind no "#" lead to the first passage that answers it."""
    known = {passage.id for passage in notice.marked if passage.is_anchor}
    for number, passage in enumerate(notice.marked):
        if passage.id not in known:
            notice.marked[number] = replace(passage, is_anchor=True)
            known.add(passage.id)


def extend_passages(notice: Notice) -> None:
    """Let a marked heading reach to the end of its section, and a colon to the end of its list.

    Both end sooner where the next mark is, so that no text is in two passages by accident. The
    title has no section: it would be the whole notice.
    """
    blocks = notice.blocks
    starts = {passage.start for passage in notice.marked}
    for number, passage in enumerate(notice.marked):
        first, last, stop = blocks[passage.start], blocks[passage.stop - 1], passage.stop
        for block in blocks[stop:]:
            if first.is_heading:
                goes_on = first.level > 1 and (not block.is_heading or block.level > first.level)
            else:
                goes_on = last.text.rstrip().endswith(":") and block.is_item
            if not goes_on or stop in starts:
                break
            stop += 1
        notice.marked[number] = replace(passage, stop=stop)
