"""Where the blocks of a comparison were before and are now, and which answers of the two notices they belong to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from privacy_notices.history.changes import Comparison, Piece, PieceKind, Row, RowKind
from privacy_notices.notices.notice import BlockKind, Notice, Passage

#: The name of what stands before the first heading, or below the title alone.
BEGINNING = "The beginning"


@dataclass(frozen=True)
class Part:
    """What blocks belong to: the answer to a requirement by its `id`, or else the text below a heading."""

    id: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Spot:
    """A row of a comparison with its place in `blocks` of the old and of the new notice, None where it has none."""

    row: Row
    old: int | None = None
    new: int | None = None


def spots(comparison: Comparison) -> Iterator[Spot]:
    """Yield each block of the two notices once: one that moved is a single spot with both of its places."""
    left: dict[int, int] = {}
    old = new = 0
    found = []
    for row in comparison.rows:
        is_old = row.kind not in (RowKind.ADDED, RowKind.MOVED)
        is_new = row.kind not in (RowKind.REMOVED, RowKind.MOVED_AWAY)
        if row.kind is RowKind.MOVED_AWAY:
            left[row.number] = old
        else:
            found.append(Spot(row, old if is_old else None, new if is_new else None))
        old, new = old + is_old, new + is_new
    for spot in found:
        yield Spot(spot.row, left[spot.row.number], spot.new) if spot.row.kind is RowKind.MOVED else spot


class Side:
    """One of two notices that are compared, by its parts."""

    def __init__(self, notice: Notice, questions: Mapping[str, str]) -> None:
        """Take a notice, and the questions by the requirements that have one: other marks make no part."""
        self.notice = notice
        self._label = _own_year(notice)
        self.marked = [passage for passage in notice.marked if passage.id in questions]

    def words(self, place: int) -> list[str]:
        """Return the words of a block, those that name the notice's own school year replaced by one sign."""
        return self._label.sub("…", self.notice.blocks[place].text).split()

    @cached_property
    def owners(self) -> list[list[Part]]:
        """For each block the parts that it belongs to: the smallest passage that has it, with all it answers."""
        owners = [[Part(heading=heading)] for heading in self._headings()]
        # The smallest last, so that it takes its blocks from those around it.
        for (start, stop), same in groupby(sorted(self.marked, key=_by_size), key=lambda each: (each.start, each.stop)):
            parts = [Part(passage.id) for passage in same]
            owners[start:stop] = [parts] * (stop - start)
        return owners

    def _headings(self) -> Iterator[str]:
        heading = BEGINNING
        titles = 0
        for place, block in enumerate(self.notice.blocks):
            if block.is_heading:
                titles += 1
                heading = BEGINNING if titles == 1 and block.level == 1 else " ".join(self.words(place))
            yield heading

    @cached_property
    def parts(self) -> set[Part]:
        """The parts that have more than a heading."""
        ids = {Part(passage.id) for passage in self.marked}
        return ids | {part for place, parts in enumerate(self.owners) if not self.is_heading(place) for part in parts}

    def is_heading(self, place: int) -> bool:
        """Say whether the block in this place is a heading."""
        return self.notice.blocks[place].is_heading

    def is_listed(self, place: int) -> bool:
        """Say whether it is one of several in a list or table, whose meaning is in what stands around it."""
        block = self.notice.blocks[place]
        return block.is_item or block.kind is BlockKind.CELL

    def places(self, part: Part) -> list[int]:
        """Return the places of all of a part, with what has a smaller part of its own."""
        return self.notice.places_of(part.id) if part.id else self.own_places(part)

    def own_places(self, part: Part) -> list[int]:
        """Return the places that belong to the part and to no smaller one."""
        return self._own.get(part, [])

    @cached_property
    def _own(self) -> dict[Part, list[int]]:
        own: dict[Part, list[int]] = {}
        for place, parts in enumerate(self.owners):
            for part in parts:
                own.setdefault(part, []).append(place)
        return own

    def answers(self, part: Part) -> list[int]:
        """Return the places of all of a part but its headings."""
        return [place for place in self.places(part) if not self.is_heading(place)]

    def addresses(self, places: Iterable[int]) -> list[str]:
        """Return the addresses to which what is in these places leads, in one order whatever theirs."""
        return sorted(link.url for place in places for link in self.notice.blocks[place].links)


def beside(notice: Notice, mine: PieceKind, here: Mapping[int, Spot], there: Collection[Spot]) -> list[Row]:
    """Return the rows of one of two texts that are shown side by side, in which what the other has not is marked.

    Args:
        notice: the one that they are from.
        mine: what only this text has.
        here: what is shown of it, by place.
        there: what is shown of the other.
    """
    rows = []
    for place, spot in sorted(here.items()):
        pieces = tuple(piece for piece in spot.row.pieces if piece.kind in (PieceKind.SAME, mine))
        if spot not in there:
            pieces = (Piece(mine, " ".join(piece.text for piece in pieces)),)
        # Of one kind all, so that the cells of a row of a table stay in one row.
        rows.append(Row(RowKind.CHANGED, notice.blocks[place], pieces))
    return rows


def _by_size(passage: Passage) -> tuple[int, int]:
    return (passage.start - passage.stop, passage.start)


def _own_year(notice: Notice) -> re.Pattern[str]:
    """Return what finds the notice's own school year, however it is written: nothing where it has none."""
    if notice.front_matter is None:
        return re.compile(r"(?!)")
    year = notice.front_matter.academic_year
    end = year.start + 1
    return re.compile(rf"(?<!\d){year.start}\s?(?:[-‐‑–—/]|to)\s?(?:{end}|{end % 100:02d})(?!\d)")
