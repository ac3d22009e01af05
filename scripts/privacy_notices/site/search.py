"""What the search knows: the passages of all notices, and the words that parents type.

A passage that stays the same from year to year is in `search.json` once, with its years.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from privacy_notices.data_files import DataModel, Layers, Values, laid_over, load_data, tables
from privacy_notices.errors import DataFileError
from privacy_notices.law.requirements import Requirements
from privacy_notices.notices.notice import Notice
from privacy_notices.site.passages import Record, search_records


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


@dataclass(frozen=True)
class Coming:
    """A notice that does not apply yet: its year, its day in words, and its page where its year's shows another."""

    year: str
    begins: str
    notice: Notice
    page: str = ""


@dataclass(frozen=True)
class Translated:
    """A translation of a year's notice: its page, the name and the direction of its language, and its words."""

    year: str
    page: str
    code: str
    language: dict[str, str]
    notice: Notice


class Synonym(DataModel):
    """What parents type, and how notices say it: in words, or by the requirement that it asks about.

    `near` words and `nearest` requirements are shown where a notice does not say it, and labelled so. An `aspect` asks
    something of another thing, so that one passage must have both.
    """

    parents: list[Words] = Field(min_length=1)
    notices: list[Words] = []
    answers: list[str] = []
    near: list[Words] = []
    nearest: list[str] = []
    aspect: bool = False

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Synonym:
        if not self.notices and not self.answers:
            raise ValueError('write in "notices" how notices say it, or in "answers" which requirement it asks about')
        return self


class WordLists(DataModel):
    """What the search knows of single words: what they are short for, and which prove nothing of a passage.

    A notice that does not use an `everyday` word of a question may answer it all the same. `topics` are the words that
    `python -m tests.everyday_words` must leave out of that list; the search does not read them.
    """

    short_for: dict[Word, Word]
    little: list[Word]
    common: list[Word]
    everyday: list[Word] = []
    topics: list[Word] = Field(default=[], exclude=True)

    @model_validator(mode="after")
    def _has_each_word_once(self) -> WordLists:
        for word, count in Counter(self.little + self.common + self.everyday + self.topics).items():
            if count > 1:
                raise ValueError(f'"{word}" is twice in the lists of [words]; keep one of the two')
        return self


class Synonyms(DataModel):
    """All of synonyms.toml; `nearest` are the requirements that are shown where nothing else is near."""

    synonym: list[Synonym]
    nearest: list[str] = []
    words: WordLists


def load_synonyms(paths: Layers, requirements: Requirements) -> Synonyms:
    """Read synonyms.toml; raise FileError where it cannot be used."""
    synonyms = load_data(paths, Synonyms, _lay)
    path = paths if isinstance(paths, Path) else paths[-1]
    typed = set[str]()
    _refuse_unknown(synonyms.nearest, f"{path}: nearest", requirements)
    for number, synonym in enumerate(synonyms.synonym, start=1):
        place = f"{path}: synonym.{number} ({synonym.parents[0]})"
        _refuse_unknown(synonym.answers + synonym.nearest, place, requirements)
        for words in synonym.parents:
            if words in typed:
                raise DataFileError(f'{place}: "{words}" stands in "parents" twice; keep one of the two')
            typed.add(words)
    return synonyms


def _lay(ours: Values, own: Values) -> Values:
    """Lay a school's own synonyms over ours: what parents type means what the school says, and no more what we say."""
    typed = [words for entry in tables(own.get("synonym")) for words in _typed(entry)]
    left = [entry | {"parents": [each for each in _typed(entry) if each not in typed]} for entry in ours["synonym"]]
    kept, new = [entry for entry in left if entry["parents"]], own.get("synonym", [])
    return laid_over(ours, own, {}) | {"synonym": [*kept, *new] if tables(new) == new else new}


def _typed(entry: Values) -> list[Any]:
    parents = entry.get("parents")
    return parents if isinstance(parents, list) else []


def _refuse_unknown(names: Iterable[str], place: str, requirements: Requirements) -> None:
    for name in names:
        if name not in requirements.ids:
            raise DataFileError(f'{place}: "{name}" is no requirement; requirements.toml has their ids')


def search_json(
    notices: Iterable[tuple[str, Notice]],
    coming: Sequence[Coming],
    first: str | None,
    requirements: Requirements,
    synonyms: Synonyms,
    translations: Sequence[Translated] = (),
) -> str:
    """Return the file that the search reads.

    Args:
        notices: each year, like `2016-17`, with the notice that its page shows, newest first.
        coming: the notices that apply later; of one that its year's page does not show, only what it says otherwise.
        first: the year that is searched first.
        requirements: their questions are shown above the passages that answer them.
        synonyms: what parents type, and what is known of single words.
        translations: of notices of those years. They are found by their own words alone, since no synonym is in their
            language, and no question of ours is.
    """
    years: list[str] = []
    titles: list[str] = []
    held: dict[Record, list[int]] = {}
    for year, notice in notices:
        records = [record for record in search_records(notice) if not record.is_personal]
        titles.append(records[0].anchor if records else "")
        for record in records:
            key = Record(record.anchor, 0, record.heading, record.text, record.answers)
            held.setdefault(key, []).append(len(years))
        years.append(year)
    begins = {each.year: each.begins for each in coming if not each.page}
    later: dict[Record, Coming] = {}
    for each in coming:
        if each.page and each.year in years:
            number = years.index(each.year)
            said = (Record(r.anchor, 0, r.heading, r.text, r.answers) for r in search_records(each.notice))
            later |= {record: each for record in said if number not in held.get(record, ())}
    asked = {name for record in [*held, *later] for name in record.answers}
    content = {
        "years": years,
        "first": first,
        "begins": begins,
        "questions": {name: question for name, question in requirements.questions.items() if name in asked},
        "synonyms": [each.model_dump(exclude_defaults=True) for each in synonyms.synonym],
        "nearest": synonyms.nearest,
        "titles": titles,
        "words": synonyms.words.model_dump(),
        **({"languages": {each.code: each.language for each in translations}} if translations else {}),
        # Most passages stay the same from year to year: each is here once, with its years by number.
        "passages": [
            *(_passage(key, where) for key, where in held.items()),
            *(
                _passage(key, [years.index(each.year)]) | {"page": each.page, "from": each.begins}
                for key, each in later.items()
            ),
            *(passage for each in translations for passage in _translated(each, years.index(each.year))),
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _translated(translation: Translated, year: int) -> Iterator[dict[str, Any]]:
    for record in search_records(translation.notice):
        if not record.is_personal:
            found = _passage(Record(record.anchor, 0, record.heading, record.text), [year])
            yield found | {"page": translation.page, "language": translation.code}


def _passage(record: Record, years: list[int]) -> dict[str, Any]:
    said = {name: value for name in ("heading", "text", "answers") if (value := getattr(record, name))}
    return {"anchor": record.anchor, "years": years} | said
