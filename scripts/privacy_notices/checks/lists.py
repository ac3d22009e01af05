"""Checks that each colon is followed by what it promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from privacy_notices.checks.issued import of_words
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Block, BlockKind, Notice

#: A colon at the end, also in the old form ":-", and lines below it with a bullet or number that has no words.
_PROMISE = re.compile(r"[:：][-–—]?\s*(?:\n\s*(?:[*+•·–-]|\d+[.)])\s*)*$")
_HYPHENS = re.compile(r"\s*--?\s*$")
_WRITE = "Write the list, or end the sentence with a full stop."
_DELETE = "Write the list after an empty line, or delete it."


def empty_lists(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each colon that promises a list and is followed by none.

    A heading below the colon is a list, where it is of a lower rank than the section and has words below it;
    below the title, whose sections may have nothing to do with the colon, that is in doubt. Cells
    are labels, so a colon in one promises nothing; and a heading with a colon is followed by any words.
    """
    empty_items = {finding.line for finding in notice.findings if finding.rule == Rule.EMPTY_LIST}
    blocks = [block for block in notice.blocks if re.search(r"\w", block.text)]
    section = 1
    for number, block in enumerate(blocks):
        section = block.level if block.is_heading else section
        promise = _PROMISE.search(block.text)
        if not promise or block.kind in (BlockKind.CELL, BlockKind.CODE):
            continue
        line, rest = block.line_at(promise.start()), blocks[number + 1 :]
        last = rest[0].line if rest else max([line, *empty_items]) + 1
        if any(line < empty < last for empty in empty_items):
            continue  # The empty item has its own finding.
        if _is_made_by_hyphens(notice, block):
            yield _finding(notice, line, block, "The hyphen below this line makes a heading of it.", _DELETE)
        elif not _is_kept(block, section, rest):
            yield _finding(notice, line, block, "Nothing follows the colon.", _WRITE)
        elif rest[0].is_heading and section == 1:
            fault = "Only the next heading follows the colon."
            yield _finding(notice, line, block, fault, _WRITE, Severity.WARNING)
        elif block.kind is rest[0].kind is BlockKind.PARAGRAPH and _PROMISE.search(rest[0].text):
            fault = "No list follows the colon, but another sentence with a colon."
            yield _finding(notice, line, block, fault, _WRITE, Severity.WARNING)


def _is_kept(block: Block, section: int, rest: Sequence[Block]) -> bool:
    """Say whether anything follows that can be what the colon promises."""
    if not rest:
        return False
    following = rest[0]
    if following.is_heading:
        words_below = next((each for each in rest if not each.is_heading or each.level <= section), None)
        return following.level > section and words_below is not None and not words_below.is_heading
    return not (block.is_item and following.is_item and following.level <= block.level)


def _is_made_by_hyphens(notice: Notice, block: Block) -> bool:
    """Say whether a heading is one only because of a bullet without words below it, as Markdown reads it."""
    lines = notice.source.split("\n")
    below = block.line + block.text.count("\n")
    return block.is_heading and below < len(lines) and bool(_HYPHENS.match(lines[below]))


def _finding(
    notice: Notice, line: int, block: Block, fault: str, advice: str, severity: Severity = Severity.ERROR
) -> Finding:
    words = block.plain.rpartition(". ")[2]
    return of_words(notice, line, Rule.EMPTY_LIST, severity, words, fault, advice)
