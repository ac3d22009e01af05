"""Checks the words that readers see. Link addresses are not words, and are never looked at here.

That a draft is easy to read is checked with our own list of heavy words, plain_words.toml, and never of what has been
issued. How easily it reads as a whole is measured in tests/unit/test_drafts.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from privacy_notices.checks.issued import of_words
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.law.requirements import StaleWording
from privacy_notices.letters import code_point, without_font
from privacy_notices.notices.notice import Block, Notice
from privacy_notices.notices.redactions import MARKS
from privacy_notices.notices.showing import is_control
from privacy_notices.phrases import find_phrase, folded, sentences
from privacy_notices.years import day_in_words

_TO_DO = re.compile(r"\bTODO\b:?\s*(?P<what>[^\n]*)")
#: Words by which a sentence tells of something as past, which is true for ever.
_AS_HISTORY = (
    "replaced", "repealed", "abolished", "superseded", "renamed", "former", "formerly", "previous", "previously",
    "used to", "no longer", "was called", "took over from", "took the place of", "taken over from", "in place of",
    "until 2018", "until may 2018", "until 24 may 2018", "until 25 may 2018", "before 2018", "before may 2018",
    "before 25 may 2018",
)  # fmt: skip
_BRACKETS = re.compile(r"\[[^\[\]]*[^\W\d_][^\[\]]*\]|\{(?![#.])[^{}]+\}|<[^\W\d_][^<>@:]*>")
_LETTER = r"(?<![\w)])\(([a-z])\)"
_LETTER_RUN = re.compile(rf"{_LETTER}(?:\s*(?:,|-|–|&|\bto\b|\band\b|\bor\b)+\s*\([a-z]\))+")
_WORD = re.compile(r"\w[\w'’-]*")
_OWN_LETTER = re.compile(r"^\s*\(?([a-z])[).]\s", re.MULTILINE)


def text_for_other_schools(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each passage, or sign of one, that only concerns schools of another kind.

    A sign that a requirement of this school has too, such as "15 school days", shows nothing.
    """
    if notice.in_force is None:
        return
    of_others = [each for each in rules.requirements if each.is_for_other_schools(notice.in_force, rules.school)]
    ours = {phrase for each in rules.requirements if each not in of_others for phrase in each.recognise}
    for requirement in of_others:
        cited = requirement.citation(notice.in_force)
        about = f"about other schools ({requirement.title}: {requirement.condition})."
        if passage := notice.passages.get(requirement.id):
            words = notice.blocks[passage.start].plain
            yield _other_schools(notice, passage.line, words, f"This passage is {about}", cited)
            continue
        for block in notice.blocks:
            text = folded(block.without_addresses)
            for phrase in requirement.recognise:
                position = -1 if phrase in ours else find_phrase(phrase, text)
                if position >= 0:
                    yield _other_schools(notice, block.line_at(position), phrase, f'"{phrase}" is {about}', cited)
                    break


def _other_schools(notice: Notice, line: int, words: str, fault: str, cited: str) -> Finding:
    found = of_words(notice, line, Rule.OTHER_SCHOOLS, Severity.WARNING, words, fault, "Delete it.")
    return replace(found, source=cited)


