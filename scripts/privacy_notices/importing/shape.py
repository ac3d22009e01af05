"""Gives a document the shape of a notice: one title, headings below it, lists, with every word kept and none added."""

from __future__ import annotations

import re
from itertools import pairwise

from privacy_notices.importing.document import LEADING, Block, Document, Run, without_start

_MAX_HEADING_WORDS = 14
_SENTENCE_END = (".", ":", ";", ",", "!")


def shape(document: Document) -> None:
    """Find the items, headings and the title of a document that does not name them itself."""
    document.blocks = [block for block in document.blocks if block.text]
    document.link_addresses()
    _find_items(document.blocks)
    document.blocks = _with_addresses(document.blocks)
    if not document.has_styles:
        _find_headings(document)
    _one_title(document)


def _find_items(blocks: list[Block]) -> None:
    """Make items of paragraphs that begin with a bullet, or with numbers or letters that go on in the next one."""
    previous: tuple[int, Block, str] | None = None
    for place, block in enumerate(blocks):
        text = "".join(run.text for run in block.runs)
        match = LEADING.match(text)
        if block.kind != "paragraph" or block.level or not match:
            continue
        marker = match[0].strip()
        if match[1]:
            _make_item(block, match.end(), "-")
        elif previous and place == previous[0] + 1 and _follows(previous[2], marker):
            for item, written in (previous[1:], (block, marker)):
                if item.kind == "paragraph":
                    number = re.fullmatch(r"\d+[.)]", written)
                    _make_item(item, len(written) + 1 if number else 0, written if number else "-")
        previous = (place, block, marker)


def _with_addresses(blocks: list[Block]) -> list[Block]:
    """Join an address that is alone below the words that lead to it to their block, on a line of its own."""
    joined: list[Block] = []
    for block in blocks:
        is_address = block.kind == "paragraph" and not any(
            run.text.strip() and run.url != run.text for run in block.runs
        )
        if joined and is_address and joined[-1].kind in ("paragraph", "item") and not joined[-1].text.endswith("."):
            joined[-1].runs += [Run("\n"), *block.runs]
        else:
            joined.append(block)
    return joined


def _make_item(block: Block, count: int, marker: str) -> None:
    runs = without_start(block.runs, count)
    runs[0] = Run(runs[0].text.lstrip(), runs[0].bold, runs[0].italic, runs[0].url)
    block.kind, block.level, block.marker, block.runs = "item", 1, marker, runs


def _follows(first: str, second: str) -> bool:
    """Say whether the one marker comes next after the other: "1." and "2.", "(a)" and "(b)", "i)" and "ii)"."""
    one, two = first.strip("().").lower(), second.strip("().").lower()
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    if one in roman and two in roman and roman.index(two) == roman.index(one) + 1:
        return True
    return len(one) == len(two) == 1 and ord(two) == ord(one) + 1


def _find_headings(document: Document) -> None:
    """Make headings of short lines that look like one: before other words, without the end of a sentence."""
    blocks, found = document.blocks, 0
    for block, below in pairwise(blocks[1:]):
        if _looks_like_heading(block):
            follows_words = not _looks_like_heading(below) and below.kind != "heading"
            if follows_words or block.text.isupper() or block.is_bold:
                block.kind, block.level = "heading", 2
                found += 1
    if found:
        document.remarks.append(f"The file marks no headings: {found} short lines were taken for headings.")


def _looks_like_heading(block: Block) -> bool:
    text = block.text
    return (
        block.kind == "paragraph"
        and block.level == 0
        and len(text.split()) <= _MAX_HEADING_WORDS
        and not text.endswith(_SENTENCE_END)
        and not any(run.url for run in block.runs)
        and "@" not in text
        and "|" not in text  # A row of a table.
        and any(c.isalpha() for c in text)
    )


def _one_title(document: Document) -> None:
    """Make the first heading the title, or the first words where no heading is near the top."""
    blocks = document.blocks
    headings = [block for block in blocks if block.kind == "heading"]
    if blocks[0].kind == "heading" or (
        headings and [b.level for b in headings].count(1) == 1 and headings[0].level == 1
    ):
        title = headings[0]
    else:
        title = blocks[0]
        document.remarks.append("The first words of the file were taken for the title.")
        if title.rows:
            title.runs = [run for row in title.rows for cell in row for run in [*cell, Run(" ")]]
            title.rows = []
    others = [block for block in headings if block is not title]
    shift = max(0, 2 - min((block.level for block in others), default=2))
    for block in others:
        block.level = min(6, block.level + shift)
    title.kind, title.level = "heading", 1
