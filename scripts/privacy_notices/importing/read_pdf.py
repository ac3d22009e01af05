"""Reads the pages of a PDF into a document, without what is repeated on each page.

pdfminer.six says where each letter is and in which size it is printed. Lines, paragraphs, headings, tables and
repeated lines follow from that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from privacy_notices.errors import CannotImportError
from privacy_notices.importing.document import Document
from privacy_notices.importing.pdf_lines import Line, lines_of_all
from privacy_notices.importing.pdf_page import UNKNOWN, Page, rows_of, text_of
from privacy_notices.importing.pdf_paragraphs import add_links, add_paragraphs

_PAGE_NUMBER = re.compile(r"(?:page )?[-–]? ?# ?(?:(?:of|/) ?#)? ?[-–]?", re.IGNORECASE)


def read_pdf(pages: list[Page]) -> Document:
    """Read the pages of a PDF.

    Raises:
        CannotImportError: they have only pictures of words, or letters that nobody can read.
    """
    lines = list(lines_of_all(pages))
    text = "".join(line.words for line in lines)
    if len(text.strip()) < 3:
        raise CannotImportError(
            "the PDF holds no words, only pictures of pages (a scan). Run text recognition (OCR) on it, or type them"
        )
    if text.count(UNKNOWN) * 12 > len(text):
        raise CannotImportError(
            "the letters of this PDF cannot be read. Copy its words into a Word document or a text file"
        )
    document = Document()
    for line in lines:
        _drop_unknown(line, document)
    anchors = [anchor for page in pages for anchor in _anchors(page)]
    kept = [line for line in _without_repeated(lines, len(pages), document) if line.words]
    add_paragraphs(kept, document, [address for _, address in anchors])
    add_links(document, anchors)
    for page in pages:
        for note in page.notes:
            document.leave_out(note, "a note stuck on a page")
    if any(page.has_pictures for page in pages):
        document.remarks.append("Pictures were left out. Write what they say in words, if they say anything.")
    return document


def _anchors(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the words of each link with its address."""
    for link in page.links:
        chars = [
            char
            for char in page.chars
            if link.x0 <= (char.x0 + char.x1) / 2 <= link.x1 and link.y0 <= (char.y0 + char.y1) / 2 <= link.y1
        ]
        yield " ".join(text_of(row) for row in rows_of(chars)), link.text


def _drop_unknown(line: Line, document: Document) -> None:
    """Leave out letters that the file does not name, and note the words that they are of."""
    document.unreadable += [word.replace(UNKNOWN, "?") for word in line.words.split() if UNKNOWN in word]
    line.text = line.text.replace(UNKNOWN, "")
    line.rows = [[cell.replace(UNKNOWN, "") for cell in row] for row in line.rows]


def _without_repeated(lines: list[Line], pages: int, document: Document) -> list[Line]:
    """Leave out page numbers, and the lines at the edge of pages that most pages have."""
    edges: list[Line] = []
    for page in range(pages):
        of_page = sorted((line for line in lines if line.page == page and line.text), key=lambda line: -line.top)
        edges += {id(line): line for line in of_page[:2] + of_page[-2:]}.values()
    alike = Counter(key for key, _ in {(_alike(line), line.page) for line in edges})
    repeated = {id(line): line for line in edges if pages > 1 and alike[_alike(line)] > pages / 2}
    repeated |= {id(line): line for line in edges if _PAGE_NUMBER.fullmatch(_alike(line))}
    for line in repeated.values():
        document.leave_out(line.text, "the edge of a page")
    return [line for line in lines if id(line) not in repeated]


def _alike(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
