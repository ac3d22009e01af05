"""What the search knows: a record for each passage of a notice, marked or not, and the words that parents type.

A passage that stays the same from year to year is in `search.json` once, with its years.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from docutils.nodes import make_id
from pydantic import AfterValidator, Field, model_validator

from privacy_notices.data_files import DataModel, load_data
from privacy_notices.errors import DataFileError
from privacy_notices.law.requirements import Requirements
from privacy_notices.notices.notice import Block, BlockKind, Notice


def _as_typed(words: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", words):
        raise ValueError(f'write "{words}" in lower case, without accents, hyphens, apostrophes and other signs')
    return words


def _as_one_word(word: str) -> str:
    if " " in word:
        raise ValueError(f'write one word instead of "{word}"')
    return word


#: What a parent types, as the search reads it.
Words = Annotated[str, AfterValidator(_as_typed)]
Word = Annotated[Words, AfterValidator(_as_one_word)]

#: What has an id on the page of a notice around its words (docs/theme/templates): no passage may take one of these.
PAGE_IDS = frozenset(
    {
        "about-the-links", "furo-main-content", "history-of-this-notice", "in-this-notice", "known-gaps", "notice-text",
        "page-search", "what-is-missing",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """A passage as the search finds it: its anchor, the headings above it that have no mark, its words.

    Each paragraph and each item of a list is a line of `text`. `line` is where the anchor is. `answers` are the
    requirements that it is marked for, none where it has no mark. What is marked as naming a person is no part of
    `text`; `is_personal` says that nothing is left.
    """

    anchor: str
    line: int
    heading: str
    text: str
    answers: tuple[str, ...] = ()
    is_personal: bool = False


def search_records(notice: Notice) -> list[Record]:
    """Return a record for each passage of a notice, in order: every block is in one, marked or not.

    Text without a mark has an anchor made from its heading ("teachers2parents"), or from the mark before it
    ("npd-text-2"), the same at every build.
    """
    return list(_Passages(notice).records())


class _Passages:
    def __init__(self, notice: Notice) -> None:
        self.notice, self.blocks = notice, notice.blocks
        self.marks: dict[int, list[str]] = {}
        self.stops: dict[int, int] = {}
        for passage in notice.passages.values():
            self.marks.setdefault(passage.start, []).append(passage.id)
            self.stops[passage.start] = passage.stop
        self.used = PAGE_IDS.union(notice.passages)
        self.seen: Counter[str] = Counter()
        self.above: list[tuple[Block, str]] = []

    def records(self) -> Iterator[Record]:
        """Walk through the blocks: marked passages as marked, and what lies between by headings and paragraphs."""
        position, base, count, line = 0, "start", 0, 0
        while position < len(self.blocks):
            block, ids = self.blocks[position], self.marks.get(position, [])
            slug = self.enter(block, is_marked=bool(ids)) if block.is_heading else ""
            if ids:
                stop, base, count = self.stops[position], ids[0], 1
                for inner in self.blocks[position + 1 : stop]:
                    if inner.is_heading:
                        self.enter(inner, is_marked=True)
                yield self.record(base, position, stop, ids)
            elif slug:
                stop, base, count, line = position + 1, slug, 0, block.line
                if self.is_bare(position):
                    yield self.record(base, position, stop)
                    count = 1
            else:
                stop, count = self.end_of(position), count + 1
                if count == 1 and line:
                    yield replace(self.record(base, position, stop), line=line)
                else:
                    yield self.record(self.free(base, count), position, stop)
            position = stop

    def enter(self, heading: Block, *, is_marked: bool) -> str:
        """Note the heading, and return the anchor of one without a mark: its words, numbered where they come again."""
        while self.above and self.above[-1][0].level >= heading.level:
            self.above.pop()
        if heading.level > 1 and not is_marked:
            self.above.append((heading, heading.plain))
        slug = make_id(heading.plain) or "section"
        self.seen[slug] += 1
        return "" if is_marked else self.free(slug, self.seen[slug])

    def free(self, slug: str, count: int) -> str:
        """Return the slug, with its number where that is not 1, as an anchor that nothing else has."""
        name = slug if count == 1 else f"{slug}-{count}"
        while name in self.used:
            count += 1
            name = f"{slug}-{count}"
        self.used |= {name}
        return name

    def is_bare(self, position: int) -> bool:
        """Say whether nothing follows below a heading that could carry its words."""
        following = self.blocks[position + 1 : position + 2]
        level = self.blocks[position].level
        return level == 1 or not following or (following[0].is_heading and following[0].level <= level)

    def end_of(self, position: int) -> int:
        """Return where unmarked text ends that begins here: a paragraph and what hangs on it."""
        stop = position + 1
        while stop < len(self.blocks) and stop not in self.marks and not self.blocks[stop].is_heading:
            before, block = self.blocks[stop - 1], self.blocks[stop]
            if block.kind is BlockKind.PARAGRAPH and block.level == 0 and not before.plain.endswith(":"):
                break
            stop += 1
        return stop

    def record(self, anchor: str, start: int, stop: int, ids: Sequence[str] = ()) -> Record:
        blocks = self.blocks[start:stop]
        own = [block.plain for block in blocks[:1] if block.is_heading]
        shown = self.notice.without_persons(start, stop)
        text = "\n".join(block.plain for block in shown if block not in blocks[: len(own)])
        headings = " › ".join([name for _, name in self.above if name not in own] + own)
        return Record(anchor, blocks[0].line, headings, text, tuple(ids), is_personal=not shown)


class Synonym(DataModel):
    """What parents type, and how notices say it: in words, or by the requirement that it asks about."""

    parents: list[Words] = Field(min_length=1)
    notices: list[Words] = []
    answers: list[str] = []

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Synonym:
        if not self.notices and not self.answers:
            raise ValueError('write in "notices" how notices say it, or in "answers" which requirement it asks about')
        return self


class WordLists(DataModel):
    """What the search knows of single words: what they are short for, and which prove nothing of a passage."""

    short_for: dict[Word, Word]
    little: list[Word]
    common: list[Word]

    @model_validator(mode="after")
    def _has_each_word_once(self) -> WordLists:
        for word, count in Counter(self.little + self.common).items():
            if count > 1:
                raise ValueError(f'"{word}" is twice in "little" and "common"; keep one of the two')
        return self


class Synonyms(DataModel):
    """All of synonyms.toml."""

    synonym: list[Synonym]
    words: WordLists


def load_synonyms(path: Path, requirements: Requirements) -> Synonyms:
    """Read synonyms.toml; raise FileError where it cannot be used."""
    synonyms = load_data(path, Synonyms)
    known, typed = set(requirements.ids), set[str]()
    for number, synonym in enumerate(synonyms.synonym, start=1):
        place = f"{path}: synonym.{number} ({synonym.parents[0]})"
        for name in synonym.answers:
            if name not in known:
                raise DataFileError(f'{place}: "{name}" is no requirement; requirements.toml has their ids')
        for words in synonym.parents:
            if words in typed:
                raise DataFileError(f'{place}: "{words}" stands in "parents" twice; keep one of the two')
            typed.add(words)
    return synonyms


def search_json(
    notices: Iterable[tuple[str, Notice]], first: str | None, requirements: Requirements, synonyms: Synonyms
) -> str:
    """Return the file that the search reads.

    Args:
        notices: each year, like `2016-17`, with its latest notice, newest first.
        first: the year that is searched first.
        requirements: their questions are shown above the passages that answer them.
        synonyms: what parents type, and what is known of single words.
    """
    years: list[str] = []
    held: dict[Record, list[int]] = {}
    for year, notice in notices:
        for record in search_records(notice):
            if record.is_personal:
                continue
            key = Record(record.anchor, 0, record.heading, record.text, record.answers)
            held.setdefault(key, []).append(len(years))
        years.append(year)
    asked = {name for record in held for name in record.answers}
    content = {
        "years": years,
        "first": first,
        "questions": {name: question for name, question in requirements.questions.items() if name in asked},
        "synonyms": [each.model_dump(exclude_defaults=True) for each in synonyms.synonym],
        "words": synonyms.words.model_dump(),
        # Most passages stay the same from year to year: each is here once, with its years by number.
        "passages": [
            {"anchor": key.anchor, "years": where}
            | {name: value for name in ("heading", "text", "answers") if (value := getattr(key, name))}
            for key, where in held.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
