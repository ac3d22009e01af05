"""Topics: what the notices of all years say about one requirement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from privacy_notices.history.versions import Wording
from privacy_notices.notices.notice import Block, BlockKind
from privacy_notices.years import AcademicYear

_TAGS: dict[BlockKind, str] = {
    BlockKind.HEADING: "strong",
    BlockKind.ITEM: "ul",
    BlockKind.ORDERED_ITEM: "ol",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
}


@dataclass(frozen=True)
class YearOfTopic:
    """What the notice of one year says about a requirement.

    `elements` are the blocks of its passages as issued, each with the HTML element that it becomes: `strong` for a
    heading, `ul`, `ol`, `blockquote`, `pre`, or `p` for all others; the items of a list are together.
    Without a passage it is empty, and `gap` is the reason that the notice's known_gaps give, or empty.
    `is_held` says whether there is a notice for the year at all.
    """

    year: AcademicYear
    elements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    gap: str = ""
    is_held: bool = True


def through_the_years(requirement: str, notices: Sequence[Wording]) -> list[YearOfTopic]:
    """Return what each year says about a requirement, newest first, with the years between that have no notice.

    Args:
        requirement: the requirement's id.
        notices: the latest wording of each year, one a year, in any order.
    """
    held = {version.year: version for version in notices}
    if not held:
        return []
    years = [AcademicYear(start) for start in range(max(held).start, min(held).start - 1, -1)]
    return [_of_year(requirement, held[year]) if year in held else YearOfTopic(year, is_held=False) for year in years]


def _of_year(requirement: str, version: Wording) -> YearOfTopic:
    blocks = version.notice.answer(requirement)
    if not blocks:
        return YearOfTopic(version.year, gap=version.front_matter.known_gaps.get(requirement, ""))
    return YearOfTopic(version.year, tuple(_in_elements(blocks)))


def _in_elements(blocks: Iterable[Block]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for tag, run in groupby(blocks, key=lambda block: _TAGS.get(block.kind, "p")):
        texts = tuple(block.text if tag == "pre" else block.plain for block in run)
        if tag in ("ul", "ol"):
            yield tag, texts
        else:
            yield from ((tag, (text,)) for text in texts)
