"""Checks the words that readers see. Link addresses are not words, and are never looked at here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.letters import code_point, without_font
from privacy_notices.notices.notice import Notice
from privacy_notices.years import day_in_words

_TO_DO = re.compile(r"\bTODO\b:?\s*(?P<what>[^\n]*)")
_BRACKETS = re.compile(r"\[[^\[\]]*[^\W\d_][^\[\]]*\]|\{(?![#.])[^{}]+\}|<[^\W\d_][^<>@:]*>")
_LETTER = r"(?<![\w)])\(([a-z])\)"
_LETTER_RUN = re.compile(rf"{_LETTER}(?:\s*(?:,|-|–|&|\bto\b|\band\b|\bor\b)+\s*\([a-z]\))+")
_OWN_LETTER = re.compile(r"^\s*\(?([a-z])[).]\s", re.MULTILINE)
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " ", "\n": " "})


def folded(text: str) -> str:
    """Return the text in lower case with plain quotes and spaces, character for character."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(_FOLDED)


def find_phrase(phrase: str, text: str) -> int:
    """Return where the phrase begins in the folded text, or -1.

    A phrase begins where a word begins, and may go on ("primary care trusts"), but not with more digits.
    """
    end = r"(?!\d)" if phrase[-1].isdigit() else ""
    match = re.search(rf"(?<!\w){re.escape(phrase)}{end}", text)
    return match.start() if match else -1


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
        about = f"about other schools ({requirement.title}: {requirement.condition}). Delete it."
        if requirement.id in notice.passages:
            line = notice.passages[requirement.id].line
            message = f"This passage is {about}"
            yield Finding(notice.path, line, Rule.OTHER_SCHOOLS, Severity.WARNING, message, cited)
            continue
        for block in notice.blocks:
            text = folded(block.without_addresses)
            for phrase in requirement.recognise:
                position = -1 if phrase in ours else find_phrase(phrase, text)
                if position >= 0:
                    line, message = block.line_at(position), f'"{phrase}" is {about}'
                    yield Finding(notice.path, line, Rule.OTHER_SCHOOLS, Severity.WARNING, message, cited)
                    break


def stale_wording(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block with words that were no longer true while the notice was in force."""
    whole = folded(notice.text)
    for stale in rules.requirements.stale:
        since = ""
        if stale.wrong_from is not None:
            if notice.in_force is None or notice.in_force.last < stale.wrong_from:
                continue
            spans_the_day = notice.in_force.first < stale.wrong_from
            if spans_the_day and any(find_phrase(word, whole) >= 0 for word in stale.unless_beside):
                continue
            since = f" since {day_in_words(stale.wrong_from)}"
        severity = Severity.WARNING if stale.warn_only else Severity.ERROR
        for block in notice.blocks:
            position = find_phrase(stale.phrase, folded(block.without_addresses))
            if position >= 0:
                message = f'"{stale.phrase}" is wrong{since} ({stale.why}). {stale.write}.'
                yield Finding(notice.path, block.line_at(position), Rule.STALE_WORDING, severity, message)


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
    return Finding(notice.path, line, Rule.TO_DO, severity, f"Still to fill in: {what}", to_fill_in=what)


def template_brackets(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each bracket that a template left in, like "[insert name of school]"."""
    for block in notice.blocks:
        for match in _BRACKETS.finditer(block.text):
            message = f'"{match[0]}" looks like a blank of a template. Fill it in, or delete it.'
            line = block.line_at(match.start())
            yield Finding(notice.path, line, Rule.TEMPLATE_BRACKETS, Severity.ERROR, message)


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
                message = (
                    f'"{match[0]}" names points that are not lettered here ({", ".join(absent)}). '
                    "Letter the list, or name the points."
                )
                line = block.line_at(match.start())
                yield Finding(notice.path, line, Rule.LETTERED_REFERENCE, Severity.ERROR, message)


def empty_lists(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each colon that nothing follows before the next heading or the end."""
    empty_items = {finding.line for finding in notice.findings if finding.rule == Rule.EMPTY_LIST}
    for number, block in enumerate(notice.blocks):
        if block.is_heading or not block.text.rstrip().endswith(":"):
            continue
        following = notice.blocks[number + 1] if number + 1 < len(notice.blocks) else None
        if following is None or following.is_heading:
            last = following.line if following else max([block.line, *empty_items]) + 1
            if not any(block.line < line < last for line in empty_items):
                message = "Nothing follows the colon. Write the list, or end the sentence with a full stop."
                yield Finding(notice.path, block.line_at(len(block.text)), Rule.EMPTY_LIST, Severity.ERROR, message)


def signs_without_font(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block with signs that a PDF copy cannot print and shows as their numbers."""
    for block in notice.blocks:
        signs = without_font(block.text)
        if signs:
            named = ", ".join(
                f'"{sign}" ({code_point(sign)})' if sign.isprintable() else code_point(sign) for sign in signs
            )
            message = f"The PDF copy cannot print {named} and shows the number instead. Write it in another way."
            line = block.line_at(block.text.index(signs[0]))
            yield Finding(notice.path, line, Rule.NO_FONT, Severity.WARNING, message)
