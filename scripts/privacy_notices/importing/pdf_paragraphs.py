"""Joins the lines of a PDF into paragraphs, headings and tables, and words that were divided at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from privacy_notices.importing.document import LEADING, Block, Document, Run
from privacy_notices.importing.pdf_lines import Line

_SENTENCE_END = re.compile(r"[.!?:;][\"”’')]*$")
_DIVIDED = re.compile(r"(\w+)[-\u2010\u00ad]$")
_KEEP_HYPHEN = frozenset(["co", "ex", "half", "non", "self", "well"])
_SHORT = 0.65
#: The most space between lines of a paragraph, in heights of a line: "double spacing" is 1.
_WIDEST = 1.3


@dataclass(frozen=True)
class _Print:
    """How the words are set: the usual size, the sizes of headings, the space between lines, and the right edges."""

    usual: float
    sizes: list[float]
    pitch: float
    lines: list[Line]
    has_columns: bool

    def edges(self, line: Line) -> tuple[float, float]:
        """Return the left and the right edge of the print that a line is in."""
        lines = [each for each in self.lines if not self.has_columns or abs(each.x0 - line.x0) < 5 * self.usual]
        return min(each.x0 for each in lines), sorted(each.x1 for each in lines)[len(lines) * 9 // 10]


def add_paragraphs(lines: list[Line], document: Document, addresses: list[str]) -> None:
    """Put the lines into the document; an address that goes over two lines is one of `addresses`."""
    printed = _print([line for line in lines if not line.rows])
    joiner = _Joiner(" ".join(line.text for line in lines), addresses)
    last: Line | None = None
    for line in lines:
        if line.rows:
            document.blocks.append(Block("table", [], rows=[[[Run(cell)] for cell in row] for row in line.rows]))
        elif last is None or last.rows or _begins(last, line, printed):
            document.blocks.append(_block(line, printed))
        else:
            block = document.blocks[-1]
            text = joiner.join(block.runs[0].text, line.text)
            block.runs = [Run(text, bold=line.bold and block.is_bold)]
        last = line
    for block in document.blocks:
        block.runs = [replace(run, text=run.text.replace("\u00ad", "-")) for run in block.runs]
    document.has_styles = any(block.kind == "heading" for block in document.blocks[1:])
    if joiner.joined:
        document.remarks.append(f"Words divided at the end of a line were joined: {', '.join(joiner.joined)}.")


def _print(lines: list[Line]) -> _Print:
    body: Counter[float] = Counter()
    for line in lines:
        body[line.size] += len(line.text)
    usual = body.most_common(1)[0][0] if body else 0
    gaps = [
        a.bottom - b.top for a, b in pairwise(lines) if a.page == b.page and a.size == b.size and a.bottom > b.bottom
    ]
    sizes = sorted({line.size for line in lines if line.size > usual * 1.08}, reverse=True)
    beside = sum(a.page == b.page and a.has_beside(b.middle) and a.x1 < b.x0 for a in lines for b in lines)
    pitch = min(sorted(gaps)[len(gaps) // 4], _WIDEST * usual) if gaps else 0
    return _Print(usual, sizes, pitch, lines, beside > 4)


def _block(line: Line, printed: _Print) -> Block:
    if line.size in printed.sizes:
        return Block("heading", [Run(line.text)], printed.sizes.index(line.size) + 1)
    return Block("paragraph", [Run(line.text, bold=line.bold)])


def _begins(last: Line, line: Line, printed: _Print) -> bool:
    """Say whether a line begins a paragraph."""
    if line.size == last.size and _DIVIDED.search(last.text) and line.text[0].islower():
        return False
    if line.size != last.size or line.bold != last.bold or (LEADING.match(line.text) and not last.text.endswith("-")):
        is_other = abs(line.size - last.size) > printed.usual * 0.08 or line.bold != last.bold
        return is_other or bool(LEADING.match(line.text))
    if line.page != last.page or line.top > last.top:  # the next page or column
        return bool(_SENTENCE_END.search(last.text)) or not line.text[0].islower()
    if last.bottom - line.top > printed.pitch + line.size * 0.35:
        return True
    left, right = printed.edges(last)
    if _SENTENCE_END.search(last.text) and last.x1 < right * 0.8 and line.x0 <= last.x0:
        return True
    return line.size not in printed.sizes and _was_broken_by_hand(last, line, left, right)


def _was_broken_by_hand(last: Line, line: Line, left: float, right: float) -> bool:
    """Say whether the first word of a line had had room on the line before it: then a list goes on, no sentence."""
    word = line.text.split()[0]
    end = last.x1 + (line.x1 - line.x0) * (len(word) + 1) / max(1, len(line.text))
    has_room = end < right and not last.text.endswith(("-", "/"))
    return has_room and line.x0 <= last.x0 + 1 and end < left + (right - left) * _SHORT


class _Joiner:
    """Joins lines; `joined` are the words that had been divided."""

    def __init__(self, everything: str, addresses: Iterable[str]) -> None:
        self.everything = everything
        self.addresses = list(addresses)
        self.joined: list[str] = []

    def join(self, text: str, line: str) -> str:
        """Return the words of two lines as one."""
        word, end = line.split()[0], text.split()[-1]
        goes_on = end.endswith("-") or (end.endswith("/") and any(sign in word[:-1] for sign in "/-."))
        if ("://" in end and goes_on) or any(each.startswith(end + word.rstrip(".,;)")) for each in self.addresses):
            return text + line
        divided = _DIVIDED.search(text)
        if not divided:
            return f"{text} {line}"
        as_written = f"{divided[1]}-{word.strip('.,;:')}"
        is_one = as_written not in self.everything and divided[1].lower() not in _KEEP_HYPHEN
        if text.endswith("\u00ad") or (line[0].islower() and is_one):
            self.joined.append(divided[1] + word)
            return text[:-1] + line
        return text + line


def add_links(document: Document, anchors: list[tuple[str, str]]) -> None:
    """Put the addresses of links to their words, in order, and remark those whose words are not found."""
    written, lost, first = document.letters, [], 0
    places = [runs for block in document.blocks for runs in [block.runs, *(cell for row in block.rows for cell in row)]]
    for words, address in anchors:
        if address in written:
            continue
        order = [*range(first, len(places)), *range(first)]
        in_order = ((number, at) for number in order for at in enumerate(places[number]))
        found = next(((n, i, run) for n, (i, run) in in_order if words and not run.url and words in run.text), None)
        if found is None:
            lost.append(address)
            continue
        first, place, run = found
        before, _, after = run.text.partition(words)
        pieces = [Run(before, run.bold, run.italic), Run(words, run.bold, run.italic, address)]
        places[first][place : place + 1] = [*(p for p in pieces if p.text), *([Run(after, run.bold)] if after else [])]
    if lost:
        document.remarks.append(
            f"Links whose words were not found; add them by hand: {', '.join(dict.fromkeys(lost))}."
        )
