"""How a comparison is laid out: its rows in lists and tables, as they stand in the notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from privacy_notices.history.changes import Comparison, Row, RowKind
from privacy_notices.history.news import News, NewsKind
from privacy_notices.notices.notice import BlockKind

#: The cells of one row of a table; what was replaced stands in the cell with what replaced it.
Line = list[list[Row]]

_OLD = (RowKind.REMOVED, RowKind.MOVED_AWAY)


@dataclass(frozen=True)
class Part:
    """What stands together: `rows` of a list (`kind` is "list") or of neither ("text"), or the `lines` of a table."""

    kind: str
    rows: Sequence[Row] = ()
    lines: Sequence[Line] = ()


def template_context(comparison: Comparison, news: News) -> dict[str, Any]:
    """Return what the template "partials/comparison.html" shows."""
    reworded = [(item, list(laid_out(item.before)), list(laid_out(item.after))) for item in news.of(NewsKind.REWORDED)]
    return {"comparison": comparison, "news": news, "reworded": reworded, "parts": list(laid_out(comparison.rows))}


def laid_out(rows: Sequence[Row]) -> Iterator[Part]:
    """Yield the parts of a comparison, in order; each row is in one of them."""
    for kind, run in groupby(rows, key=_kind):
        if kind == "table":
            yield from (Part(kind, lines=table) for table in _tables(list(run)))
        else:
            yield Part(kind, list(run))


def _kind(row: Row) -> str:
    if row.block.kind is BlockKind.CELL:
        return "table"
    return "list" if row.block.is_item else "text"


def _tables(cells: Sequence[Row]) -> Iterator[list[Line]]:
    """Yield the tables of a run of cells: one ends where the next row that both or the later notice has is a first."""
    table: list[Line] = []
    reached = 0
    for line in _lines(cells):
        number = max((row.block.row for cell in line for row in cell if row.kind not in _OLD), default=0)
        if number and number < reached:
            yield table
            table, reached = [], 0
        table.append(line)
        reached = max(reached, number)
    yield table


def _lines(cells: Sequence[Row]) -> Iterator[Line]:
    """Yield rows of a table: cells of one notice that stand in one row, with those of the other that they replace."""
    line: Line = []
    place: tuple[int, int] | None = None
    for number, row in enumerate(cells):
        is_old = row.kind in _OLD
        following = next((each for each in cells[number:] if each.kind not in _OLD), None)
        goes_on = is_old and place is not None and following is not None and _place(following) == place
        here = place if goes_on else _place(row)
        if line and here != place:
            yield line
            line = []
        place = here
        if line and line[-1][-1].kind in _OLD and not is_old and len(line[-1]) == 1:
            line[-1].append(row)
        else:
            line.append([row])
    yield line


def _place(row: Row) -> tuple[int, int]:
    """Return what the cells of a row of a table have in common: which notice has them, and their line there."""
    return (int(row.kind in _OLD), row.block.line)
