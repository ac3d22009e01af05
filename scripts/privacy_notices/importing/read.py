"""Finds out what a file is, refuses what is no notice, and reads the rest into a document.

Every reader is bounded: the size of the file and of what it unpacks to, pages, words and time. A DOCTYPE in a Word
file is refused before any parser sees it, and no picture is ever opened.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from privacy_notices.errors import CannotImportError
from privacy_notices.importing.document import Document
from privacy_notices.importing.mail import read_mail
from privacy_notices.importing.markdown import read_markdown
from privacy_notices.importing.office import as_word
from privacy_notices.importing.pdf_page import open_pages
from privacy_notices.importing.read_pdf import read_pdf
from privacy_notices.importing.text import read_text
from privacy_notices.importing.web_page import read_web_page
from privacy_notices.importing.word import read_word
from privacy_notices.importing.words import words_of_html, words_of_markdown, words_of_pdf, words_of_text, words_of_word

MAX_BYTES = 20_000_000
MAX_SECONDS = 60
MAX_MEMORY = 3 * 2**30
_TYPES = {".docx": "Word", ".pdf": "PDF", ".html": "HTML", ".htm": "HTML", ".txt": "text", ".text": "text",
          ".md": "Markdown", ".markdown": "Markdown", ".eml": "e-mail",
          ".doc": "old Word", ".odt": "OpenDocument", ".rtf": "RTF"}  # fmt: skip
#: What is text, or begins as a web page does, and is more where its name says so.
_MORE_THAN_TEXT = {("text", "Markdown"), ("text", "e-mail"), ("HTML", "e-mail")}
_OFFICE = ("old Word", "OpenDocument", "RTF")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_USE = "Save it as .docx, .pdf, .html, .md, .eml or .txt, and import that"
_MAGIC = {
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"II*\0": "a picture",
    b"MM\0*": "a picture", b"{\\rtf": "RTF",
}  # fmt: skip
_NAMES = {
    "Word": "a Word document", "PDF": "a PDF", "HTML": "a web page", "text": "plain text", "RTF": "an RTF document",
    "old Word": "a Word file of the old kind (.doc)", "OpenDocument": "an OpenDocument text (.odt)",
}  # fmt: skip
#: How each kind of text is read, and how it is read a second time.
_TEXTS: dict[str, tuple[Callable[[str], Document], Callable[[str], str]]] = {
    "HTML": (read_web_page, words_of_html),
    "Markdown": (read_markdown, words_of_markdown),
    "text": (read_text, words_of_text),
}


@dataclass(frozen=True)
class Source:
    """A file as it was read, and all its words as they were read a second time (see words.py).

    `has_spaces`: the file itself says where words end; a PDF only says where its letters are.
    """

    document: Document
    words: str
    has_spaces: bool = True


def read_document(path: Path) -> Source:
    """Read a Word, PDF, HTML, Markdown, text or e-mail file or, through LibreOffice, a .doc, .odt or .rtf file.

    Raises:
        CannotImportError: it cannot be read, or is not what its name says; the message says what to do.
    """
    try:
        with _limits():
            return _read(path)
    except CannotImportError as error:
        raise CannotImportError(f"{path}: {error}.") from None
    except OSError as error:
        raise CannotImportError(f"{path}: cannot be read ({error.strerror}). Look at the name of the file.") from None
    except (RecursionError, MemoryError):
        raise CannotImportError(
            f"{path}: what is in it is too deep or too large. Copy its words into a new file."
        ) from None


@contextmanager
def _limits() -> Iterator[None]:
    """Give up a file that keeps its reader busy for minutes, or swells to gigabytes."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise CannotImportError("reading it takes too long. Copy its words into a new document")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(MAX_SECONDS)
    memory = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # Not every system lets a process limit itself.
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, memory[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _read(path: Path) -> Source:
    if path.is_dir():
        raise CannotImportError("it is a folder. Name the file in it")
    if not path.is_file():
        raise CannotImportError("there is no such file. Look at its name and folder")
    suffix = path.suffix.lower()
    if suffix in (".docm", ".dotm"):
        raise CannotImportError("it may hold macros (programs). Save it as .docx, which has none, and import that")
    if suffix not in _TYPES:
        raise CannotImportError(f'the type "{suffix or "none"}" cannot be imported. {_USE}')
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise CannotImportError(
            f"it is larger than {MAX_BYTES // 1_000_000} MB. Delete its pictures, or copy the words out"
        )
    if not data.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf"):
        raise CannotImportError("the file is empty. Look whether it was saved")
    holds = _holds(data)
    if holds == "text" and _TYPES[suffix] == "HTML" and b"</" in data:
        holds = "HTML"  # a piece of a page
    elif (holds, _TYPES[suffix]) in _MORE_THAN_TEXT:
        holds = _TYPES[suffix]
    if holds != _TYPES[suffix]:
        raise CannotImportError(f"its name says {_TYPES[suffix]}, but it holds {_NAMES.get(holds, holds)}. {_USE}")
    if holds in _OFFICE:
        source = _parsed(as_word(data, suffix), "Word")
        source.document.remarks.append("LibreOffice made a Word file of it first, and that was read.")
        return source
    return _parsed(data, holds)


def _parsed(data: bytes, kind: str) -> Source:
    if kind == "Word":
        return Source(read_word(data), words_of_word(data))
    if kind == "PDF":
        pages = open_pages(data)
        return Source(read_pdf(pages), words_of_pdf(pages), has_spaces=False)
    if kind == "e-mail":
        return Source(*read_mail(data))
    text, remark = _decode(data)
    read, words_of = _TEXTS[kind]
    source = Source(read(text), words_of(text))
    source.document.remarks += remark
    return source


def _holds(data: bytes) -> str:
    """Say what the bytes are, whatever the name says."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotImportError("the file is locked with a password. Save a copy without one and import that")
        return "old Word"
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.startswith(b"PK"):
        if _OPEN_DOCUMENT in data[:200]:
            return "OpenDocument"
        return "Word" if b"word/document.xml" in data else "a zip file"
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    start = data[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    return "HTML" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in start else "text"


def _decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text, and a remark where its encoding had to be guessed."""
    remarks = []
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        remarks = ["The file is not UTF-8. It was read as Windows text: look at quotation marks, dashes and £."]
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise CannotImportError("it is not text that can be read. Save it as UTF-8, and import that") from None
    if any((c < " " and c not in "\t\n\r\f") or c == "\x7f" for c in text):
        raise CannotImportError("it is not text: it holds control characters. Save it as UTF-8 text, and import that")
    return text, remarks
