"""Reads a saved e-mail (.eml): its text, as a web page where it has one; the rest is left out in its own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from privacy_notices.errors import CannotImportError
from privacy_notices.importing.document import Document
from privacy_notices.importing.text import read_text
from privacy_notices.importing.web_page import read_web_page
from privacy_notices.importing.words import split, words_of_html, words_of_text

#: The header lines that mail programs show. The others are for computers.
_SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Date", "Subject")


def read_mail(data: bytes) -> tuple[Document, str]:
    """Return the document that an e-mail is, and all its words as they were read a second time.

    Raises:
        CannotImportError: it is no e-mail, or has no text.
    """
    message = message_from_bytes(data)
    headers = [f"{name}: {shown}" for name in _SHOWN for shown in _shown(message, name)]
    parts = [part for part in message.walk() if not part.is_multipart()]
    texts = [(part.get_content_type(), _text(part)) for part in parts if _is_text(part)]
    if not headers or not texts:
        raise CannotImportError(
            "it is no e-mail that was saved whole. Copy its words into a .txt file, and import that"
        )
    pages = [text for kind, text in texts if kind == "text/html"]
    plain = [text for kind, text in texts if kind != "text/html"]
    document = _joined([read_web_page(page) for page in pages] or [read_text(text) for text in plain])
    words = [words_of_html(page) for page in pages] or [words_of_text(text) for text in plain]
    aside = [(line, "the header lines of an e-mail") for line in headers]
    aside += [(_name(part), "the name of an attachment") for part in parts if not _is_text(part)]
    aside += [(_more(plain, words), "the copy of the e-mail as plain text")] if pages else []
    for left_out, where in aside:
        document.leave_out(left_out, where)
    if any("\N{REPLACEMENT CHARACTER}" in text for _, text in texts):
        document.remarks.append('Letters that could not be read are "\N{REPLACEMENT CHARACTER}": write them in.')
    return document, "\n".join([*words, *(left_out for left_out, _ in aside)])


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment"


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, UnicodeError):  # The e-mail names an encoding that nobody knows, or one that is not for text.
        return content.decode("utf-8", "replace")


def _name(part: Message) -> str:
    return _decoded(part.get_filename() or part.get_content_type())


def _shown(message: Message, name: str) -> Iterator[str]:
    return (_decoded(str(value)) for value in message.get_all(name, []))


def _decoded(text: str) -> str:
    """Return a value of a header as readers see it, or as it is written if that cannot be told."""
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(text.split())


def _joined(documents: list[Document]) -> Document:
    """Return one document of those of an e-mail's parts."""
    first, *others = documents
    for other in others:
        first.blocks += other.blocks
        first.remarks += other.remarks
        first.left_out += other.left_out
        first.has_styles = first.has_styles or other.has_styles
    return first


def _more(plain: list[str], words: list[str]) -> str:
    """Return the words of the plain copy that the page does not have, or not as often."""
    left = Counter(split("\n".join(words)))
    more = []
    for word in split("\n".join(map(words_of_text, plain))):
        left[word] -= 1
        more += [word] if left[word] < 0 else []
    return " ".join(more)
