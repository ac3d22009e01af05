"""Takes from a text what mail programs put around its words: signs of quotations, header lines, signatures.

What is taken out is listed in its own words. A text that was never an e-mail has none of these: a lone ">" is a sign of
its own, and a letter's "To:" and "Date:" have no "From:" beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from privacy_notices.importing.document import Document

Line = tuple[int, str]
_QUOTED = re.compile(r"(?:\s*>)+\s?")
_HEADER = re.compile(
    r"\*?(From|Sent|Sent by|On behalf of|To|Cc|CC|Bcc|BCC|Date|Subject|Reply-To|Attachments?|Importance)\s?:\*?(?:\s|$)"
)
_FORWARDED = re.compile(r"-{2,}\s*(?:original|forwarded) message\s*-{2,}|begin forwarded message:", re.IGNORECASE)
_WROTE = re.compile(r"On .*\d.* wrote:")
_PROGRAM = re.compile(r"Sent from (?:my \w+|Outlook|Mail|Yahoo)\b.{0,30}|Get Outlook for \w+\b.{0,40}")
#: A signature is short; "--" above more than this is a line that divides the text.
_MOST_OF_A_SIGNATURE = 12


def is_quoted(text: str) -> bool:
    """Say whether lines of a text have the sign of quotations in e-mails; a single one may mean "more than"."""
    return sum(bool(_QUOTED.match(line)) for line in text.splitlines()) > 1


def own_lines(text: str, document: Document) -> Iterator[str]:
    """Yield the lines of a text without what mail programs put around them; "" where a paragraph ends.

    Args:
        text: all of it.
        document: what is taken out is noted there.
    """
    lines = _by_depth(text)
    if quoted := sum(depth > 0 for depth, _ in lines):
        document.remarks.append(
            f'The sign of a quoted e-mail (">") was left out before {quoted} lines. Look which of them are the notice.'
        )
    place = depth = 0
    while place < len(lines):
        end, where = _around(lines, place)
        if where:
            document.leave_out(" ".join(words for _, words in lines[place:end]), where)
            yield ""
        else:
            if lines[place][0] != depth:
                yield ""
            yield lines[place][1]
        depth, place = lines[place][0], end


def _by_depth(text: str) -> list[Line]:
    """Return the lines, each with how often it was quoted."""
    if not is_quoted(text):
        return [(0, line) for line in text.splitlines()]
    found = [(_QUOTED.match(line), line) for line in text.splitlines()]
    return [(match[0].count(">"), line[match.end() :]) if match else (0, line) for match, line in found]


def _around(lines: list[Line], place: int) -> tuple[int, str]:
    """Return where what a mail program wrote ends that begins here, and what it is: the next line and "" if nothing."""
    for where, find in _PARTS.items():
        if (end := find(lines, place)) > place:
            return end, where
    return place + 1, ""


def _headers(lines: list[Line], place: int) -> int:
    """Return the end of header lines that begin here, a "From:" among them; they go on in lines that are indented."""
    names, end = set[str](), place
    for number in range(place, len(lines)):
        depth, line = lines[number]
        if depth != lines[place][0]:
            break
        if match := _HEADER.match(line.strip()):
            names.add(match[1])
        elif line.strip() and not (number == end and names and line.startswith((" ", "\t"))):
            break
        end = number + 1 if line.strip() else end
    return end if "From" in names and len(names) > 1 else place


def _above(lines: list[Line], place: int) -> int:
    """Return the end of the line that says who wrote what is quoted below; it may go on in a second one."""
    line = lines[place][1].strip()
    if _FORWARDED.fullmatch(line):
        return place + 1
    if not line.startswith("On "):
        return place
    for end in (place + 1, min(place + 2, len(lines))):
        words = " ".join(words.strip() for _, words in lines[place:end])
        below = next((depth for depth, words in lines[end:] if words.strip()), 0)
        if _WROTE.fullmatch(words) and ("@" in words or below > lines[place][0]):
            return end
    return place


def _signature(lines: list[Line], place: int) -> int:
    """Return the end of a signature: "-- " begins it, and it ends with the quotation or the e-mail that it is of."""
    depth, line = lines[place]
    if line.rstrip() != "--":
        return place
    end = place + 1
    while end < len(lines) and lines[end][0] == depth and not (_headers(lines, end) > end or _above(lines, end) > end):
        end += 1
    written = [words for _, words in lines[place + 1 : end] if words.strip()]
    others = [words for _, words in lines if words.strip()]
    return end if len(written) <= min(_MOST_OF_A_SIGNATURE, len(others) / 2) else place


def _program_line(lines: list[Line], place: int) -> int:
    return place + bool(_PROGRAM.fullmatch(lines[place][1].strip()))


_PARTS: dict[str, Callable[[list[Line], int], int]] = {
    "the header lines of an e-mail": _headers,
    "the line above a quoted e-mail": _above,
    "the signature of an e-mail": _signature,
    "a line of a mail program": _program_line,
}
