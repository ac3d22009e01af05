"""What changed between two notices: blocks first, then the words inside a block that stayed.

Worked out over the parsed notices, so that a change of marks or of line breaks is none. Nothing is lost on
the way: the words of both notices can be read back from the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from privacy_notices.history.alignment import in_order, moves_of
from privacy_notices.notices.notice import Block, BlockKind, Notice


class PieceKind(StrEnum):
    """In which of two texts some words stand."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class RowKind(StrEnum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_AWAY = "moved-away"


_UNNUMBERED = (RowKind.SAME, RowKind.MOVED_AWAY)
_KIND_WORDS = {
    BlockKind.HEADING: "a heading",
    BlockKind.PARAGRAPH: "a paragraph",
    BlockKind.ITEM: "an item of a list",
    BlockKind.ORDERED_ITEM: "an item of a numbered list",
    BlockKind.QUOTE: "a quotation",
    BlockKind.CELL: "a cell of a table",
    BlockKind.CODE: "fixed text",
}


@dataclass(frozen=True)
class Piece:
    """Some words, and whether both texts have them or only one."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class Row:
    """A block of the comparison. `number` counts the changes from 1; it is 0 where nothing changed.

    `label` names the part of the notice. A moved block has its words in its "moved" row; the "moved-away" row at
    its old place has the same number and the label of the new place.
    """

    kind: RowKind
    block: Block
    pieces: tuple[Piece, ...]
    number: int = 0
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All rows, in reading order."""

    rows: tuple[Row, ...]

    @property
    def changes(self) -> list[Row]:
        """The rows that differ, each once."""
        return [row for row in self.rows if row.kind not in _UNNUMBERED]

    @property
    def summary(self) -> list[tuple[str, str, int]]:
        """What changed, by passage: its label, the kind of change, the number of the first such change."""
        runs = groupby(self.changes, key=lambda row: (row.label, row.kind))
        return [(label, kind, next(rows).number) for (label, kind), rows in runs]


def compare(old: Notice, new: Notice, questions: Mapping[str, str]) -> Comparison:
    """Return what changed from one notice to another.

    Args:
        old: the earlier one.
        new: the later one.
        questions: the plain question of each requirement, by which changed passages are named.
    """
    before, after = old.blocks, new.blocks
    pairs = in_order(before, after)
    moves = moves_of(before, after, {a for a, _ in pairs}, {b for _, b in pairs})
    old_labels, new_labels = _labels(old, questions), _labels(new, questions)
    origins = {target: origin for origin, target in moves.items()}
    rows: list[Row] = []
    i = j = 0
    for a, b in [*pairs, (len(before), len(after))]:
        for index in range(i, a):
            block = before[index]
            if index in moves:
                target = moves[index]
                note = "moved up" if target < b else "moved down"
                rows.append(Row(RowKind.MOVED_AWAY, block, (), target, new_labels[target], (note,)))
            else:
                rows.append(Row(RowKind.REMOVED, block, (Piece(PieceKind.REMOVED, block.plain),), 0, old_labels[index]))
        for index in range(j, b):
            block, label = after[index], new_labels[index]
            if index in origins:
                origin = origins[index]
                notes = (f"moved from {_place(before, origin)}", *_notes(before[origin], block))
                rows.append(Row(RowKind.MOVED, block, _words(before[origin], block), index, label, notes))
            else:
                rows.append(Row(RowKind.ADDED, block, (Piece(PieceKind.ADDED, block.plain),), 0, label))
        if a < len(before):
            old_block, block = before[a], after[b]
            if old_block.visible == block.visible:
                rows.append(Row(RowKind.SAME, block, (Piece(PieceKind.SAME, block.plain),), 0, new_labels[b]))
            else:
                notes = _notes(old_block, block)
                rows.append(Row(RowKind.CHANGED, block, _words(old_block, block), 0, new_labels[b], notes))
        i, j = a + 1, b + 1
    return Comparison(tuple(_numbered(rows)))


def _numbered(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows, their changes counted from 1 in reading order; a move has its new index until then."""
    numbers = {id(row): count for count, row in enumerate((r for r in rows if r.kind not in _UNNUMBERED), start=1)}
    moves = {row.number: numbers[id(row)] for row in rows if row.kind is RowKind.MOVED}
    for row in rows:
        number = moves[row.number] if row.kind is RowKind.MOVED_AWAY else numbers.get(id(row), 0)
        yield replace(row, number=number)


def _place(blocks: Sequence[Block], index: int) -> str:
    """Say where a block was: below the first words of the one before it."""
    if index == 0:
        return "the top"
    words = blocks[index - 1].plain.split()
    return f"below “{' '.join(words[:8])}{' …' if len(words) > 8 else ''}”"


def _words(old: Block, new: Block) -> tuple[Piece, ...]:
    a, b = old.text.split(), new.text.split()
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(PieceKind.SAME, " ".join(a[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece(PieceKind.REMOVED, " ".join(a[i1:i2])))
        if j1 < j2:
            pieces.append(Piece(PieceKind.ADDED, " ".join(b[j1:j2])))
    return tuple(pieces)


def _notes(old: Block, new: Block) -> tuple[str, ...]:
    notes = []
    if (old.kind, old.level) != (new.kind, new.level):
        was, now = _KIND_WORDS[old.kind], _KIND_WORDS[new.kind]
        notes.append(f"was {was}, is now {now}" if was != now else f"is now {now} of another rank")
    shown = {link.url for link in (*old.links, *new.links)} & {*old.text.split(), *new.text.split()}
    was_links = [link.url for link in old.links if link.url not in shown]
    now_links = [link.url for link in new.links if link.url not in shown]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was_links, now_links, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, come = ", ".join(was_links[i1:i2]), ", ".join(now_links[j1:j2])
            if gone and come:
                notes.append(f"link address changed from {gone} to {come}")
            else:
                notes.append(f"link address removed: {gone}" if gone else f"link address added: {come}")
    return tuple(notes)


def _labels(notice: Notice, questions: Mapping[str, str]) -> list[str]:
    """Return a name for the part of the notice that each block is in: a question, or else its heading."""
    labels: list[str] = []
    heading = "The beginning"
    for block in notice.blocks:
        if block.is_heading:
            heading = "The title" if block.level == 1 else block.plain
        labels.append(heading)
    named: dict[int, str] = {}
    for passage in sorted(notice.marked, key=lambda p: p.stop - p.start):
        for index in range(passage.start, passage.stop):
            if passage.id in questions:
                named.setdefault(index, questions[passage.id])
    return [named.get(index, label) for index, label in enumerate(labels)]
