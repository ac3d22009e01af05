"""The lines of a PDF page in the order of reading, with their bullets, filled-in fields, and tables in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pdfminer.layout import LTChar, LTCurve

from privacy_notices.importing.document import LEADING, plain
from privacy_notices.importing.pdf_page import Page, Place, rows_of, text_of
from privacy_notices.importing.pdf_table import Table, tables_of

_SMALLEST_DOT = 1.0
_SOFT_HYPHEN = "\u00ad"


@dataclass
class Line:
    """A line of print, or a table: then `rows` has the words of its cells, and `text` is empty."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float = 0
    bold: bool = False
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """How high on the page its middle is."""
        return (self.top + self.bottom) / 2

    @property
    def words(self) -> str:
        """All its words."""
        return " ".join([self.text, *(cell for row in self.rows for cell in row)]).strip()

    def has_beside(self, y: float) -> bool:
        """Say whether a height is that of the line."""
        return self.bottom < y < self.top


def lines_of(number: int, page: Page) -> list[Line]:
    """Return the lines of a page in the order of reading."""
    tables = list(tables_of(page))
    in_table = {id(char): table for table in tables for chars in table.cells.values() for char in chars}
    lines: list[Line] = []
    for found in page.lines:
        for table in [in_table[id(char)] for char in found if id(char) in in_table]:
            if table in tables:
                tables.remove(table)
                lines.append(_table_line(number, table, page))
        if line := _line(number, [item for item in found if id(item) not in in_table]):
            lines.append(line)
    _add_bullets(lines, page.shapes)
    for filled in page.fields:
        _fill_in(number, filled, lines)
    return lines


def _line(number: int, items: list[object]) -> Line | None:
    text = text_of(items)
    text = plain(text) + _SOFT_HYPHEN * text.endswith(_SOFT_HYPHEN)
    chars = [item for item in items if isinstance(item, LTChar) and item.get_text().strip()]
    if not text or not chars:
        return None
    size = Counter(round(char.size, 1) for char in chars).most_common(1)[0][0]
    bold = sum("bold" in char.fontname.lower() for char in chars) > 0.8 * len(chars)
    edges = min(c.x0 for c in chars), max(c.x1 for c in chars), max(c.y1 for c in chars), min(c.y0 for c in chars)
    return Line(number, *edges, size, bold, text)


def _table_line(number: int, table: Table, page: Page) -> Line:
    rows = [
        [_cell_text(number, table.cells[row, column], page) for column in range(table.columns)]
        for row in range(table.rows)
    ]
    return Line(number, table.x0, table.x1, table.top, table.bottom, rows=[row for row in rows if any(row)])


def _cell_text(number: int, chars: list[LTChar], page: Page) -> str:
    lines = [line for row in rows_of(chars) if (line := _line(number, list(row)))]
    _add_bullets(lines, page.shapes)
    return " ".join(line.text for line in lines)


def _add_bullets(lines: list[Line], shapes: Iterable[LTCurve]) -> None:
    """Put the bullets that are lines of their own, or are drawn, before the words that they stand beside."""
    for marker in [line for line in lines if _is_marker(line.text)]:
        if line := _right_of(marker.x0, marker.middle, [line for line in lines if line is not marker]):
            line.text, line.x0 = f"{marker.text} {line.text}", marker.x0
            lines.remove(marker)
    for shape in shapes:
        wide, high = shape.x1 - shape.x0, shape.y1 - shape.y0
        line = _right_of(shape.x1, (shape.y0 + shape.y1) / 2, lines)
        is_dot = line is not None and min(wide, high) > _SMALLEST_DOT and max(wide, high) < 0.6 * line.size
        if line is not None and is_dot and line.x0 - shape.x1 < 3 * line.size and not LEADING.match(line.text):
            line.text, line.x0 = f"• {line.text}", shape.x0


def _right_of(x: float, y: float, lines: list[Line]) -> Line | None:
    beside = [line for line in lines if line.text and line.x0 > x - 0.5 and line.has_beside(y)]
    return min(beside, key=lambda line: line.x0, default=None)


def _is_marker(text: str) -> bool:
    match = LEADING.match(f"{text} x")
    return match is not None and match.end() == len(text) + 1


def _fill_in(number: int, filled: Place, lines: list[Line]) -> None:
    """Put what a field was filled with behind the words on its left, or before those on its right."""
    middle = (filled.y0 + filled.y1) / 2
    beside = sorted((line for line in lines if line.text and line.has_beside(middle)), key=lambda line: line.x0)
    left = [line for line in beside if line.x0 < filled.x0]
    if left:
        left[-1].text, left[-1].x1 = f"{left[-1].text} {filled.text}", max(left[-1].x1, filled.x1)
    elif beside:
        beside[0].text, beside[0].x0 = f"{filled.text} {beside[0].text}", filled.x0
    else:
        place = next((place for place, line in enumerate(lines) if line.top < middle), len(lines))
        size = lines[place - 1].size if lines else filled.y1 - filled.y0
        lines.insert(place, Line(number, filled.x0, filled.x1, filled.y1, filled.y0, size, text=filled.text))


def lines_of_all(pages: list[Page]) -> Iterator[Line]:
    """Yield the lines of all pages."""
    for number, page in enumerate(pages):
        yield from lines_of(number, page)
