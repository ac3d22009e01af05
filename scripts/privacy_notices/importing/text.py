"""Reads plain text, also of an e-mail, into a document: empty lines, indents and bullets say what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy_notices.importing.document import LEADING, Block, Document, Run
from privacy_notices.importing.pasted import own_lines

_LONG = 100
#: A line that leaves more than this part of the longest one free, with the next word put in, was ended on purpose.
_ROOM = 0.75
_COLUMNS = re.compile(r"\S(?: \| |\t|  {2,})\S")
_RULE = re.compile(r"\s*[-=_*~]{3,}\s*")


def read_text(text: str) -> Document:
    """Return the document that the text is.

    Lines that follow each other are one paragraph, unless a line begins an item, or was ended on purpose: it is so long
    that nobody broke it by hand, it is a row of columns, or the next word would have had room in it by far.
    """
    document = Document()
    lines: list[str] = []

    def finish() -> None:
        for paragraph in _paragraphs(lines):
            document.blocks.append(Block("paragraph", [Run(paragraph)]))
        lines.clear()

    for line in own_lines(text, document):
        if not line.strip() or _RULE.fullmatch(line):
            finish()
        else:
            lines.append(line)
    finish()
    return document


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of lines that follow each other."""
    width = max(map(len, lines), default=0)
    paragraph: list[str] = []
    for line in lines:
        if paragraph and (LEADING.match(line.strip()) or _is_ended(paragraph[-1], line, width)):
            yield " ".join(" ".join(paragraph).split())
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield " ".join(" ".join(paragraph).split())


def _is_ended(line: str, following: str, width: int) -> bool:
    if _COLUMNS.search(line.strip()) or _COLUMNS.search(following.strip()):
        return True
    if following.startswith((" ", "\t")):
        return False  # It goes on, as items do in lists.
    return len(line) > _LONG or len(line) + len(following.split()[0]) < width * _ROOM
