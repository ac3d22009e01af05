"""What the XML of a Word file means to readers: its styles, signs of symbol fonts, and fields that were filled in."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from mammoth.docx.dingbats import dingbats

from privacy_notices.importing.document import BULLETS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Signs of ticks in each font; mammoth's table has them as signs that few fonts have.
_TICKS = {
    ("Wingdings", 0x6F): "☐", ("Wingdings", 0xA8): "☐", ("Wingdings", 0x78): "☒", ("Wingdings", 0xFD): "☒",
    ("Wingdings", 0xFE): "☑", ("Wingdings 2", 0xA3): "☐", ("Wingdings 2", 0x52): "☑", ("Wingdings 2", 0x53): "☒",
}  # fmt: skip
_BULLET = BULLETS[0]


class Styles:
    """The styles of a Word file, each with those that it is based on."""

    def __init__(self, root: ET.Element | None) -> None:
        found = [] if root is None else root.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}

    def chain(self, name: str) -> Iterator[ET.Element]:
        """Yield a style, then the ones that it is based on."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")

    def first(self, name: str, path: str) -> ET.Element | None:
        """Return an element that a style, or one that it is based on, has at a path."""
        found = (style.find(path) for style in self.chain(name))
        return next((element for element in found if element is not None), None)

    def is_bulleted(self, name: str) -> bool:
        """Say whether it is one of Word's own styles for lists with bullets."""
        return any(value(style, "name").lower().startswith("list bullet") for style in self.chain(name))


def value(element: ET.Element | None, name: str) -> str:
    """Return the value of a child, or ""."""
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def is_on(element: ET.Element | None) -> bool:
    """Say whether an element switches something on, as it does without a value."""
    return element is not None and element.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")


def symbol_font(run: ET.Element) -> str:
    """Return the font of a run if its letters stand for signs, or ""."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "")
    return font if font == "Symbol" or font.startswith(("Wingdings", "Webdings")) else ""


def signs(font: str, text: str) -> str:
    """Return the signs that the letters of a symbol font show, bullets as the one that begins an item."""
    return "".join(_sign(font, ord(letter)) if not letter.isspace() else letter for letter in text)


def _sign(font: str, code: int) -> str:
    if 0x100 <= code < 0xF000 or code > 0xF0FF:
        return chr(code)
    known = dingbats.get((font, code & 0xFF))
    found = _TICKS.get((font, code & 0xFF)) or (chr(known) if known else _BULLET)
    return f"{_BULLET} " if found in BULLETS or ord(found) > 0xFFFF else found


def sign_of(element: ET.Element) -> str:
    """Return the sign that a `w:sym` shows."""
    code = element.get(f"{W}char", "")
    return signs(element.get(f"{W}font", ""), chr(int(code, 16))) if code else ""


def filled_in(field: ET.Element) -> str:
    """Return what a field of an old form (`w:ffData`) shows beside its text: a tick, or what was chosen."""
    if (box := field.find(f"{W}checkBox")) is not None:
        checked = box.find(f"{W}checked")
        return "☒" if is_on(checked if checked is not None else box.find(f"{W}default")) else "☐"
    if (choices := field.find(f"{W}ddList")) is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iter(f"{W}listEntry")]
        chosen = value(choices, "result") or value(choices, "default") or "0"
        return entries[int(chosen)] if chosen.isdigit() and int(chosen) < len(entries) else ""
    return ""


def text_below(element: ET.Element) -> str:
    """Return the words below an element, those of paragraphs apart."""
    name = element.tag.rpartition("}")[2]
    if name in ("t", "delText", "v"):
        return element.text or ""
    inner = "".join(text_below(child) for child in element)
    return f" {inner} " if name in ("p", "pt", "tab", "br", "cr") else inner
