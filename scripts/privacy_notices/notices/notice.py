"""The model of a notice: its front matter, its passages and the words that readers see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

from markdown_it.token import Token

from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.front_matter import FrontMatter
from privacy_notices.notices.translation import TranslationKeys
from privacy_notices.years import Period

_ADDRESS = re.compile(r"\S*(?:://|@)\S*|www\.\S+")

#: The class that marks a passage beside its id: `.answers-recipients`.
MARK_CLASS = "answers-"
#: The class that marks a text which names a person and says how to reach them, and nothing else.
PERSON_CLASS = "names-a-person"


class BlockKind(StrEnum):
    """What a block is to readers."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ORDERED_ITEM = "ordered-item"
    QUOTE = "quote"
    CELL = "cell"
    CODE = "code"


@dataclass(frozen=True)
class Link:
    """An address that a reader can follow, and its line in the file."""

    url: str
    line: int


@dataclass(frozen=True)
class Block:
    """A run of visible text: a heading, a paragraph, an item of a list, a cell of a table.

    `level` is a heading's rank (1 to 6) or how deep an item's list is in other lists (1 upwards).
    A line break in the file is a line feed in `text`, so `line` plus the line feeds before a word
    is the word's line. `row` is the row of a cell in its table, from 1, which has the headings; 0 for all else.
    """

    kind: BlockKind
    level: int
    line: int
    text: str
    links: tuple[Link, ...] = ()
    row: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, of any rank."""
        return self.kind is BlockKind.HEADING

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list, numbered or not."""
        return self.kind in (BlockKind.ITEM, BlockKind.ORDERED_ITEM)

    @property
    def plain(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def visible(self) -> tuple[str, int, str, tuple[str, ...]]:
        """What readers see: kind, rank, words, addresses. Line breaks of the file and marks are no part of it."""
        return (self.kind, self.level, self.plain, tuple(link.url for link in self.links))

    @property
    def without_addresses(self) -> str:
        """The text with every written-out address blanked, character for character: an address is no wording."""
        return _ADDRESS.sub(lambda match: " " * len(match[0]), self.text)

    def line_at(self, position: int) -> int:
        """Return the line of the file on which the character at `position` of `text` is."""
        return self.line + self.text.count("\n", 0, position)


def tables_of(cells: Iterable[Block]) -> Iterator[list[list[Block]]]:
    """Yield the tables of which these are the cells, in order: each a list of rows."""
    table: list[list[Block]] = []
    for _, run in groupby(cells, key=lambda cell: (cell.row, cell.line)):
        row = list(run)
        if table and row[0].row <= table[-1][0].row:
            yield table
            table = []
        table.append(row)
    if table:
        yield table


@dataclass(frozen=True)
class Passage:
    """A part of a notice that answers a requirement: `blocks[start:stop]` of the notice.

    Several may answer one. The address of the requirement on the notice's page leads to the one that `is_anchor`.
    """

    id: str
    line: int
    start: int
    stop: int
    is_anchor: bool = True


@dataclass
class Markdown:
    """What the Markdown parser found in a file: its tokens, and the link addresses that are defined apart."""

    tokens: list[Token] = field(default_factory=list)
    references: dict[str, Any] = field(default_factory=dict)


@dataclass
class Notice:
    """One Markdown file, read: a notice, or a translation of one, which has `translation` for its front matter.

    `front_matter` is None when the front matter cannot be used; `in_force` is None when its dates
    cannot. `marked` are the passages in their order, a mark each, known or not. `findings` are the faults of form.
    `personal` are the places in `blocks` of what is marked as naming a person.
    `source` is the file's text with line feeds as line ends; `mark_lines` are the lines with nothing but a mark.
    `markdown` is for the site, which renders it.
    """

    path: str
    source: str = ""
    mark_lines: set[int] = field(default_factory=set)
    front_matter: FrontMatter | None = None
    translation: TranslationKeys | None = None
    in_force: Period | None = None
    key_lines: dict[str, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    marked: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    personal: set[int] = field(default_factory=set)
    markdown: Markdown = field(default_factory=Markdown, repr=False, compare=False)

    @property
    def meta(self) -> FrontMatter:
        """The front matter of a notice that has one without faults (else ValueError)."""
        if self.front_matter is None:
            raise ValueError(f"{self.path}: the front matter has faults")
        return self.front_matter

    @property
    def days(self) -> Period:
        """The days on which the notice is in force, for one without faults (else ValueError)."""
        if self.in_force is None:
            raise ValueError(f"{self.path}: the dates have faults")
        return self.in_force

    @property
    def passages(self) -> dict[str, Passage]:
        """By requirement, the passage to which its address leads."""
        return {passage.id: passage for passage in self.marked if passage.is_anchor}

    @property
    def is_published(self) -> bool:
        """Whether parents see it; not where the front matter has faults."""
        keys = self.front_matter or self.translation
        return keys is not None and keys.status == "published"

    @property
    def titles(self) -> list[Block]:
        """The headings of the first rank: there ought to be one."""
        return [block for block in self.blocks if block.is_heading and block.level == 1]

    @property
    def title_line(self) -> int:
        """The line of the title, or the first line where there is none."""
        return self.titles[0].line if self.titles else 1

    @property
    def links(self) -> list[Link]:
        """Every address of the notice, in order."""
        return [link for block in self.blocks for link in block.links]

    @property
    def text(self) -> str:
        """The words that readers see, a block a line."""
        return "\n".join(block.text.replace("\n", " ") for block in self.blocks)

    def fault(self, line: int, rule: Rule, message: str) -> None:
        """Add a fault of form to the findings."""
        self.findings.append(Finding(self.path, line, rule, Severity.ERROR, message))

    def blocks_of(self, passage: Passage) -> list[Block]:
        """Return the blocks of a passage."""
        return self.blocks[passage.start : passage.stop]

    def places_of(self, requirement: str) -> list[int]:
        """Return the places of the blocks of all passages that answer a requirement, each once and in their order."""
        answering = (passage for passage in self.marked if passage.id == requirement)
        return sorted({place for passage in answering for place in range(passage.start, passage.stop)})

    def answer(self, requirement: str) -> list[Block]:
        """Return the blocks of all passages that answer a requirement, each once and in their order."""
        return [self.blocks[place] for place in self.places_of(requirement)]

    def without_persons(self, places: Iterable[int]) -> list[Block]:
        """Return the blocks in these places, without those that are marked as naming a person."""
        return [self.blocks[place] for place in places if place not in self.personal]
