"""Accounts for every word of a file: it is in the draft, or the report says that it was left out, or it was lost.

The words of the file come from words.py, which reads it a second time. What the readers left out knowingly they noted
in the document. All other differences are mistakes of the import, and are said before anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from privacy_notices.importing.document import Document
from privacy_notices.importing.words import split

_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]*|\(?(?:[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)
_DIVIDED = re.compile(r"[-\u2010\u2011]\s*")
_BEFORE = 4


@dataclass(frozen=True)
class Account:
    """What differs between a file and its draft: words that were lost, and words that the file does not have."""

    lost: list[str]
    added: list[str]


def account(document: Document, words: str, has_spaces: bool = True) -> Account:
    """Hold a shaped document against the words of its file.

    Args:
        document: what the draft is written from.
        words: all text of the file.
        has_spaces: whether the file itself says where words end; a PDF only says where its letters are.
    """
    file, draft = split(words), split("\n".join(_written(document)))
    numbers = _numbers(document)
    missing, added = _unmatched(file, draft, has_spaces)
    left_out = split("\n".join(each.words for each in document.left_out))
    found, not_found = _unmatched([file[place] for place in missing], left_out, has_spaces)
    missing = [missing[place] for place in found]
    moved = Counter(draft[place] for place in added) + Counter(left_out[place] for place in not_found)
    elsewhere = Counter(file[place] for place in missing)
    if not has_spaces:
        for whole, parts in _divided([draft[place] for place in added], elsewhere):
            moved.update(parts)
            elsewhere[whole] += 1
    lost = list(_without(missing, file, moved))
    more = list(_without(added, draft, elsewhere + numbers))
    return Account(list(_passages(lost, file)), list(_passages(more, draft)))


def _written(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield f"{block.marker} {block.text}"


def _numbers(document: Document) -> Counter[str]:
    """Return what may begin a block though no text of the file has it: numbers that a program counted."""
    first = [words[:2] for text in _written(document) if (words := split(text))]
    cells = [words[:1] for block in document.blocks for row in block.rows for cell in row
             if (words := split("".join(run.text for run in cell)))]  # fmt: skip
    return Counter(word for words in first + cells for word in words if _NUMBER.fullmatch(word))


def _unmatched(file: list[str], draft: list[str], has_spaces: bool) -> tuple[list[int], list[int]]:
    """Return the places of words that the one has and the other has not, in the order of both."""
    missing: list[int] = []
    added: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, file, draft, autojunk=False).get_opcodes():
        if kind != "equal" and _letters(file[a:b], has_spaces) != _letters(draft[c:d], has_spaces):
            missing += range(a, b)
            added += range(c, d)
    return missing, added


def _letters(words: list[str], has_spaces: bool) -> str:
    """Return the words as they are the same however they were divided at the ends of lines."""
    text = _DIVIDED.sub("", " ".join(words))
    return text if has_spaces else text.replace(" ", "")


def _divided(added: list[str], missing: Counter[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield words of the draft that are missing in two parts, as at the end of a column of print."""
    left = Counter(missing)
    for word in added:
        cuts = ((word[:cut] + hyphen, word[cut:]) for cut in range(1, len(word)) for hyphen in ("", "-", "\u2010"))
        for parts in cuts:
            if all(left[part] > 0 for part in parts):
                left.subtract(parts)
                yield word, list(parts)
                break


def _without(places: list[int], words: list[str], others: Counter[str]) -> Iterator[int]:
    """Yield the places but for as many of each word as the others have."""
    left = Counter(others)
    for place in places:
        if left[words[place]] > 0:
            left[words[place]] -= 1
        else:
            yield place


def _passages(places: list[int], words: list[str]) -> Iterator[str]:
    """Yield the words at these places, those that follow each other together, and what stands before them."""
    for number, place in enumerate(places):
        if number and places[number - 1] == place - 1:
            continue
        end = place
        while end + 1 - place + number < len(places) and places[number + end + 1 - place] == end + 1:
            end += 1
        before = " ".join(words[max(0, place - _BEFORE) : place])
        passage = f'"{" ".join(words[place : end + 1])}"'
        yield f'{passage} (after "{before}")' if before else passage
