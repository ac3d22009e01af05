"""Opens a PDF: the letters, lines, rules, links and filled-in form fields of each page, as pdfminer.six finds them.

Signs of symbol fonts become the bullets that they look like, and a letter that the file does not name becomes
`UNKNOWN`. Letters in a form within a page (a "form XObject") are letters of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from privacy_notices.errors import CannotImportError

MAX_PAGES = 100
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_SYMBOL_FONT = re.compile(r"symbol|dings|dingbat", re.IGNORECASE)
_TICKS = {0xFE: "☑", 0xFD: "☒", 0xA8: "☐"}
_HIDDEN, _PUSH_BUTTON = 2, 1 << 16


@dataclass
class Place:
    """Words at a place on a page: an address that is linked to, or what a field of a form was filled with."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Page:
    """What is on a page. `notes` are remarks that somebody stuck on it."""

    lines: list[LTTextLine] = field(default_factory=list)
    chars: list[LTChar] = field(default_factory=list)
    shapes: list[LTCurve] = field(default_factory=list)
    links: list[Place] = field(default_factory=list)
    fields: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_pictures: bool = False

    def plain_lines(self) -> Iterator[str]:
        """Yield all words from the top to the foot of the page, whatever they belong to."""
        yield from (text_of(line).replace(UNKNOWN, "") for line in rows_of(self.chars))
        yield from (filled.text for filled in self.fields)
        yield from self.notes


class _Layout(PDFPageAggregator):
    """Takes the letters of forms within a page as letters of the page; pictures are only noted."""

    has_pictures = False

    def begin_figure(self, *_: object) -> None: ...

    def end_figure(self, *_: object) -> None: ...

    def render_image(self, *_: object) -> None:
        self.has_pictures = True


def open_pages(data: bytes) -> list[Page]:
    """Return the pages of a PDF.

    Raises:
        CannotImportError: it is locked, damaged or too long.
    """
    try:
        return _open(data)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise CannotImportError("the PDF is locked with a password. Save a copy without one and import that") from None
    except (
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        AssertionError,
    ) as error:
        raise CannotImportError("the PDF is damaged. Open it, print it into a new PDF, and import that") from error


def _open(data: bytes) -> list[Page]:
    source = PDFDocument(PDFParser(io.BytesIO(data)))
    if source.encryption is not None:
        raise CannotImportError("the PDF is locked (encrypted). Open it, print it into a new PDF, and import that")
    found = list(zip(range(MAX_PAGES + 1), PDFPage.create_pages(source), strict=False))
    if len(found) > MAX_PAGES or not found:
        many = f"more than {MAX_PAGES} pages; no notice has" if found else "no pages"
        raise CannotImportError(f"the PDF has {many}. Save the notice alone in a file")
    return [_page(page) for _, page in found]


def _page(source: PDFPage) -> Page:
    resources = PDFResourceManager()
    device = _Layout(resources, laparams=LAParams())
    PDFPageInterpreter(resources, device).process_page(source)
    page = Page(has_pictures=device.has_pictures)
    _sort_in(device.get_result(), page)
    for annotation in map(resolve1, resolve1(source.annots) or []):
        if isinstance(annotation, dict):
            _annotate(annotation, page)
    return page


def _sort_in(container: Iterable[object], page: Page) -> None:
    for item in container:
        if isinstance(item, LTTextLine):
            page.lines.append(item)
            page.chars += [char for char in item if isinstance(char, LTChar)]
        elif isinstance(item, LTChar):
            page.chars.append(item)
        elif isinstance(item, LTCurve):
            page.shapes.append(item)
        elif isinstance(item, LTContainer):
            _sort_in(item, page)


