"""Prepares the XML of a Word file for mammoth: what readers see becomes plain paragraphs, the rest is left out.

mammoth passes over fields, content controls and text boxes of today's kind, publishes hidden text, and shows
struck-out text as if it were in force.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from privacy_notices.importing.document import Document
from privacy_notices.importing.html import READING_AID
from privacy_notices.importing.word_parts import (
    Styles,
    W,
    filled_in,
    is_on,
    sign_of,
    signs,
    symbol_font,
    text_below,
    value,
)

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Elements that only enclose words.
_AROUND = {f"{W}{name}" for name in ("smartTag", "customXml", "ins", "moveTo", "fldSimple", "bdo", "dir", "ruby",
                                     "rubyBase")}  # fmt: skip
#: Elements that are not text in force, and how the report calls them.
ABSENT = {
    f"{W}del": "text that was deleted with tracked changes",
    f"{W}moveFrom": "text that was deleted with tracked changes",
    f"{W}rt": READING_AID,
    f"{_MATHS}oMath": "a formula",
    f"{_MATHS}oMathPara": "a formula",
}
_UNSEEN = {"vanish": "hidden text", "strike": "struck-out text", "dstrike": "struck-out text"}


def prepare(part: ET.Element, styles: Styles, document: Document) -> None:
    """Change a part of a Word file, and note in the document what is left out of it."""
    _open_up(part, document)
    for paragraph in list(part.iter(f"{W}p")):
        _leave_out_unseen(paragraph, styles, document)
    for run in part.iter(f"{W}r"):
        _write_signs(run)
    for row in part.iter(f"{W}tr"):
        _write_empty_cells(row)
    _lift_boxes(part, document)


def _open_up(parent: ET.Element, document: Document) -> None:
    """Put what is in an enclosing element in its place, and leave out what was deleted or is no text."""
    children: list[ET.Element] = []
    for child in parent:
        if child.tag in ABSENT and len(child):
            document.leave_out(text_below(child), ABSENT[child.tag])
            continue
        inner = _inner(child, document)
        opened = child
        if inner is not None:
            opened = ET.Element("opened")
            opened[:] = inner
        _open_up(opened, document)
        children += [child] if inner is None else list(opened)
    parent[:] = children


def _inner(element: ET.Element, document: Document) -> list[ET.Element] | None:
    """Return what stands for an enclosing element, or nothing if it is none."""
    if element.tag == _COMPATIBLE:
        return [each for choice in list(element)[:1] for each in choice]  # The same for older programs follows.
    if element.tag == f"{W}sdt":
        if is_unfilled(element):
            document.leave_out(text_below(element), "a field that nobody filled in")
            return []
        return [each for content in element.findall(f"{W}sdtContent") for each in content]
    return list(element) if element.tag in _AROUND else None


def is_unfilled(control: ET.Element) -> bool:
    """Say whether a content control shows the hint of what to fill in."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _leave_out_unseen(paragraph: ET.Element, styles: Styles, document: Document) -> None:
    """Leave out the runs of a paragraph that are hidden or struck out."""
    of_style = value(paragraph.find(f"{W}pPr"), "pStyle")
    runs = [(parent, run) for parent in paragraph.iter() for run in parent if run.tag == f"{W}r"]
    for where, group in groupby(runs, key=lambda pair: why_unseen(pair[1], of_style, styles)):
        if where:
            unseen = list(group)
            document.leave_out("".join(text_below(run) for _, run in unseen), where)
            for parent, run in unseen:
                parent.remove(run)


def why_unseen(run: ET.Element, paragraph_style: str, styles: Styles) -> str:
    """Say why a run is not seen as text in force, or "" if it is."""
    look = run.find(f"{W}rPr")
    for name, where in _UNSEEN.items():
        own = None if look is None else look.find(f"{W}{name}")
        found = [own, *(styles.first(style, f"{W}rPr/{W}{name}") for style in (value(look, "rStyle"), paragraph_style))]
        if is_on(next((each for each in found if each is not None), None)):
            return where
    return ""


def _write_signs(run: ET.Element) -> None:
    """Write the signs of symbol fonts, ticks and chosen values of forms as text."""
    font = symbol_font(run)
    for child in list(run):
        if child.tag == f"{W}t" and font:
            child.text = signs(font, child.text or "")
        elif child.tag == f"{W}sym":
            _replace(run, child, sign_of(child))
        elif child.tag in (f"{W}cr", f"{W}ptab"):
            child.tag = f"{W}br" if child.tag == f"{W}cr" else f"{W}tab"
        elif (data := child.find(f"{W}ffData")) is not None and (text := filled_in(data)):
            child.remove(data)  # mammoth would make an empty box of it
            run.insert(list(run).index(child), _text(text))


def _replace(parent: ET.Element, child: ET.Element, text: str) -> None:
    parent[list(parent).index(child)] = _text(text)


def _text(text: str) -> ET.Element:
    element = ET.Element(f"{W}t", {_SPACE: "preserve"})
    element.text = text
    return element


def _write_empty_cells(row: ET.Element) -> None:
    """Write the columns that a row leaves out at its start as an empty cell each."""
    before = value(row.find(f"{W}trPr"), "gridBefore")
    for _ in range(int(before) if before.isdigit() else 0):
        first = next((place for place, cell in enumerate(row) if cell.tag == f"{W}tc"), len(row))
        cell = ET.Element(f"{W}tc")
        ET.SubElement(cell, f"{W}p")
        row.insert(first, cell)


def _lift_boxes(part: ET.Element, document: Document) -> None:
    """Put the paragraphs of text boxes after the paragraph that each is tied to."""
    count = _lift(part)
    if count:
        document.remarks.append(
            f"The words of text boxes ({count}) stand after the paragraph that each is tied to. Look at their places."
        )


def _lift(container: ET.Element) -> int:
    count = 0
    children: list[ET.Element] = []
    for child in container:
        count += _lift(child)
        children.append(child)
        if child.tag == f"{W}p":
            for box in list(child.iter(f"{W}txbxContent")):
                children += list(box)
                box[:] = []
                count += 1
    container[:] = children
    return count
