"""Reads a PDF into a document: lines of print into paragraphs, without what is repeated on each page.

pdfminer.six says where each line is and in which size it is printed. Paragraphs, headings and repeated lines follow
from that.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTPage, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException

from privacy_notices.errors import CannotImportError
from privacy_notices.importing.document import LEADING, Block, Document, Run

MAX_PAGES = 100
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')]*$")
_DIVIDED = re.compile(r"(\w+)[-\u2010\u00ad]$")
_KEEP_HYPHEN = frozenset(["co", "ex", "half", "non", "self", "well"])
_PAGE_NUMBER = re.compile(r"(?:page )?[-–]? ?# ?(?:(?:of|/) ?#)? ?[-–]?", re.IGNORECASE)


@dataclass
class _Link:
    address: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class _Line:
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    text: str


def read_pdf(data: bytes) -> Document:
    """Read a PDF.

    Raises:
        CannotImportError: it is locked, damaged, too long, or contains only pictures of words.
    """
    try:
        source = PDFDocument(PDFParser(io.BytesIO(data)))
        if source.encryption is not None:
            raise CannotImportError("the PDF is locked (encrypted). Open it, print it into a new PDF, and import that")
        pages = list(zip(range(MAX_PAGES + 1), PDFPage.create_pages(source), strict=False))
        if len(pages) > MAX_PAGES or not pages:
            many = f"more than {MAX_PAGES} pages; no notice has" if pages else "no pages"
            raise CannotImportError(f"the PDF has {many}. Save the notice alone in a file")
        links = {number: _links(page) for number, page in pages}
        laid_out = list(extract_pages(io.BytesIO(data), laparams=LAParams()))
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
    lines = [line for number, page in enumerate(laid_out) for line in _lines(number, page)]
    text = "".join(line.text for line in lines)
    if len(text.strip()) < 3:
        raise CannotImportError(
            "the PDF holds no words, only pictures of pages (a scan). Run text recognition (OCR) on it, or type them"
        )
    if text.count("(cid:") * 20 > len(text):
        raise CannotImportError(
            "the letters of this PDF cannot be read. Copy its words into a Word document or a text file"
        )
    document = Document()
    lines = _without_repeated(lines, len(laid_out), document)
    anchors = [anchor for number, page in enumerate(laid_out) for anchor in _anchors(page, links[number])]
    _gather(lines, document, [address for _, address in anchors])
    _link(document, anchors)
    if any(isinstance(item, LTFigure | LTImage) for page in laid_out for item in page):
        document.remarks.append("Pictures were left out. Write what they say in words, if they say anything.")
    return document


def _links(page: PDFPage) -> list[_Link]:
    """Return the addresses that a page links to, and where on it."""
    found = []
    for annotation in map(resolve1, resolve1(page.annots) or []):
        action = resolve1((annotation or {}).get("A")) or {}
        if isinstance(address := resolve1(action.get("URI")), bytes):
            ax, ay, bx, by = (float(resolve1(number)) for number in resolve1(annotation["Rect"]))
            corners = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
            found.append(_Link(address.decode("utf-8", "replace"), *corners))
    return found


def _text_lines(page: LTPage) -> Iterator[LTTextLine]:
    for box in page:
        if isinstance(box, LTTextContainer):
            yield from (line for line in box if isinstance(line, LTTextLine))


def _anchors(page: LTPage, links: list[_Link]) -> Iterator[tuple[str, str]]:
    """Yield the words of each link with its address."""
    for link in links:
        chars = [
            char.get_text()
            for line in _text_lines(page)
            for char in line
            if not isinstance(char, LTChar)
            or (link.x0 <= (char.x0 + char.x1) / 2 <= link.x1 and link.y0 <= (char.y0 + char.y1) / 2 <= link.y1)
        ]
        yield " ".join("".join(chars).split()), link.address


def _lines(number: int, page: LTPage) -> list[_Line]:
    """Return the lines of a page in the order of reading, bullets beside their words."""
    lines: list[_Line] = []
    for found in _text_lines(page):
        if text := " ".join(found.get_text().split()):
            chars = [char for char in found if isinstance(char, LTChar) and char.get_text().strip()]
            size = Counter(round(char.size, 1) for char in chars).most_common(1)[0][0] if chars else 0
            bold = sum("bold" in char.fontname.lower() for char in chars) > 0.8 * len(chars)
            lines.append(_Line(number, found.x0, found.x1, found.y1, found.y0, size, bold, text))
    for marker in [line for line in lines if _is_marker(line.text)]:
        beside = [
            line for line in lines
            if line is not marker and line.x0 > marker.x0 and line.bottom < (marker.top + marker.bottom) / 2 < line.top
        ]  # fmt: skip
        if beside:
            line = min(beside, key=lambda line: line.x0)
            line.text, line.x0 = f"{marker.text} {line.text}", marker.x0
            lines.remove(marker)
    return lines


def _is_marker(text: str) -> bool:
    match = LEADING.match(f"{text} x")
    return match is not None and match.end() == len(text) + 1


def _without_repeated(lines: list[_Line], pages: int, document: Document) -> list[_Line]:
    """Leave out page numbers, and the lines at the edge of pages that most pages have."""
    edges: list[_Line] = []
    for page in range(pages):
        of_page = sorted((line for line in lines if line.page == page), key=lambda line: -line.top)
        edges += {id(line): line for line in of_page[:2] + of_page[-2:]}.values()
    alike = Counter(key for key, _ in {(_alike(line), line.page) for line in edges})
    repeated = {id(line): line for line in edges if pages > 1 and alike[_alike(line)] > pages / 2}
    repeated |= {id(line): line for line in edges if _PAGE_NUMBER.fullmatch(_alike(line))}
    if repeated:
        named = ", ".join(f'"{text}"' for text in dict.fromkeys(line.text for line in repeated.values()))
        document.remarks.append(f"Left out as page numbers, or as repeated at the edge of pages: {named}.")
    return [line for line in lines if id(line) not in repeated]


def _alike(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _gather(lines: list[_Line], document: Document, addresses: list[str]) -> None:
    """Join lines into paragraphs and headings, and words divided at the end of a line."""
    body: Counter[float] = Counter()
    for line in lines:
        body[line.size] += len(line.text)
    usual = body.most_common(1)[0][0]
    right = sorted(line.x1 for line in lines)[len(lines) * 9 // 10]
    gaps = [
        a.bottom - b.top for a, b in pairwise(lines) if a.page == b.page and a.size == b.size and a.bottom > b.bottom
    ]
    pitch = sorted(gaps)[len(gaps) // 4] if gaps else 0
    sizes = sorted({line.size for line in lines if line.size > usual * 1.08}, reverse=True)
    everything = " ".join(line.text for line in lines)
    joined: list[str] = []
    last: _Line | None = None
    for line in lines:
        if last is None or _begins(last, line, usual, right, pitch):
            if line.size in sizes:
                document.blocks.append(Block("heading", [Run(line.text)], sizes.index(line.size) + 1))
            else:
                document.blocks.append(Block("paragraph", [Run(line.text, bold=line.bold)]))
        else:
            block = document.blocks[-1]
            text, divided = block.runs[0].text, _DIVIDED.search(block.runs[0].text)
            word = line.text.split()[0]
            end = text.split()[-1]
            goes_on = end.endswith("-") or (end.endswith("/") and any(sign in word[:-1] for sign in "/-."))
            if ("://" in end and goes_on) or any(
                address.startswith(end + word.rstrip(".,;)")) for address in addresses
            ):
                pass  # An address goes on.
            elif divided and line.text[0].islower():
                as_written = f"{divided[1]}-{word.strip('.,;:')}"
                if as_written not in everything and divided[1].lower() not in _KEEP_HYPHEN:
                    text = text[:-1]
                    joined.append(divided[1] + word)
            elif not divided:
                text += " "
            block.runs = [Run(text + line.text, bold=line.bold and block.is_bold)]
        last = line
    document.has_styles = any(block.kind == "heading" for block in document.blocks[1:])
    if joined:
        document.remarks.append(f"Words divided at the end of a line were joined: {', '.join(joined)}.")


def _begins(last: _Line, line: _Line, usual: float, right: float, pitch: float) -> bool:
    """Say whether a line begins a paragraph."""
    if line.size != last.size or line.bold != last.bold or (LEADING.match(line.text) and not last.text.endswith("-")):
        return abs(line.size - last.size) > usual * 0.08 or line.bold != last.bold or bool(LEADING.match(line.text))
    if line.page != last.page:
        return bool(_SENTENCE_END.search(last.text)) or not line.text[0].islower()
    if last.bottom - line.top > pitch + line.size * 0.35 or line.top > last.top:
        return True
    return bool(_SENTENCE_END.search(last.text)) and last.x1 < right * 0.8 and line.x0 <= last.x0


def _link(document: Document, anchors: list[tuple[str, str]]) -> None:
    """Put the addresses of links to their words, in order, and remark those whose words are not found."""
    first, written, lost = 0, document.letters, []
    for words, address in anchors:
        if address in written:
            continue
        order = [*range(first, len(document.blocks)), *range(first)]
        places = ((number, at) for number in order for at in enumerate(document.blocks[number].runs))
        found = next(((n, i, run) for n, (i, run) in places if words and not run.url and words in run.text), None)
        if found is None:
            lost.append(address)
            continue
        first, place, run = found
        before, _, after = run.text.partition(words)
        pieces = [replace(run, text=before), replace(run, text=words, url=address), replace(run, text=after)]
        document.blocks[first].runs[place : place + 1] = [piece for piece in pieces if piece.text]
    if lost:
        document.remarks.append(
            f"Links whose words were not found; add them by hand: {', '.join(dict.fromkeys(lost))}."
        )
