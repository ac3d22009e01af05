"""Finds what the fonts of the PDF copies can print: `python -m tests.letters` writes it into `letters.txt`."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

from privacy_notices.site.pdf.typesetting import Typesetter
from tests.conftest import ROOT

LISTED = ROOT / "scripts" / "privacy_notices" / "letters.txt"
HEADER = """\
# The code points that PDF copies can print, as ranges: what the fonts of package.json have and Typst prints with them.
# Nobody edits this file: after a change of fonts, "python -m tests.letters" writes it, with the oldest Python that is
# supported, which knows no more letters than the others: those of Unicode 14.0.0.
"""
#: Which no PDF/UA-1 may contain (ISO 14289-1, 7.21.7); Typst refuses it in some places only.
FORBIDDEN = "\ufeff"


def printable(fonts: Path) -> list[int]:
    """Return the code points that some font has and that Typst prints as PDF/UA-1, in order."""
    typesetter = Typesetter(ROOT / "docs" / "theme" / "pdf.typ", fonts)
    in_fonts: set[int] = set()
    for file in fonts.iterdir():
        with TTFont(file, lazy=True) as font:
            in_fonts |= font.getBestCmap().keys()
    signs = [chr(code) for code in sorted(in_fonts) if unicodedata.category(chr(code)) not in ("Cc", "Cn", "Co", "Cs")]
    possible = [ord(sign) for sign in signs if sign not in FORBIDDEN]

    letters = [code for code in possible if chr(code).isalpha()]

    def shown(code: int) -> str:
        """Return how a sign is tried: a mark behind the nearest letter before it, which is of its own script."""
        is_mark = unicodedata.category(chr(code)).startswith("M")
        return (chr(letters[bisect(letters, code) - 1]) if is_mark else "") + chr(code)

    def printed(codes: Sequence[int]) -> list[int]:
        if typesetter.prints("x x".join(shown(code) for code in codes)):
            return list(codes)
        middle = len(codes) // 2
        return printed(codes[:middle]) + printed(codes[middle:]) if middle else []

    return printed(possible)


def ranges(codes: Iterable[int]) -> str:
    """Return code points as lines like "0020-007E"."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in found)


def main() -> None:
    """Write the file."""
    LISTED.write_text(HEADER + ranges(printable(ROOT / "node_modules" / ".fonts")), encoding="ascii")


if __name__ == "__main__":
    main()
