"""Writes a shaped document as Markdown in which every character that Markdown would interpret is escaped.

It is ours because markdownify escapes for CommonMark and not for MyST (`%`, `+++`, `:::`, `{#…}`), breaks bold that
ends in the middle of a word, and flattens the letters of a list. A property test compares: every word, and nothing
else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from privacy_notices.importing.document import Block, Run
from privacy_notices.notices.notice import MARK_CLASS
from privacy_notices.years import AcademicYear

_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~]|&(?=#?\w+;)|#+$|!$")
_LINE_START = re.compile(r"[#+=:%-]|\d+(?=[.)])|\((?=.*\)=)")
_PLAIN_ADDRESS = re.compile(r"(?:https?://|mailto:)[A-Za-z0-9/.:?=&#@+,;_~-]+")


def units_of(blocks: list[Block]) -> list[list[Block]]:
    """Return the blocks in the groups that can carry a mark: a list with all its items is one, else a block is."""
    units: list[list[Block]] = []
    for block in blocks:
        in_list = block.level > 0 and block.kind != "heading"
        if in_list and units and (units[-1][0].kind == "item"):
            units[-1].append(block)
        else:
            units.append([block])
    return units


def markdown(year: AcademicYear, units: list[list[Block]], marks: Mapping[int, Iterable[str]]) -> str:
    """Return the draft; `marks` are the requirements that each unit, by its number, is suggested to answer."""
    parts = [f"---\nacademic_year: {year}\nrevision: 1\nstatus: draft\n---"]
    for number, unit in enumerate(units):
        first, *more = list(marks.get(number, ()))[:1] + [
            f".{MARK_CLASS}{id_}" for id_ in list(marks.get(number, ()))[1:]
        ] or [""]
        mark = f"{{{' '.join([f'#{first}', *more])}}}\n" if first else ""
        parts.append(mark + _unit(unit))
    return "\n\n".join(parts) + "\n"


def _unit(unit: list[Block]) -> str:
    first = unit[0]
    if first.kind == "heading":
        return f"{'#' * first.level} {_line(first.runs).replace(chr(10), ' ')}"
    if first.kind == "table":
        width = max(len(row) for row in first.rows)
        rows = [[_line(cell).replace("\n", " ") for cell in row] + [""] * (width - len(row)) for row in first.rows]
        rows.insert(1, ["---"] * width)
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    if first.kind != "item":
        return _lines(first.runs, "> " if first.kind == "quote" else "")
    written, indents = "", [0]
    for above, block, marker in zip([first, *unit], unit, _markers(unit), strict=False):
        del indents[block.level + (block.kind != "item") :]
        indents += [indents[-1] + 2] * (block.level - len(indents))
        if block.kind == "item":
            indents.append(indents[-1] + len(marker) + 1)
            begins = above.kind != "item" or above.level < block.level
            # Only a list that begins with 1 may follow words without an empty line.
            written += "\n" * (1 + (begins and marker[:-1] not in ("", "1")))
            written += f"{' ' * indents[-2]}{marker} " + _lines(block.runs, " " * indents[-1]).lstrip()
        else:
            indents += [indents[-1] + 2] * (block.level + 1 - len(indents))
            written += "\n\n" + _lines(block.runs, " " * indents[-1])
    return written.lstrip("\n")


def _markers(unit: list[Block]) -> Iterator[str]:
    """Yield the marker of each block: where a number does not go on, "5)" for "5." or the other way begins a list."""
    last: dict[int, str] = {}
    for block in unit:
        for deeper in [level for level in last if level > block.level]:
            del last[deeper]
        before, marker = last.get(block.level, ""), block.marker
        if before[:-1].isdigit() and marker[:-1].isdigit():
            goes_on = int(marker[:-1]) == int(before[:-1]) + 1
            marker = marker[:-1] + (before[-1] if goes_on else {")": ".", ".": ")"}[before[-1]])
        if block.kind == "item":
            last[block.level] = marker
        yield marker


def _lines(runs: list[Run], indent: str) -> str:
    """Return the words, each line that the reader saw on a line of its own."""
    return "\\\n".join(indent + line for line in _line(runs).split("\n"))


def _line(runs: list[Run]) -> str:
    """Return the words with their links and bold, lines stripped and safe where a line begins."""
    groups = [
        (look, list(same)) for look, same in groupby((r for r in runs if r.text), key=lambda r: (r.bold, r.italic))
    ]
    written = ""
    for number, ((bold, italic), group) in enumerate(groups):
        after = groups[number + 1][1][0].text[0] if number + 1 < len(groups) else ""
        inner = "".join(_link("".join(r.text for r in same), url) for url, same in groupby(group, key=lambda r: r.url))
        written += _emphasised(inner, written[-1:], after, "**" * bold + "*" * italic)
    lines = [re.sub(r" +", " ", line).strip() for line in written.split("\n")]
    return "\n".join(
        _LINE_START.sub(_escape_start, line, count=1) if _LINE_START.match(line) else line for line in lines if line
    )


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _emphasised(inner: str, before: str, after: str, sign: str) -> str:
    """Return the words between emphasis signs, or bare where Markdown would show readers the signs."""
    words = inner.strip()
    if not sign or not words:
        return inner
    start, end = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    opens = start or not before or before.isspace() or (words[0].isalnum() and before != "*")
    closes = end or not after or after.isspace() or after in ".,;:!?)" or words[-1].isalnum()
    return f"{start}{sign}{words}{sign}{end}" if opens and closes else inner


def _link(text: str, url: str) -> str:
    words = text.strip()
    if not url or not words:
        return _escaped(text)
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if url in (words, f"mailto:{words}") and _PLAIN_ADDRESS.fullmatch(url):
        return f"{start}<{words}>{end}"
    safe = re.sub(r"[\s<>\\]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)
    target = safe if _PLAIN_ADDRESS.fullmatch(safe) else f"<{safe}>"
    return f"{start}[{_escaped(' '.join(words.split()))}]({target}){end}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), text)
