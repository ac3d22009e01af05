"""Which characters the fonts of the PDF copies can print.

`letters.txt` lists them, so that the checks need no font. `python -m tests.letters` writes it after a change of fonts.
DejaVu Sans (Bitstream Vera's licence) has Latin, Greek, Cyrillic, Hebrew, Georgian, Armenian and symbols; the Noto
fonts (SIL Open Font Licence) have Arabic with Urdu, Bengali, Devanagari, Gujarati, Gurmukhi, Tamil and emoji.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.resources import files


def is_plain(text: str) -> bool:
    """Say whether the text is of ASCII's letters, signs and ends of lines alone, which every font has."""
    return text.isascii() and text.replace("\n", "").isprintable()


def code_point(sign: str) -> str:
    """Return how Unicode numbers a sign: "U+00E9"."""
    return f"U+{ord(sign):04X}"


def without_font(text: str) -> list[str]:
    """Return the letters and signs of the text that no font has, each once, in order."""
    if is_plain(text):
        return []
    firsts, lasts = _ranges()
    absent = []
    for sign in dict.fromkeys(text.replace("\n", "")):
        place = bisect_right(firsts, ord(sign)) - 1
        if place < 0 or lasts[place] < ord(sign):
            absent.append(sign)
    return absent


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """Return the first and the last code points of the ranges, in order."""
    lines = files(__package__).joinpath("letters.txt").read_text(encoding="ascii").splitlines()
    pairs = [line.split("-") for line in lines if not line.startswith("#")]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]
