"""Topics: what the notices of all years say about one requirement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
    """What the notice of one year says about a requirement, or will say.

    `elements` are the blocks of its passages as issued, each with the HTML element that it becomes: `strong` for a
    heading, `ul`, `ol`, `blockquote`, `pre`, `table`, or `p` for all others; the items of a list are together, and so
    are the rows of a table, the first of which has its headings.
    Without a passage it is empty, and `gap` is the reason that the notice's known_gaps give, or empty.
    `page` shows the notice; it is empty where there is none. `begins` is the day from which it applies, if that is to
    come.
    `is_shown` says whether the words of the notice are, and `is_personal` whether a part of the passage names a person,
    which is read in the notice alone.
    """

    year: AcademicYear
    page: str = ""
    elements: tuple[Element, ...] = ()
    gap: str = ""
    begins: date | None = None
    is_shown: bool = True
    is_personal: bool = False


def through_the_years(
    requirement: str,
    notices: Sequence[Wording],
    coming: Sequence[Wording],
    today: date,
    not_shown: Collection[AcademicYear] = (),
) -> list[YearOfTopic]:
    """Return what each year says about a requirement, newest first, with the years between that have no notice.

    Args:
        requirement: the requirement's id.
        notices: the wording that stands for each year, one a year, in any order.
        coming: later wordings of those years; one that says the same about the requirement is left out.
        today: the day of the build.
        not_shown: the years whose words are not shown.
    """
    held = {version.year: version for version in notices}
    if not held:
        return []
    found: list[YearOfTopic] = []
    for start in range(max(held).start, min(held).start - 1, -1):
        year = AcademicYear(start)
        if year not in held:
            found.append(YearOfTopic(year))
            continue
        if year in not_shown:
            found.append(YearOfTopic(year, f"notices/{year}", is_shown=False))
            continue
        stands = _of_year(requirement, held[year], f"notices/{year}", today)
        later = (_of_year(requirement, v, f"versions/{v.name}", today) for v in reversed(coming) if v.year == year)
        found += [entry for entry in later if entry.elements != stands.elements]
        found.append(stands)
    return found


def in_groups(years: Iterable[YearOfTopic]) -> list[list[YearOfTopic]]:
    """Return the years in groups: those that follow each other and say the same are one, since it is read once."""
    groups = groupby(years, key=lambda entry: replace(entry, year=AcademicYear(0), page="held" if entry.page else ""))
    return [list(group) for _, group in groups]


def _of_year(requirement: str, version: Wording, page: str, today: date) -> YearOfTopic:
    begins = version.first_day if version.first_day > today else None
    places = version.notice.places_of(requirement)
    if not places:
        gap = version.front_matter.known_gaps.get(requirement, "")
        return YearOfTopic(version.year, page, gap=gap, begins=begins)
    shown = version.notice.without_persons(places)
    elements = tuple(_in_elements(shown))
    return YearOfTopic(version.year, page, elements, begins=begins, is_personal=len(shown) < len(places))


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
