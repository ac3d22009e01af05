"""Phrases: words that are looked for in a text as readers see it, whatever its capitals, quotes and line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[^a-z])")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " ", "\n": " "})


def folded(text: str) -> str:
    """Return the text in lower case with plain quotes and spaces, character for character."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(_FOLDED)


def find_phrase(phrase: str, text: str) -> int:
    """Return where the phrase begins in the folded text, or -1.

    It begins and ends where words do, so that "information commission" is not found in "information commissioner",
    nor "£10" in "£10,000"; a plural or possessive s may follow ("primary care trusts").
    """
    match = _compiled(phrase).search(text)
    return match.start() if match else -1


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of the text begins and ends.

    A sentence ends at a full stop before a space and what is no small letter, so "e.g. this" goes on.
    """
    start = len(text) - len(text.lstrip())
    for end in _SENTENCE_END.finditer(text):
        yield start, end.start() + 1
        start = end.end()
    if start < len(text):
        yield start, len(text)


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    before = r"(?<!\w)(?<!\d[.,])" if phrase[0].isdigit() else r"(?<!\w)"
    after = r"(?!\w|[.,]\d)" if phrase[-1].isdigit() else r"(?:'?s|s')?(?!\w)" if phrase[-1].isalpha() else ""
    return re.compile(before + re.escape(phrase) + after)
