"""Reads Word (.docx) into a document: mammoth makes HTML of it, after word_text.py and word_numbers.py prepared it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import mammoth

from privacy_notices.errors import CannotImportError
from privacy_notices.importing.document import Document
from privacy_notices.importing.html import read_html
from privacy_notices.importing.word_numbers import Numbering
from privacy_notices.importing.word_parts import Styles, W, text_below
from privacy_notices.importing.word_text import prepare

_MAX_PARTS, _MAX_UNPACKED, _MAX_RATIO, MAX_PAGES = 2_000, 60_000_000, 200, 100
_STYLES = "p[style-name='Title'] => h1:fresh"
#: Parts that are not the text of the pages, and where their words are.
_PARTS = {
    r"word/header\d*\.xml": "the header of the pages",
    r"word/footer\d*\.xml": "the footer of the pages",
    r"word/comments\.xml": "a comment",
    r"word/diagrams/data\d*\.xml": "a drawing",
    r"word/charts/chart\d*\.xml": "a chart",
}
_INNER_FILES = r"word/(?:embeddings/|afchunk)"


def read_word(data: bytes) -> Document:
    """Read a Word document.

    Raises:
        CannotImportError: it is damaged, contains macros, or unpacks to more than a notice can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _read(archive)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, NotImplementedError, EOFError, zlib.error) as error:
        raise CannotImportError("the Word file is damaged. Open it in Word and save it anew as .docx") from error
    return document


def _read(archive: zipfile.ZipFile) -> Document:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or (unpacked > 5_000_000 and unpacked > packed * _MAX_RATIO):
        raise CannotImportError("the file unpacks to far more than a notice holds. Copy its words into a new document")
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise CannotImportError("the file is locked with a password. Save a copy without one and import that")
    if any("vbaproject" in name.lower() for name in names):
        raise CannotImportError(
            "the document holds macros (programs). Save it as .docx, which has none, and import that"
        )
    for name in names:
        # Word writes no DOCTYPE; one is there to make a parser swell. Without NULs UTF-16 is seen too.
        if (
            name.endswith((".xml", ".rels"))
            and b"<!DOCTYPE" in archive.read(name).replace(b"\0", b"")[:100_000].upper()
        ):
            raise CannotImportError(
                "the document holds XML that Word does not write. Copy its words into a new document"
            )
    body = _xml(archive, "word/document.xml")
    breaks = [e for e in body.iter(f"{W}br") if e.get(f"{W}type") == "page"]
    if max(len(breaks), len(list(body.iter(f"{W}lastRenderedPageBreak")))) >= MAX_PAGES:
        raise CannotImportError(f"it has {MAX_PAGES} pages or more; no notice has. Save the notice alone in a file")
    left_out = Document()
    prepared = dict(_prepared(archive, left_out))
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as changed:
        for name in dict.fromkeys(names):
            changed.writestr(name, prepared.get(name) or archive.read(name))
    html = mammoth.convert_to_html(copy, style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)).value
    document = read_html(html)
    document.left_out += left_out.left_out
    document.remarks += left_out.remarks
    _leave_out_parts(archive, document)
    if next(body.iter(f"{W}ins"), None) is not None or next(body.iter(f"{W}del"), None) is not None:
        document.remarks.append("The document has tracked changes: they were taken as accepted.")
    return document


def _xml(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - a DOCTYPE was refused before


def _prepared(archive: zipfile.ZipFile, document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that mammoth shall read in another form, with their names."""
    names = archive.namelist()
    styles = Styles(_xml(archive, "word/styles.xml") if "word/styles.xml" in names else None)
    numbering = _xml(archive, "word/numbering.xml") if "word/numbering.xml" in names else None
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in names:
            part = _xml(archive, name)
            prepare(part, styles, document)
            Numbering(numbering, styles).write(part)
            yield name, ET.tostring(part)


def _leave_out_parts(archive: zipfile.ZipFile, document: Document) -> None:
    """Leave out what is not on the pages' own place: headers and footers, comments, drawings, files within the file."""
    for name in sorted(set(archive.namelist())):
        for pattern, where in _PARTS.items():
            if re.fullmatch(pattern, name):
                document.leave_out(text_below(_xml(archive, name)), where)
    if files := [name for name in archive.namelist() if re.match(_INNER_FILES, name)]:
        document.remarks.append(f"Files within the file were not read: {', '.join(sorted(set(files)))}.")


def _no_picture(image: object) -> dict[str, str]:
    return {"src": ""}  # The words are what counts; and a picture elsewhere must not be opened.
