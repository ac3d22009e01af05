"""Topics: what the notices of all years say about one requirement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from privacy_notices.history.versions import Wording
from privacy_notices.notices.notice import Block, BlockKind, tables_of
from privacy_notices.years import AcademicYear

_TAGS: dict[BlockKind, str] = {
    BlockKind.HEADING: "strong",
    BlockKind.ITEM: "ul",
    BlockKind.ORDERED_ITEM: "ol",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CELL: "table",
    BlockKind.CODE: "pre",
}
#: An HTML element with its texts; for a table, the texts of each row.
Element = tuple[str, tuple[str, ...] | tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class YearOfTopic:
    """What the notice of one year says about a requirement.

    `elements` are the blocks of the passage as issued, each with the HTML element that it becomes: `strong` for a
    heading, `ul`, `ol`, `blockquote`, `pre`, `table`, or `p` for all others; the items of a list are together, and so
    are the rows of a table, the first of which has its headings.
    Without a passage it is empty, and `gap` is the reason that the notice's known_gaps give, or empty.
    `is_held` says whether there is a notice for the year at all, `is_shown` whether its words are, and `is_personal`
    whether a part of the passage names a person, which is read in the notice alone.
    """

    year: AcademicYear
    elements: tuple[Element, ...] = ()
    gap: str = ""
    is_held: bool = True
    is_shown: bool = True
    is_personal: bool = False


def through_the_years(
    requirement: str, notices: Sequence[Wording], not_shown: Collection[AcademicYear] = ()
) -> list[YearOfTopic]:
    """Return what each year says about a requirement, newest first, with the years between that have no notice.

    Args:
        requirement: the requirement's id.
        notices: the latest wording of each year, one a year, in any order.
        not_shown: the years whose words are not shown.
    """
    held = {version.year: version for version in notices}
    if not held:
        return []
    years = [AcademicYear(start) for start in range(max(held).start, min(held).start - 1, -1)]
    return [
        _of_year(requirement, held[year])
        if year in held and year not in not_shown
        else YearOfTopic(year, is_held=year in held, is_shown=year not in not_shown)
        for year in years
    ]


def _of_year(requirement: str, version: Wording) -> YearOfTopic:
    passage = version.notice.passages.get(requirement)
    if passage is None:
        return YearOfTopic(version.year, gap=version.front_matter.known_gaps.get(requirement, ""))
    blocks = version.notice.blocks_of(passage)
    shown = version.notice.without_persons(passage.start, passage.stop)
    return YearOfTopic(version.year, tuple(_in_elements(shown)), is_personal=len(shown) < len(blocks))


def _in_elements(blocks: Iterable[Block]) -> Iterator[Element]:
    for tag, run in groupby(blocks, key=lambda block: _TAGS.get(block.kind, "p")):
        if tag == "table":
            yield from ((tag, tuple(tuple(cell.plain for cell in row) for row in table)) for table in tables_of(run))
            continue
        texts = tuple(block.text if tag == "pre" else block.plain for block in run)
        if tag in ("ul", "ol"):
            yield tag, texts
        else:
            yield from ((tag, (text,)) for text in texts)
