"""A document as it was read: blocks of words, what was left out of them, and remarks on what else to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from privacy_notices.notices.markdown import ALLOWED_SCHEMES

#: What a printer joined, and signs without width: a reader of the notice sees letters, or nothing.
_UNWRITTEN = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_ADDRESS = re.compile(r"<?(https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’])>?")
BULLETS = "•●○▪■◦‣➢➤✓✔·❑❖➔"
#: What begins an item of a list: a bullet, "1.", "(a)", "iv)".
LEADING = re.compile(
    rf"(?:([{BULLETS}\uf000-\uf0ff*–-])|(\d{{1,2}}[.)])|(\(?(?:[a-z]|[ivx]{{1,4}}|\d)\)|[a-z]\.))\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Run:
    """Words of one look; `url` is the address that they lead to, or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass
class Block:
    """A heading, paragraph, item of a list, quotation or table.

    `level` is a heading's rank, or how deep in lists an item, or a further paragraph of one, is.
    `marker` of an item is "-" or its number ("3."); letters are words and stand in `runs`. `rows` are a table's cells.
    """

    kind: Literal["heading", "paragraph", "item", "quote", "table"]
    runs: list[Run]
    level: int = 0
    marker: str = ""
    rows: list[list[list[Run]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words on one line."""
        runs = [run for row in self.rows for cell in row for run in [*cell, Run(" ")]] or self.runs
        return " ".join("".join(run.text for run in runs).split())

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        return all(run.bold or not run.text.strip() for run in self.runs)


@dataclass(frozen=True)
class LeftOut:
    """Words of the file that a reader left out knowingly, and where they stood: "a menu"."""

    words: str
    where: str


@dataclass
class Document:
    """What a reader found.

    `has_styles`: the file itself says what is a heading and what an item. `unreadable` are words with letters that the
    file does not name, each such letter as "?".
    """

    blocks: list[Block] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    has_styles: bool = False

    @property
    def letters(self) -> str:
        """All words in order, without spaces: spaces depend on the program that wrote the file."""
        return "".join(block.text for block in self.blocks).replace(" ", "")

    def leave_out(self, text: str, where: str) -> None:
        """Note words that are left out, if the text has any."""
        if words := " ".join(plain(text).split()):
            self.left_out.append(LeftOut(words, where))

    def link_addresses(self) -> None:
        """Make links of the addresses that are written out, and drop the targets that no notice may link to."""
        for block in self.blocks:
            block.runs = list(self._linked(block.runs))
            block.rows = [[list(self._linked(cell)) for cell in row] for row in block.rows]

    def _linked(self, runs: list[Run]) -> Iterator[Run]:
        for run in runs:
            if run.url and not run.url.lower().startswith(ALLOWED_SCHEMES):
                if not run.url.startswith("#"):
                    self.remarks.append(
                        f'The link of "{run.text.strip()}" was left out: "{run.url}" is no whole address.'
                    )
                yield replace(run, url="")
            elif run.url:
                yield run
            else:
                end = 0
                for match in _ADDRESS.finditer(run.text):
                    yield replace(run, text=run.text[end : match.start()])
                    yield replace(run, text=match[1], url=match[1])
                    end = match.end()
                yield replace(run, text=run.text[end:])


def plain(text: str) -> str:
    """Return the text with printers' joined letters (ﬁ) apart, and without signs that have no width."""
    return text.translate(_UNWRITTEN)


def without_start(runs: list[Run], count: int) -> list[Run]:
    """Return the runs without their first `count` characters."""
    left = []
    for run in runs:
        left.append(replace(run, text=run.text[count:]))
        count = max(0, count - len(run.text))
    return [run for run in left if run.text]
