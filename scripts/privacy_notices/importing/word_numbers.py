"""Writes the numbers and letters that Word only counts into the paragraphs, so that they are words of the draft.

The letters of a list, "(a)", are in no text of the file, so mammoth would lose them. Paragraphs whose list is not
described in the file get a bullet, as Word shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from privacy_notices.importing.html import lettered
from privacy_notices.importing.word_parts import Styles, W, is_on, value

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORMATS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int
    style: str
    is_legal: bool

    def written(self, number: int, is_legal: bool) -> str:
        """Return a number of this level as Word shows it."""
        letters = "" if is_legal else _FORMATS.get(self.format, "")
        if letters:
            return lettered(number, letters)
        return f"{number:02}" if self.format == "decimalZero" else str(number)


class Numbering:
    """The lists of a Word file, and how far each has been counted."""

    def __init__(self, root: ET.Element | None, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: ET.Element) -> None:
        linked = {value(each, "styleLink"): each for each in root.iter(f"{W}abstractNum") if value(each, "styleLink")}
        for abstract in root.iter(f"{W}abstractNum"):
            described = linked.get(value(abstract, "numStyleLink"), abstract)
            self._levels[abstract.get(f"{W}abstractNumId", "")] = dict(_levels(described))
        for number in root.iter(f"{W}num"):
            id_ = number.get(f"{W}numId", "")
            self._abstract[id_] = value(number, "abstractNumId")
            self._restarts[id_] = {
                int(each.get(f"{W}ilvl", "0")): int(value(each, "startOverride"))
                for each in number.iter(f"{W}lvlOverride")
                if value(each, "startOverride")
            }

    def write(self, body: ET.Element) -> None:
        """Write what Word counts before the words of each paragraph of a list."""
        for paragraph in body.iter(f"{W}p"):
            look = paragraph.find(f"{W}pPr")
            if look is not None and (text := self._number(look)):
                run = ET.Element(f"{W}r")
                ET.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = f"{text} "
                paragraph.insert(list(paragraph).index(look) + 1, run)

    def _number(self, look: ET.Element) -> str:
        style = value(look, "pStyle")
        own, of_style = look.find(f"{W}numPr"), self._styles.first(style, f"{W}pPr/{W}numPr")
        id_ = value(own, "numId") or value(of_style, "numId")
        if id_ == "0" or not (id_ or self._styles.is_bulleted(style)):
            return ""
        levels = self._levels.get(self._abstract.get(id_, ""))
        if not levels:
            return "•"
        linked = next((depth for depth, level in levels.items() if level.style and level.style == style), 0)
        depth = int(value(own, "ilvl") or value(of_style, "ilvl") or linked)
        return self._counted(id_, depth, levels) if depth in levels else ""

    def _counted(self, id_: str, depth: int, levels: dict[int, _Level]) -> str:
        level = levels[depth]
        counts = self._counts.setdefault(self._abstract[id_], {})
        for restarted, start in self._restarts.pop(id_, {}).items():
            counts[restarted] = start - 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        for higher in range(depth):
            counts.setdefault(higher, levels[higher].start if higher in levels else 1)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        if level.format in ("bullet", "none", ""):
            return ""

        def written(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            return levels[at].written(counts.get(at, 1), level.is_legal) if at in levels else ""

        return _PLACE.sub(written, level.text)


def _levels(abstract: ET.Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.iter(f"{W}lvl"):
        yield (
            int(level.get(f"{W}ilvl", "0")),
            _Level(
                value(level, "numFmt"),
                value(level, "lvlText"),
                int(value(level, "start") or 1),
                value(level, "pStyle"),
                is_on(level.find(f"{W}isLgl")),
            ),
        )
