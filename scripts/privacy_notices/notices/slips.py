"""Slips of the pen in a front matter: which line cannot be read, and what to write there, for people who know no YAML.

YAML's own errors name the place where it gave up, often lines below the bracket or quote that was left open.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from itertools import takewhile

import yaml

_Found = tuple[int, str]
_CLOSING = {"{": "}", "[": "]"}
_OPENS = {yaml.FlowMappingStartToken: "{", yaml.FlowSequenceStartToken: "["}
_CLOSES = {yaml.FlowMappingEndToken: "}", yaml.FlowSequenceEndToken: "]"}
_DASHES = "-–—_"


def slip(source: str, error: yaml.MarkedYAMLError | None, known: Collection[str]) -> _Found:
    """Return the line of what is wrong with the YAML, counted in the file, and what to write.

    Args:
        source: the YAML, whose first line is line 2 of the file.
        error: what YAML says; None where it is YAML, but no list of keys.
        known: the keys that a front matter can have.
    """
    mark = error and (error.problem_mark or error.context_mark)
    number = min(mark.line, source.count("\n")) if mark else 0
    tokens = _tokens(source)
    found = (
        _swallowed_text(source, known)
        or _tab(source)
        or _open_quote(tokens, number, error)
        or _brackets(tokens)
        or _quote_in_quotes(tokens, number, error)
        or _curly(source, number)
        or _key_line(source, number, known)
    )
    if found:
        return found
    if error is None:
        return 2, 'The front matter is not a list of keys. Write "key: value" lines, like "academic_year: 2016-17".'
    return number + 2, (
        'The front matter cannot be read here. Write "key: value"; put a value that has ": " in it or begins with a '
        "sign in double quotes."
    )


def without_begin(text: str, known: Collection[str]) -> _Found | None:
    """Return what is wrong with the first line of a file that has a front matter below; None where there is none."""
    lines = [*text.split("\n"), ""]
    first = next((line for line in lines if line.strip()), "")
    if _is_key(first, known):
        return 1, 'The first line "---" is missing. Write it above the first key, with nothing else on it.'
    if any(_is_key(line, known) for line in lines[lines.index(first) + 1 :][:1]):
        return (
            1,
            'The file does not begin with three hyphens. Write "---" as its first line, right above the first key.',
        )
    return None


def without_end(text: str, known: Collection[str]) -> _Found:
    """Return where the line that ends the front matter has to be written."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return 1, 'Write "---" as the first line, and nothing else on it.'
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not line.strip(_DASHES + " "):
            return number, 'The front matter ends with three hyphens. Write "---" on this line, and nothing else.'
    keys = list(takewhile(lambda line: _is_key(line, known) or line.startswith((" ", "\t")), lines[1:]))
    return len(keys) + 1, 'The front matter has no end. Write a line "---" below this one.'


def curly_quotes(value: object) -> bool:
    """Say whether a value is in curly quotes, which YAML reads as letters."""
    return isinstance(value, str) and value[:1] in ("“", "”", "‘", "’")


def _swallowed_text(source: str, known: Collection[str]) -> _Found | None:
    """Find a front matter without an end, which reaches to a line of hyphens in the text of the notice."""
    lines = source.split("\n")
    number = next((i for i, line in enumerate(lines) if line.startswith(("# ", "## ", "{#"))), None)
    if number is None:
        return None
    last = max((i for i, line in enumerate(lines[:number]) if _is_key(line, known) or line.startswith(" ")), default=0)
    return last + 2, 'The front matter has no end. Write a line "---" below this one.'


def _tab(source: str) -> _Found | None:
    for number, line in enumerate(source.split("\n"), start=2):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return number, "This line begins with a tab. Write spaces instead."
    return None


def _tokens(source: str) -> list[yaml.Token]:
    """Return the tokens as far as they can be read."""
    tokens: list[yaml.Token] = []
    with suppress(yaml.YAMLError):
        tokens.extend(iter(yaml.scan(source, Loader=yaml.SafeLoader)))
    return tokens


def _open_quote(tokens: list[yaml.Token], number: int, error: yaml.MarkedYAMLError | None) -> _Found | None:
    """Find a quote that is never closed, or only by the next quote, lines below."""
    if error and "quoted scalar" in (error.context or "") and error.context_mark:
        return error.context_mark.line + 2, "A quote on this line is never closed. Write the same quote at its end."
    for token in _quoted(tokens):
        line = token.start_mark.line + 2
        if token.start_mark.line < token.end_mark.line == number:
            return line, f"A quote on this line is closed only on line {number + 2}. Write the same quote at its end."
    return None


def _quote_in_quotes(tokens: list[yaml.Token], number: int, error: yaml.MarkedYAMLError | None) -> _Found | None:
    for token in _quoted(tokens):
        if error and token.start_mark.line == number:
            inside = "’" if token.style == "'" else "“ and ”"
            return number + 2, f"The text ends at its second {token.style}, and more follows. Write {inside} inside it."
    return None


def _quoted(tokens: list[yaml.Token]) -> list[yaml.ScalarToken]:
    return [token for token in tokens if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')]


def _brackets(tokens: list[yaml.Token]) -> _Found | None:
    """Find a bracket that is never closed, closed by another kind, or closes nothing."""
    open_: list[tuple[str, int]] = []
    for token in tokens:
        line = token.start_mark.line + 2
        if sign := _OPENS.get(type(token)):
            open_.append((sign, line))
        elif sign := _CLOSES.get(type(token)):
            if not open_:
                return line, f'The bracket "{sign}" closes nothing. Delete it, or put the text in quotes.'
            opened, at = open_.pop()
            if _CLOSING[opened] != sign:
                return line, f'The bracket "{opened}" of line {at} is closed by "{sign}". Write "{_CLOSING[opened]}".'
    if not open_:
        return None
    sign, line = open_[0]
    return line, f'The bracket "{sign}" on this line is never closed. Write "{_CLOSING[sign]}", or put text in quotes.'


def _curly(source: str, number: int) -> _Found | None:
    _, _, value = source.split("\n")[number].partition(":")
    if curly_quotes(value.strip()):
        return number + 2, 'Write straight quotes (") around the value: “ and ” are read as part of it.'
    return None


def _key_line(source: str, number: int, known: Collection[str]) -> _Found | None:
    """Find a line with a key that is written as no key: after spaces, or without a colon and a space."""
    lines = source.split("\n")
    for at in [number, *range(len(lines))]:
        line = lines[at]
        key = next((key for key in known if line.strip().startswith(key)), None)
        if key is None:
            continue
        rest = line.strip().removeprefix(key)
        if line.startswith(" ") and rest.startswith(":"):
            return at + 2, f'Begin this line with "{key}:", without the spaces before it.'
        if rest and not rest.startswith((": ", "_")) and rest.strip() != ":":
            return at + 2, f'Write a colon and a space after "{key}", like "{key}: {rest.lstrip(" :=").strip()}".'
    return None


def _is_key(line: str, known: Collection[str]) -> bool:
    return line.partition(":")[0].strip() in known and ":" in line
