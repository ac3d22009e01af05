"""Finds the passages of a document that answer requirements, by the signs in requirements.toml.

A requirement counts as answered where one of its signs matches a sentence. Its phrases (`recognise`) only help to
choose between passages, so every suggested mark has one reason that a person can read.

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
from functools import cache

from privacy_notices.importing.document import Block
from privacy_notices.importing.vocabulary import ORDINARY, VOCABULARY
from privacy_notices.law.requirements import Requirement
from privacy_notices.phrases import find_phrase, folded

_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w£])0\d[\d ]{7,12}\d|\b[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}\b"
)
_YEAR = re.compile(r"\b20\d\d ?(?:-|–|/|to) ?(?:20)?\d\d\b")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
#: What a match counts for: a sign is proof enough; a phrase, or a heading that asks nothing, only beside another.
_OWN, _WITH_HEADING, _PHRASE, _ENOUGH = 4, 3, 1.5, 3
#: The most words of a heading that is a line of its own.
_LABEL = 4
#: The fewest words of a sentence that answers what a heading only names.
_ANSWER = 6
_QUESTION = re.compile(r"\?|^(?:who|what|why|how|where|when|which|can|do|does|is|are|may|must)\b")


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
    heading: str = ""
    is_first: bool = False
    is_heading: bool = False


def suggest(units: list[list[Block]], requirements: Iterable[Requirement]) -> Iterator[Suggestion]:
    """Yield, for each requirement that the document seems to answer, where it does so best."""
    passages = list(_passages(units))
    for requirement in requirements:
        best: tuple[float, int, str, str] | None = None
        for passage in passages:
            if passage.is_heading and not requirement.in_title:
                continue  # A heading alone answers nothing.
            score, sign, words = _score(passage, requirement)
            if score >= _ENOUGH and (best is None or score > best[0]):
                best = score, passage.unit, sign, words
        if best:
            _, unit, sign, words = best
            yield Suggestion(requirement.id, unit, sign, words)


def _passages(units: list[list[Block]]) -> Iterator[_Passage]:
    heading, below = "", -1
    for number, unit in enumerate(units):
        texts = [folded(block.text) for block in unit]
        before = units[number - 1][-1] if number else None
        if unit[0].kind == "heading" or (_is_label(unit, texts[0]) and not (before and before.text.endswith(":"))):
            heading, below = "" if unit[0].level == 1 else texts[0], number
            yield _Passage(number, texts, [], texts[0], is_heading=True)
            continue
        lead = ""
        if unit[0].kind == "item" and before and before.kind != "heading" and before.text.endswith(":"):
            continue  # It was read with the words before it.
        if texts[-1].endswith(":") and number + 1 < len(units) and units[number + 1][0].kind == "item":
            lead = _sentences(texts[-1])[-1]
            texts += [f"{lead} {folded(block.text)}" for block in units[number + 1]]
        sentences = [sentence for text in texts for sentence in _sentences(text)]
        with_heading = [f"{heading.rstrip(':')}: {s}" for s in sentences] if heading else []
        is_first = bool(heading) and number == below + 1
        yield _Passage(number, sentences, with_heading, " ".join(texts), heading, is_first)


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


def _score(passage: _Passage, requirement: Requirement) -> tuple[float, str, str]:
    total, sign, words = 0.0, "", ""
    for each in requirement.signs:
        worth, found = _worth(each, passage, requirement.unless)
        total += worth
        sign, words = sign or (found and each), words or found
    for phrase in requirement.recognise:
        if find_phrase(phrase, passage.text) >= 0:
            total += _PHRASE
            sign, words = sign or phrase, words or phrase
    return total, sign, words


def _worth(sign: str, passage: _Passage, unless: list[str]) -> tuple[float, str]:
    """Return what the sign counts for in the passage, and the words that it matches."""
    for sentence in [passage.text] if " && " in sign else passage.sentences:
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
    sentence = _readable(sentence)
    if any(all(part.search(sentence) for part in _compiled(veto)) for veto in unless):
        return ""
    matches = [part.search(sentence) for part in _compiled(sign)]
    return " … ".join(match[0] for match in matches if match) if all(matches) else ""


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
