"""Finds the passages of a document that answer requirements, by the signs in requirements.toml.

A requirement counts as answered where one of its signs matches a sentence. Its phrases (`recognise`) only help to
choose between passages, so every suggested mark has one reason that a person can read.

A sign is words one after the other. `*` ends a word that may go on, `|` separates words of which one is enough (with
`_` for a space in one), `...` matches up to ten words, ` & ` means the same sentence in any order, ` && ` the same
paragraph, `@contact` an e-mail address, a telephone number or a postcode, `@year` a school year. An item of a
list is read with the words before the list, which get the mark; a paragraph is read with its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from privacy_notices.checks.wording import find_phrase, folded
from privacy_notices.importing.document import Block
from privacy_notices.law.requirements import Requirement

_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w£])0\d[\d ]{7,12}\d|\b[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}\b"
)
_YEAR = re.compile(r"\b20\d\d ?(?:-|–|/|to) ?(?:20)?\d\d\b")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
#: What a match counts for: a sign is proof enough, a phrase only beside a sign or another phrase.
_OWN, _WITH_HEADING, _PHRASE, _ENOUGH = 4, 3, 1.5, 3


@dataclass(frozen=True)
class Suggestion:
    """A requirement, the unit that seems to answer it, the sign and what it matched."""

    id: str
    unit: int
    sign: str
    matched: str


@dataclass
class _Passage:
    unit: int
    sentences: list[str]
    with_heading: list[str]
    text: str
    is_title: bool = False


def suggest(units: list[list[Block]], requirements: Iterable[Requirement]) -> Iterator[Suggestion]:
    """Yield, for each requirement that the document seems to answer, where it does so best."""
    passages = list(_passages(units))
    for requirement in requirements:
        best: tuple[float, int, str, str] | None = None
        for passage in passages:
            if passage.is_title and not requirement.in_title:
                continue
            score, sign, words = _score(passage, requirement)
            if score >= _ENOUGH and (best is None or score > best[0]):
                best = score, passage.unit, sign, words
        if best:
            _, unit, sign, words = best
            yield Suggestion(requirement.id, unit, sign, words)


def _passages(units: list[list[Block]]) -> Iterator[_Passage]:
    heading = ""
    for number, unit in enumerate(units):
        texts = [folded(block.text) for block in unit]
        if unit[0].kind == "heading":
            is_title = unit[0].level == 1
            heading = "" if is_title else texts[0]
            yield _Passage(number, texts, [], texts[0], is_title)
            continue
        lead = ""
        if unit[0].kind == "item" and number and units[number - 1][0].text.endswith(":"):
            continue  # It was read with the words before it.
        if texts[-1].endswith(":") and number + 1 < len(units) and units[number + 1][0].kind == "item":
            lead = _SENTENCES.split(texts[-1])[-1]
            texts += [f"{lead} {folded(block.text)}" for block in units[number + 1]]
        sentences = [sentence for text in texts for sentence in _SENTENCES.split(text)]
        yield _Passage(number, sentences, [f"{heading}: {s}" for s in sentences] if heading else [], " ".join(texts))


def _score(passage: _Passage, requirement: Requirement) -> tuple[float, str, str]:
    total, sign, words = 0.0, "", ""
    for each in requirement.signs:
        for sentences, worth in (
            ([passage.text] if " && " in each else passage.sentences, _OWN),
            (passage.with_heading, _WITH_HEADING),
        ):
            found = next(filter(None, (_find(each, s, requirement.unless) for s in sentences)), None)
            if found:
                total += worth
                if not sign:
                    sign, words = each, found
                break
    for phrase in requirement.recognise:
        if find_phrase(phrase, passage.text) >= 0:
            total += _PHRASE
            sign, words = sign or phrase, words or phrase
    return total, sign, words


def _find(sign: str, sentence: str, unless: list[str]) -> str | None:
    """Return the words of the sentence that the sign matches, or None."""
    sentence = _YEAR.sub(r"\g<0> @year", _CONTACT.sub(r"\g<0> @contact", sentence))
    if any(all(part.search(sentence) for part in _compiled(veto)) for veto in unless):
        return None
    matches = [part.search(sentence) for part in _compiled(sign)]
    return " … ".join(match[0] for match in matches if match) if all(matches) else None


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
            for word in term.split("|")
        ]
        pattern += gap + f"(?:{'|'.join(words)})"
        gap = r"\W+"
    return re.compile(r"(?<!\w)" + pattern)
