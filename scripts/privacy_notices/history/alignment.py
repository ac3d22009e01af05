"""Which blocks of two notices are the same block: unchanged, reworded where they were, or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from privacy_notices.notices.notice import Block

#: Blocks that share this part of their words count as the same block, reworded; at another place, as moved.
_REWORDED, _MOVED = 0.5, 0.8


def _likeness(one: Block, other: Block) -> float:
    """Return the part of their words that two blocks share, 0 to 1 (Dice's coefficient over words)."""
    a, b = Counter(one.text.split()), Counter(other.text.split())
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)


def in_order(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the pairs of blocks that stayed in their order: the same, or reworded at the same place."""
    matcher = SequenceMatcher(None, [b.visible for b in before], [b.visible for b in after], autojunk=False)
    pairs: list[tuple[int, int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace":
            pairs += _best_alignment(before, after, range(i1, i2), range(j1, j2))
    return pairs


def _best_alignment(before: Sequence[Block], after: Sequence[Block], old: range, new: range) -> list[tuple[int, int]]:
    """Return the pairs, in order, whose similarities add up to the most (the recurrence of a global alignment)."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
    nothing: tuple[float, tuple[tuple[int, int], ...]] = (0.0, ())
    for i in reversed(old):
        for j in reversed(new):
            options = [best.get((i + 1, j), nothing), best.get((i, j + 1), nothing)]
            likeness = _likeness(before[i], after[j])
            if likeness >= _REWORDED:
                rest = best.get((i + 1, j + 1), nothing)
                options.append((rest[0] + likeness, ((i, j), *rest[1])))
            best[i, j] = max(options, key=lambda option: option[0])
    return list(best.get((old.start, new.start), nothing)[1])


def moves_of(before: Sequence[Block], after: Sequence[Block], kept: set[int], held: set[int]) -> dict[int, int]:
    """Return the new index of each block that moved, by its old one; the most similar pairs first."""
    candidates = [
        (-_likeness(before[i], after[j]), abs(i - j), i, j)
        for i in range(len(before))
        if i not in kept
        for j in range(len(after))
        if j not in held and _likeness(before[i], after[j]) >= _MOVED
    ]
    moves: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in moves and j not in taken:
            moves[i] = j
            taken.add(j)
    return moves