def stale_wording(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block with words that were no longer true while the notice was in force."""
    whole = folded(notice.text)
    for stale in rules.requirements.stale:
        since = ""
        if stale.wrong_from is not None:
            if notice.in_force is None or notice.in_force.last < stale.wrong_from:
                continue
            spans_the_day = notice.in_force.first < stale.wrong_from
            if spans_the_day and _has_any(stale.unless_beside, whole):
                continue
            since = f" since {day_in_words(stale.wrong_from)}"
        severity = Severity.WARNING if stale.warn_only else Severity.ERROR
        for block in notice.blocks:
            position = _stale_at(stale, block)
            if position is not None:
                line, fault = block.line_at(position), f'"{stale.phrase}" is wrong{since} ({stale.why}).'
                yield of_words(notice, line, Rule.STALE_WORDING, severity, stale.phrase, fault, f"{stale.write}.")


def _stale_at(stale: StaleWording, block: Block) -> int | None:
    """Return where a sentence of the block uses the phrase in the sense that is wrong."""
    text = folded(block.without_addresses)
    for start, stop in sentences(block.without_addresses):
        sentence = text[start:stop]
        position = find_phrase(stale.phrase, sentence)
        if position < 0 or (stale.only_with and not _has_any(stale.only_with, sentence)):
            continue
        if not _has_any(stale.unless_with, sentence) and not (stale.wrong_from and _has_any(_AS_HISTORY, sentence)):
            return start + position
    return None


def _has_any(phrases: Iterable[str], text: str) -> bool:
    return any(find_phrase(phrase, text) >= 0 for phrase in phrases)


def to_do_marks(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each TODO: an error in a published notice, a reminder in a draft."""
    for block in notice.blocks:
        for match in _TO_DO.finditer(block.text):
            what = match["what"].strip() or "see this line"
            yield _to_do(notice, block.line_at(match.start()), what)
    if notice.front_matter and _TO_DO.search(notice.front_matter.changes or ""):
        yield _to_do(notice, notice.key_lines["changes"], '"changes:"')


def _to_do(notice: Notice, line: int, what: str) -> Finding:
    severity = Severity.ERROR if notice.is_published else Severity.WARNING
    found = Finding(notice.path, line, Rule.TO_DO, severity, f"Still to fill in: {what}", to_fill_in=what)
    # In a draft it is a reminder of ours; one that was published has been issued.
    return replace(found, words="TODO", fault='"TODO" is in the words.') if notice.is_published else found


def template_brackets(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each bracket that a template left in, like "[insert name of school]"."""
    for block in notice.blocks:
        for match in _BRACKETS.finditer(block.text):
            if notice.is_published and match[0] in MARKS and rules.removals.redacted(notice.meta.version):
                continue
            line, fault = block.line_at(match.start()), f'"{match[0]}" looks like a blank of a template.'
            advice = "Fill it in, or delete it."
            yield of_words(notice, line, Rule.TEMPLATE_BRACKETS, Severity.ERROR, match[0], fault, advice)


def lettered_references(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each "(a), (b) and (c)" or "(a) to (f)" that names letters which are not there.

    A letter is there when a line or a block begins with it. One that follows a bracket or a word, as in
    "Article 6(1)(e)", belongs to a citation and is not looked at.
    """
    own = {letter for block in notice.blocks for letter in _OWN_LETTER.findall(block.text)}
    for block in notice.blocks:
        own |= {m[1] for m in re.finditer(_LETTER, _LETTER_RUN.sub("", block.text)) if m.start() > 0}
    for block in notice.blocks:
        for match in _LETTER_RUN.finditer(block.text):
            named = re.findall(r"\(([a-z])\)", match[0])
            if "to" in match[0] or "-" in match[0] or "–" in match[0]:
                named = [chr(code) for code in range(ord(min(named)), ord(max(named)) + 1)]
            absent = [letter for letter in named if letter not in own]
            if absent:
                fault = f'"{match[0]}" names points that are not lettered here ({", ".join(absent)}).'
                line, advice = block.line_at(match.start()), "Letter the list, or name the points."
                yield of_words(notice, line, Rule.LETTERED_REFERENCE, Severity.ERROR, match[0], fault, advice)


def signs_without_font(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block with signs that a PDF copy cannot print and shows as their numbers."""
    for block in notice.blocks:
        signs = [sign for sign in without_font(block.text) if not is_control(sign)]
        if signs:
            named = ", ".join(
                f'"{sign}" ({code_point(sign)})' if sign.isprintable() else code_point(sign) for sign in signs
            )
            line = block.line_at(block.text.index(signs[0]))
            fault = f"The PDF copy cannot print {named} and shows the number instead."
            yield of_words(notice, line, Rule.NO_FONT, Severity.WARNING, signs[0], fault, "Write it in another way.")


def long_sentences(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each sentence of a draft with more words than plain_words.toml allows."""
    most = rules.plain_words.longest_sentence
    if not rules.is_being_written(notice):
        return
    for block in notice.blocks:
        for start, stop in sentences(block.without_addresses):
            words = _WORD.findall(block.without_addresses[start:stop])
            if len(words) > most:
                message = f'The sentence "{" ".join(words[:4])} …" has {len(words)} words. Make two: {most} at most.'
                yield Finding(notice.path, block.line_at(start), Rule.LONG_SENTENCE, Severity.WARNING, message)


def heavy_words(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block of a draft with words for which plain_words.toml has plainer ones."""
    if not rules.is_being_written(notice):
        return
    for block in notice.blocks:
        text = folded(block.without_addresses)
        for heavy in rules.plain_words.heavy:
            position = find_phrase(heavy.phrase, text)
            if position >= 0:
                message = f'"{heavy.phrase}" is hard to read. Write {heavy.write}.'
                yield Finding(notice.path, block.line_at(position), Rule.HEAVY_WORDS, Severity.WARNING, message)
