"""Reads plain text into a document: empty lines, indents and bullets say what belongs together."""

from __future__ import annotations

import re

from privacy_notices.importing.document import LEADING, Block, Document, Run

_LONG = 100
_RULE = re.compile(r"\s*[-=_*~]{3,}\s*")


def read_text(text: str) -> Document:
    """Return the document that the text is.

    Lines that follow each other are one paragraph, unless a line is so long that nobody broke it by hand, or begins
    an item.
    """
    document = Document()
    paragraph: list[str] = []

    def finish() -> None:
        if words := " ".join(" ".join(paragraph).split()):
            document.blocks.append(Block("paragraph", [Run(words)]))
        paragraph.clear()

    for line in text.expandtabs(4).splitlines():
        if not line.strip() or _RULE.fullmatch(line):
            finish()
            continue
        if LEADING.match(line.strip()) or (paragraph and len(paragraph[-1]) > _LONG and not line.startswith(" ")):
            finish()
        paragraph.append(line)
    finish()
    return document
