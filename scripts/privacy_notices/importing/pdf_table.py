"""Finds the tables of a PDF page: rules that meet make a grid, and each letter belongs to a cell of it.

A PDF has no tables, only letters and lines. Where a table has rules between its rows alone, the columns are the gaps
that go through all rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pdfminer.layout import LTChar, LTCurve

from privacy_notices.importing.pdf_page import Page

#: In points: how thick a rule is, how near what meets lies, the gap between columns of letters, and of rules.
_THIN, _NEAR, _GAP, _GUTTER = 2.5, 3.0, 8.0, 40.0


@dataclass(frozen=True)
class _Rule:
    """A straight line; `at` is where it is across its direction."""

    is_upright: bool
    at: float
    start: float
    end: float


@dataclass
class Table:
    """The letters of each cell, by row from the top and column from the left."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: dict[tuple[int, int], list[LTChar]] = field(default_factory=lambda: defaultdict(list))
    rows: int = 0
    columns: int = 0


def tables_of(page: Page) -> Iterator[Table]:
    """Yield the tables of a page that have two columns and two rows or more."""
    for rules in _groups(list(_rules(page.shapes))):
        table = _table(rules, page.chars)
        if table is not None and len({row for row, _ in table.cells}) > 1:
            yield table


def _rules(shapes: Iterable[LTCurve]) -> Iterator[_Rule]:
    for shape in shapes:
        wide, high = shape.x1 - shape.x0, shape.y1 - shape.y0
        if high <= _THIN < wide:
            yield _Rule(False, (shape.y0 + shape.y1) / 2, shape.x0, shape.x1)
        elif wide <= _THIN < high:
            yield _Rule(True, (shape.x0 + shape.x1) / 2, shape.y0, shape.y1)
        elif shape.stroke and min(wide, high) > _GAP:
            yield from (_Rule(False, at, shape.x0, shape.x1) for at in (shape.y0, shape.y1))
            yield from (_Rule(True, at, shape.y0, shape.y1) for at in (shape.x0, shape.x1))


def _groups(rules: list[_Rule]) -> Iterator[list[_Rule]]:
    """Yield the rules that belong together: those that meet, and level ones below each other that nothing meets."""
    meeting = [rule for rule in rules if any(_meet(rule, other) for other in rules)]
    yield from _joined(meeting, lambda one, other: _meet(one, other) or _go_on(one, other, _NEAR))
    loose = [rule for rule in rules if rule not in meeting and not rule.is_upright]
    yield from _joined(loose, lambda one, other: _are_as_long(one, other) or _go_on(one, other, _GUTTER))


def _joined(rules: list[_Rule], belong: Callable[[_Rule, _Rule], bool]) -> Iterator[list[_Rule]]:
    left = list(rules)
    while left:
        group = [left.pop()]
        for rule in group:
            more = [other for other in left if belong(rule, other)]
            group += more
            left = [other for other in left if other not in more]
        yield group


def _meet(one: _Rule, other: _Rule) -> bool:
    return (
        one.is_upright != other.is_upright
        and one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )


def _go_on(one: _Rule, other: _Rule, gap: float) -> bool:
    return (
        one.is_upright == other.is_upright
        and abs(one.at - other.at) <= _NEAR
        and one.start <= other.end + gap
        and other.start <= one.end + gap
    )


def _are_as_long(one: _Rule, other: _Rule) -> bool:
    return abs(one.start - other.start) <= 1 and abs(one.end - other.end) <= 1


def _table(rules: list[_Rule], chars: list[LTChar]) -> Table | None:
    flat = [rule for rule in rules if not rule.is_upright]
    upright = [rule for rule in rules if rule.is_upright]
    ys = _places(rule.at for rule in flat)
    if len(ys) < 3:
        return None
    x0, x1 = min(rule.start for rule in flat), max(rule.end for rule in flat)
    table = Table(x0, ys[-1], x1, ys[0])
    inside = [char for char in chars if _is_in(char, table)]
    xs = _places(rule.at for rule in upright)
    if len(xs) < 3:
        xs = [x0, *_gaps(inside, x0, x1), x1]
        upright = [_Rule(True, x, ys[0], ys[-1]) for x in xs]
        flat = [_Rule(False, y, x0, x1) for y in ys]  # They may have gaps between columns.
    if len(xs) < 3:
        return None
    table.rows, table.columns = len(ys) - 1, len(xs) - 1
    for char in inside:
        table.cells[_cell(char, xs, ys, upright, flat)].append(char)
    return table


def _is_in(char: LTChar, table: Table) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return table.x0 - _NEAR <= x <= table.x1 + _NEAR and table.bottom <= y <= table.top


def _places(values: Iterable[float]) -> list[float]:
    """Return where rules are, each place once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _gaps(chars: list[LTChar], x0: float, x1: float) -> Iterator[float]:
    """Yield the middle of each upright gap without letters."""
    end = None
    for char in sorted((char for char in chars if char.get_text().strip()), key=lambda char: char.x0):
        if end is not None and char.x0 - end >= _GAP and x0 < end < x1:
            yield (end + char.x0) / 2
        end = max(char.x1, end or char.x1)


def _cell(char: LTChar, xs: list[float], ys: list[float], upright: list[_Rule], flat: list[_Rule]) -> tuple[int, int]:
    """Return the row and the column of a letter: of the first ones where cells were merged."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    column = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
    step = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
    while column > 0 and not _is_ruled(upright, xs[column], y):
        column -= 1
    while step < len(ys) - 2 and not _is_ruled(flat, ys[step + 1], x):
        step += 1
    return len(ys) - 2 - step, column


def _is_ruled(rules: list[_Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= across <= rule.end + _NEAR for rule in rules)
