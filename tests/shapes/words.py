"""Words that no other file has, and which of them an import keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

_WORD = re.compile(r"wd[a-z]+")
_LETTERS = "bcdfghjk"


@dataclass(frozen=True)
class Shape:
    """A file with its words: those of the notice, and others."""

    name: str
    file: str
    content: bytes
    main: list[str]
    others: list[str]


@dataclass(frozen=True)
class Kept:
    """Which words of a shape are not in the draft, and which neither there nor in the report."""

    unpublished: list[str]
    unmentioned: list[str]
    published: list[str]


class Words:
    """Makes words that no other file has; those of `main` are the notice's."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.main: list[str] = []
        self.others: list[str] = []

    def __call__(self, amount: int = 2) -> str:
        """Return words of the notice."""
        self.main += (made := [self._make() for _ in range(amount)])
        return " ".join(made)

    def other(self, amount: int = 2) -> str:
        """Return words that are not the notice's."""
        self.others += (made := [self._make() for _ in range(amount)])
        return " ".join(made)

    def _make(self) -> str:
        return "wd" + "".join(_LETTERS[int(digit)] for digit in f"{next(self._numbers):o}")

    def shape(self, name: str, file: str, content: bytes | str) -> Shape:
        """Return the file with the words that were made for it."""
        return Shape(name, file, content.encode() if isinstance(content, str) else content, self.main, self.others)


def kept(shape: Shape, draft: str, report: str) -> Kept:
    """Compare the words of a shape with a draft and the report beside it."""
    published = _WORD.findall(draft)
    reported = set(_WORD.findall(report))
    return Kept(
        [word for word in shape.main if word not in published],
        [word for word in shape.main + shape.others if word not in published and word not in reported],
        [word for word in shape.others if word in published],
    )


def fill(pattern: str, words: Words) -> str:
    """Write words into each pair of braces of a pattern: the notice's, or others into "{other}"."""
    pieces = re.split(r"(\{(?:|title|main|other)\})", pattern)
    return "".join(
        words.other() if piece == "{other}" else words() if re.fullmatch(r"\{\w*\}", piece) else piece
        for piece in pieces
    )
