"""What was issued: a notice's file without the lines of marks, which readers do not see, and our own remarks on it.

Files are compared, not what was read of them: a reading forgets what it was not asked for, such as the kind of a
box or where a numbered list starts, and a change of that would go unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from markdown_it.token import Token

from privacy_notices.notices.front_matter import REMARKS, FrontMatter, split_front_matter
from privacy_notices.notices.markdown import parser
from privacy_notices.notices.notice import Notice

#: How many of the words that differ are shown.
_SHOWN = 12
#: Keys whose change has a finding of its own, or which name the version that is compared.
_NOT_COMPARED = REMARKS | {"academic_year", "revision", "status"}


@dataclass(frozen=True)
class Difference:
    """A place where a file does not say what was issued: its line, and in a sentence or two what differs."""

    line: int
    words: str


def differences(now: Notice, then: Notice) -> Iterator[Difference]:
    """Yield each place where a notice differs from an earlier state of the same file, other than in marks and remarks.

    Args:
        now: the file as it is; its front matter has no faults.
        then: the file as it was issued.
    """
    if now.source == then.source:
        return
    yield from _keys(now, then)
    places = list(_lines(now, then))
    yield from places
    if not places and (line := _cutting_mark(now, then)):
        yield Difference(line, "A mark here cuts the text in two. Put it above the whole paragraph or list.")


def _keys(now: Notice, then: Notice) -> Iterator[Difference]:
    for key in FrontMatter.model_fields:
        here, issued = getattr(now.meta, key), getattr(then.meta, key)
        if key not in _NOT_COMPARED and here != issued:
            line = now.key_lines.get(key, now.key_lines["academic_year"])
            yield Difference(line, f"{key} here: {_value(here)}. Published: {_value(issued)}.")


def _value(value: Any) -> str:
    return "no such key" if value is None else f'"{value}"'


def _lines(now: Notice, then: Notice) -> Iterator[Difference]:
    here, issued = _issued_lines(now), _issued_lines(then)
    matcher = SequenceMatcher(None, [text for _, text in issued], [text for _, text in here], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        last = here[min(j1, len(here) - 1)][0] if here else 1
        for (_, old), (number, new) in zip_longest(issued[i1:i2], here[j1:j2], fillvalue=(0, None)):
            last = number or last
            yield Difference(last, _what_differs(old, new))


def _issued_lines(notice: Notice) -> list[tuple[int, str]]:
    """Return each line after the front matter that is no mark, with its number."""
    lines = list(enumerate(notice.source.rstrip("\n").split("\n"), start=1))
    front_matter = split_front_matter(notice.source)
    begin = 0 if front_matter is None else front_matter.count("\n") + 3
    return [(number, text) for number, text in lines[begin:] if number not in notice.mark_lines]


def _what_differs(old: str | None, new: str | None) -> str:
    """Say which words of a line differ; None where there is no such line."""
    was, now = (old or "").split(), (new or "").split()
    if was == now:
        if old is None or new is None:
            return f"An empty line was {'added' if old is None else 'taken away'} here."
        return "The spaces of this line are not those of the published one."
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    (_, i1, _, j1, _), (_, _, i2, _, j2) = changed[0], changed[-1]
    return f"Here: {_words(now[j1:j2])}. Published: {_words(was[i1:i2])}."


def _words(words: list[str]) -> str:
    if not words:
        return "nothing"
    return f'"{" ".join(words[:_SHOWN])}{" …" if len(words) > _SHOWN else ""}"'


def _cutting_mark(now: Notice, then: Notice) -> int | None:
    """Return the line of a mark that changes how the text around it is read; None where all marks only mark."""
    here, issued = _tokens(now.source), _tokens(then.source)
    for token, other in zip_longest(here, issued):
        if token is None or other is None or _shape(token) != _shape(other):
            start = token.map[0] + 1 if token and token.map else len(now.source)
            return max((line for line in now.mark_lines | then.mark_lines if line <= start), default=1)
    return None


def _tokens(text: str) -> list[Token]:
    return [token for token in parser().parse(text) if token.type not in ("attrs_block", "front_matter")]


def _shape(token: Token) -> tuple[Any, ...]:
    """Return how a piece of Markdown is read; the content of a box is read on its own, as MyST does."""
    is_box = token.info.startswith("{")
    inside = [_shape(child) for child in (_tokens(token.content) if is_box else token.children or ())]
    content = "" if is_box else token.content
    return (token.type, token.tag, token.nesting, token.markup, token.info, content, token.hidden, token.attrs, inside)