def _annotate(annotation: dict[str, Any], page: Page) -> None:
    """Add what is laid over a page: a link, a field of a form, a note."""
    kind = getattr(resolve1(annotation.get("Subtype")), "name", "")
    if kind == "Link":
        action = resolve1(annotation.get("A")) or {}
        if isinstance(address := resolve1(action.get("URI")), bytes):
            page.links.append(_place(address.decode("utf-8", "replace"), annotation))
    elif kind == "Widget":
        if (value := _value(annotation)) and not int(resolve1(annotation.get("F")) or 0) & _HIDDEN:
            page.fields.append(_place(value, annotation))
    elif isinstance(note := resolve1(annotation.get("Contents")), bytes):
        page.notes.append(decode_text(note))


def _place(text: str, annotation: dict[str, Any]) -> Place:
    ax, ay, bx, by = (float(resolve1(number)) for number in resolve1(annotation["Rect"]))
    return Place(text, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _value(annotation: dict[str, Any]) -> str:
    """Return what a field shows: its text, what was chosen, or whether it is ticked."""
    kind = getattr(_inherited(annotation, "FT"), "name", "")
    if kind == "Btn":
        state = getattr(resolve1(annotation.get("AS")), "name", "Off")
        is_button = int(_inherited(annotation, "Ff") or 0) & _PUSH_BUTTON
        return "" if is_button else "☐" if state == "Off" else "☒"
    value = _inherited(annotation, "V")
    values = value if isinstance(value, list) else [value]
    texts = [decode_text(each) for each in map(resolve1, values) if isinstance(each, bytes)]
    return " ".join(", ".join(texts).split())


def _inherited(annotation: dict[str, Any], name: str) -> Any:
    """Return a value of a field, or of the field that it is part of."""
    for _ in range(MAX_PAGES):
        if name in annotation:
            return resolve1(annotation[name])
        parent = resolve1(annotation.get("Parent"))
        if not isinstance(parent, dict):
            break
        annotation = parent
    return None


def rows_of(chars: Iterable[LTChar]) -> Iterator[list[LTChar]]:
    """Yield letters that are on one line, from left to right, lines from the top."""
    line: list[LTChar] = []
    for char in sorted(chars, key=lambda char: -(char.y0 + char.y1)):
        if line and (line[0].y0 + line[0].y1 - char.y0 - char.y1) / 2 > min(line[0].height, char.height) * 0.5:
            yield sorted(line, key=lambda char: char.x0)
            line = []
        line.append(char)
    if line:
        yield sorted(line, key=lambda char: char.x0)


def text_of(line: Iterable[object]) -> str:
    """Return the words of a line of letters: where there are no spaces between them, gaps are."""
    items = list(line)
    chars = [item for item in items if isinstance(item, LTChar)]
    signs = dict(zip(map(id, chars), _signs(chars), strict=True))
    text, end = "", None
    for item in items:
        if isinstance(item, LTChar):
            if end is not None and item.x0 - end > item.size * 0.15:
                text += " "
            text, end = text + signs[id(item)], item.x1
        else:
            text += getattr(item, "get_text", str)()
    return " ".join(text.split())


def _signs(chars: list[LTChar]) -> Iterator[str]:
    """Yield what readers see of each letter of a line."""
    first = next((char for char in chars if char.get_text().strip()), None)
    fonts = [font for font, _ in groupby(char.fontname for char in chars if char.get_text().strip())]
    begins_apart = len(fonts) > 1 and sum(char.fontname == fonts[0] for char in chars if char.get_text().strip()) == 1
    is_alone = len([char for char in chars if char.get_text().strip()]) == 1
    for char in chars:
        text = char.get_text()
        leads = char is first and (begins_apart or is_alone)
        if text.startswith("(cid:"):
            yield "•" if leads else UNKNOWN
        elif _SYMBOL_FONT.search(char.fontname) and text.strip():
            yield _symbol(text)
        else:
            yield "•" if leads and text == "o" and "courier" in char.fontname.lower() else text


def _symbol(text: str) -> str:
    """Return a sign of a symbol font: itself where the file names it truly, else a tick or a bullet."""
    code = ord(text[0])
    if 0x100 <= code < 0xE000:
        return text
    return _TICKS.get(code & 0xFF, "•")
