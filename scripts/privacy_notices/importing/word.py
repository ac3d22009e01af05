"""Reads Word (.docx) into a document: mammoth makes HTML of it, after its numbers and letters were written out.

The letters that Word only counts, "(a)" of a list, are in no text of the file, so mammoth would lose them. Lettered
items become bullets that begin with their letter, because Markdown has no lettered lists.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree as ET

import mammoth

from privacy_notices.errors import CannotImportError
from privacy_notices.importing.document import Document
from privacy_notices.importing.html import lettered, read_html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_PARTS, _MAX_UNPACKED, _MAX_RATIO, MAX_PAGES = 2_000, 60_000_000, 200, 100
_STYLES = "p[style-name='Title'] => h1:fresh"
_FORMATS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


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
    body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - a DOCTYPE was refused above
    breaks = [e for e in body.iter(f"{_W}br") if e.get(f"{_W}type") == "page"]
    if max(len(breaks), len(list(body.iter(f"{_W}lastRenderedPageBreak")))) >= MAX_PAGES:
        raise CannotImportError(f"it has {MAX_PAGES} pages or more; no notice has. Save the notice alone in a file")
    _write_numbers(archive, body)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as changed:
        for name in dict.fromkeys(names):
            changed.writestr(name, ET.tostring(body) if name == "word/document.xml" else archive.read(name))
    html = mammoth.convert_to_html(copy, style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)).value
    document = read_html(html)
    for name in names:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            part = ET.fromstring(archive.read(name))  # noqa: S314 - as above
            if words := " ".join("".join(t.text or "" for t in part.iter(f"{_W}t")).split()):
                document.remarks.append(f'The {name[5:11]} of the pages was left out: "{words}".')
    if next(body.iter(f"{_W}ins"), None) is not None or next(body.iter(f"{_W}del"), None) is not None:
        document.remarks.append("The document has tracked changes: they were taken as accepted.")
    return document


def _no_picture(image: object) -> dict[str, str]:
    return {"src": ""}  # The words are what counts; and a picture elsewhere must not be opened.


def _write_numbers(archive: zipfile.ZipFile, body: ET.Element) -> None:
    """Write the numbers and letters that Word only counts into the paragraphs, so that readers still see them."""
    if "word/numbering.xml" not in archive.namelist():
        return
    numbering = ET.fromstring(archive.read("word/numbering.xml"))  # noqa: S314 - as above
    formats: dict[str | None, dict[str | None, tuple[str, str, int]]] = {}
    for abstract in numbering.iter(f"{_W}abstractNum"):
        formats[abstract.get(f"{_W}abstractNumId")] = {
            level.get(f"{_W}ilvl"): (
                _value(level, "numFmt"),
                _value(level, "lvlText"),
                int(_value(level, "start") or 1),
            )
            for level in abstract.iter(f"{_W}lvl")
        }
    lists = {num.get(f"{_W}numId"): formats.get(_value(num, "abstractNumId"), {}) for num in numbering.iter(f"{_W}num")}
    styles: dict[str | None, ET.Element] = {}
    if "word/styles.xml" in archive.namelist():
        for style in ET.fromstring(archive.read("word/styles.xml")).iter(f"{_W}style"):  # noqa: S314 - as above
            if (found := style.find(f"{_W}pPr/{_W}numPr")) is not None:
                styles[style.get(f"{_W}styleId")] = found
    counts: dict[tuple[str, int], int] = {}
    for paragraph in body.iter(f"{_W}p"):
        look = paragraph.find(f"{_W}pPr")
        if look is None:
            continue
        own = look.find(f"{_W}numPr")
        numbered = own if own is not None else styles.get(_value(look, "pStyle"))
        if numbered is None:
            continue
        key, depth = _value(numbered, "numId"), int(_value(numbered, "ilvl") or 0)
        levels = lists.get(key, {})
        format_, text, start = levels.get(str(depth), ("bullet", "", 1))
        if format_ in ("bullet", "none", "") or not text:
            continue
        counts = {place: count for place, count in counts.items() if place[0] != key or place[1] <= depth}
        counts[key, depth] = counts.get((key, depth), start - 1) + 1
        for level in range(depth + 1):
            letters = _FORMATS.get(levels.get(str(level), ("",))[0], "")
            number = counts.get((key, level), 1)
            text = text.replace(f"%{level + 1}", lettered(number, letters) if letters else str(number))
        run = ET.Element(f"{_W}r")
        ET.SubElement(run, f"{_W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = f"{text} "
        paragraph.insert(list(paragraph).index(look) + 1, run)


def _value(element: ET.Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")
