"""Finds the passages of a document that answer requirements, by the signs in requirements.toml.

A passage answers a requirement where its points reach what the requirement needs. A sign that matches a sentence brings
most of them, a phrase (`recognise`) some. Each clue, a word known by its first letters, brings or takes a few: signs
alone missed a quarter of the answers of notices that they were not fitted to. Each suggested mark names its reason, the
sign or the clues. `python -m tests.clues` fits what clues count for; nobody needs to write them.

A sign is words one after the other. `*` ends a word that may go on, `|` separates words of which one is enough (with
`_` for a space in one), `...` matches up to ten words, ` & ` means the same sentence in any order, ` && ` the same
paragraph, `@contact` an e-mail address, a telephone number or a postcode, `@year` a school year, `@keep` and the like
any of their words in the vocabulary. An item of a list is read with the words before the list, a paragraph with its
heading, an answer with its question. A heading alone answers nothing, but a title can name the year, the law or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from privacy_notices.importing.document import Block
from privacy_notices.importing.vocabulary import ORDINARY, VOCABULARY
from privacy_notices.law.requirements import Requirement
from privacy_notices.phrases import find_phrase, folded

_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w£])0\d[\d ]{7,12}\d|\b[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}\b"
)
_YEAR = re.compile(r"\b20\d\d ?(?:-|–|/|to) ?(?:20)?\d\d\b")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
#: The points of a sign, of one that needs the heading too, of a phrase or a heading that asks nothing; the most of all.
_OWN, _WITH_HEADING, _PHRASE, _MOST = 6, 5, 2, 9
#: The letters by which a word is known, whatever its ending.
_BEGINNING = 6
#: The fewest clues that are enough without a sign, and the most that the reason for a mark names.
_TOGETHER, _REASONS = 2, 5
_WORD = re.compile(r"@?[^\W\d_]{2,}")
#: The most words of a heading that is a line of its own.
_LABEL = 4
#: The fewest words of a sentence that answers what a heading only names.
_ANSWER = 6
_QUESTION = re.compile(r"\?|^(?:who|what|why|how|where|when|which|can|do|does|is|are|may|must)\b")


@dataclass(frozen=True)
class Suggestion:
    """A requirement, the unit that seems to answer it, the sign or "words together", and what it matched."""

    id: str
    unit: int
    sign: str
    matched: str


@dataclass
class _Passage:
    """A unit with the words before its list, and its sentences with and without the heading, as signs read them."""

    unit: int
    sentences: list[str]
    with_heading: list[str]
    text: str
    heading: str = ""
    is_first: bool = False
    is_heading: bool = False

    @cached_property
    def whole(self) -> str:
        """All of its text, as signs read it."""
        return _readable(self.text)

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of the passage, by their beginnings."""
        return _by_beginning(self.sentences)


class _Found(NamedTuple):
    points: int
    unit: int
    sign: str
    matched: str


def suggest(units: list[list[Block]], requirements: Iterable[Requirement]) -> Iterator[Suggestion]:
    """Yield, for each requirement that the document seems to answer, where it does so best."""
    passages = list(passages_of(units))
    for requirement in requirements:
        found = [each for passage in passages if (each := _weigh(passage, requirement))]
        if found:
            best = max(found, key=lambda each: each.points)
            yield Suggestion(requirement.id, best.unit, best.sign, best.matched)


def _by_beginning(sentences: list[str]) -> dict[str, str]:
    return {beginning(word): word for sentence in sentences for word in _WORD.findall(sentence)}


def beginning(word: str) -> str:
    """Return the letters by which a word is known, whatever its ending."""
    return word[:_BEGINNING]


def passages_of(units: list[list[Block]]) -> Iterator[_Passage]:
    """Yield the passages of a document, an item of a list with the words before the list."""
    heading, below = "", -1
    for number, unit in enumerate(units):
        texts = [folded(block.text) for block in unit]
        before = units[number - 1][-1] if number else None
        if unit[0].kind == "heading" or (_is_label(unit, texts[0]) and not (before and before.text.endswith(":"))):
            heading, below = "" if unit[0].level == 1 else texts[0], number
            yield _Passage(number, [_readable(text) for text in texts], [], texts[0], is_heading=True)
            continue
        lead = ""
        if unit[0].kind == "item" and before and before.kind != "heading" and before.text.endswith(":"):
            continue  # It was read with the words before it.
        if texts[-1].endswith(":") and number + 1 < len(units) and units[number + 1][0].kind == "item":
            lead = _sentences(texts[-1])[-1]
            texts += [f"{lead} {folded(block.text)}" for block in units[number + 1]]
        read = [sentence for text in texts for sentence in _sentences(text)]
        with_heading = [_readable(f"{heading.rstrip(':')}: {s}") for s in read] if heading else []
        sentences = [_readable(sentence) for sentence in read]
        is_first = bool(heading) and number == below + 1
        yield _Passage(number, sentences, with_heading, " ".join(texts), _readable(heading), is_first)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, a question together with its answer."""
    sentences: list[str] = []
    for sentence in _SENTENCES.split(text):
        if sentences and sentences[-1].endswith("?"):
            sentences[-1] += f" {sentence}"
        else:
            sentences.append(sentence)
    return sentences


def _is_label(unit: list[Block], text: str) -> bool:
    """Say whether a paragraph is a heading that was set as no more than a short line."""
    is_line = len(unit) == 1 and unit[0].kind == "paragraph" and len(text.split()) <= _LABEL
    return is_line and unit[0].text[:1].isupper() and text.replace(" ", "").isalpha()


def _weigh(passage: _Passage, requirement: Requirement) -> _Found | None:
    """Return what speaks for the passage as an answer, if it is enough."""
    if passage.is_heading:
        found = _signs(passage, requirement) if requirement.in_title else None
        return found if found and found.points >= _WITH_HEADING else None  # A heading alone answers nothing.
    clues = points_of(tuple(requirement.clues))
    if sum(clues.get(start, 0) for start in passage.words) + _MOST < requirement.needed:
        return None  # No sign could make it enough.
    found, counts = _signs(passage, requirement), _counts(passage, requirement, clues)
    if not found.sign:
        strongest = sorted((word for word in counts if counts[word] > 0), key=lambda word: -counts[word])
        if len(strongest) < _TOGETHER:
            return None
        found = found._replace(sign="words together", matched=", ".join(strongest[:_REASONS]))
    points = sum(counts.values()) + min(found.points, _MOST) - requirement.needed
    return found._replace(points=points) if points >= 0 else None


def _counts(passage: _Passage, requirement: Requirement, clues: dict[str, int]) -> dict[str, int]:
    """Return the points of each clue in the sentences that are not about something else."""
    sentences = [sentence for sentence in passage.sentences if not _is_vetoed(sentence, requirement.unless)]
    return {word: clues[start] for start, word in _by_beginning(sentences).items() if start in clues}


def _signs(passage: _Passage, requirement: Requirement) -> _Found:
    total, sign, words = 0, "", ""
    for each in requirement.signs:
        worth, found = _worth(each, passage, requirement.unless)
        total += worth
        sign, words = sign or (found and each), words or found
    for phrase in requirement.recognise:
        if find_phrase(phrase, passage.text) >= 0:
            total += _PHRASE
            sign, words = sign or phrase, words or phrase
    return _Found(total, passage.unit, sign, words)


def _worth(sign: str, passage: _Passage, unless: list[str]) -> tuple[int, str]:
    """Return what the sign counts for in the passage, and the words that it matches."""
    for sentence in [passage.whole] if " && " in sign else passage.sentences:
        if found := _find(sign, sentence, unless):
            return _OWN, found
    for number, sentence in enumerate(passage.with_heading):
        if found := _find(sign, sentence, unless):
            is_answer = passage.is_first and number == 0 and len(passage.sentences[0].split()) >= _ANSWER
            asks = bool(_QUESTION.search(passage.heading)) or is_answer
            is_proof = asks or not _find(sign, passage.heading, [])
            return _WITH_HEADING if is_proof else _PHRASE, found
    return 0, ""


def _find(sign: str, sentence: str, unless: list[str]) -> str:
    """Return the words of the sentence that the sign matches, or ""."""
    matches = []
    for part in _compiled(sign):
        if not (match := part.search(sentence)):
            return ""
        matches.append(match[0])
    return "" if _is_vetoed(sentence, unless) else " … ".join(matches)


def _is_vetoed(sentence: str, unless: list[str]) -> bool:
    return any(all(part.search(sentence) for part in _compiled(veto)) for veto in unless)


@cache
def points_of(clues: tuple[str, ...]) -> dict[str, int]:
    """Return the points of each clue, by the beginning of its word."""
    split = (line.split() for line in clues)
    return {beginning(word): int(points) for points, *words in split for word in words}


@cache
def _readable(sentence: str) -> str:
    """Return the sentence without wording that only looks like an answer, and with its contacts and years named."""
    for pattern, instead in ORDINARY:
        sentence = pattern.sub(instead, sentence)
    return _YEAR.sub(r"\g<0> @year", _CONTACT.sub(r"\g<0> @contact", sentence))


@cache
def _compiled(sign: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(part) for part in sign.replace(" && ", " & ").split(" & "))


def _pattern(part: str) -> re.Pattern[str]:
    pattern, gap = "", ""
    for term in part.split():
        if term == "...":
            gap = r"(?:\W+[\w'@-]+){0,10}?\W+"
            continue
        words = [
            re.escape(word.rstrip("*").replace("_", " ")) + (r"\w*" if word.endswith("*") else r"(?!\w)")
            for name in term.split("|")
            for word in VOCABULARY.get(name, [name])
        ]
        pattern += gap + f"(?:{'|'.join(words)})"
        gap = r"\W+"
    return re.compile(r"(?<!\w)" + pattern)
