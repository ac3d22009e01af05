"""The languages of translations, by their codes (BCP 47): their names, and the direction in which they are written.

Names and directions come from Unicode's CLDR, as Babel has it. Of a language that CLDR only names, the direction is
that of the script in which it is most likely written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

#: The language of notices, which counts.
OWN = "en"
#: Scripts that are written from right to left, by their codes in ISO 15924 (Unicode Standard Annex 9, class R and AL).
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})


@dataclass(frozen=True)
class Language:
    """A language: its code, such as `pl`, its name in English and in itself, and `ltr` or `rtl`."""

    code: str
    name: str
    own_name: str
    direction: str


@cache
def find_language(code: str) -> Language | None:
    """Return the language of a code, such as `pl`, `zh-Hant` or `pa-Arab`; None where the code is none."""
    if code != _canonical(code) or not code.isascii():
        return None
    name = _names().get(code.replace("-", "_"))
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Language(code, name, name, _direction(code)) if name else None
    name = name or locale.get_display_name(OWN) or code
    return Language(code, name, locale.get_display_name() or name, _direction(code))


def meant(written: str) -> Language | None:
    """Return the language that somebody meant who wrote its name, its country's code or other letters; or None."""
    wanted = written.strip().casefold()
    named = next((code for code, name in _names().items() if name.casefold() == wanted), "")
    spoken = str(get_global("likely_subtags").get(f"und_{wanted.upper()}", "")).partition("_")[0]
    for code in (_canonical(written.strip().replace("_", "-")), named, spoken):
        if code and (found := find_language(code)):
            return found
    return None


def _canonical(code: str) -> str:
    """Return the code in the letters of BCP 47: `zh-Hant-TW`."""
    language, *others = code.split("-")
    return "-".join([language.lower(), *(each.title() if len(each) == 4 else each.upper() for each in others)])


@cache
def _names() -> dict[str, str]:
    """Return the English names of languages by their codes."""
    return dict(Locale(OWN).languages)


def _direction(code: str) -> str:
    parts = code.split("-")
    likely = get_global("likely_subtags")
    known = next((likely[key] for key in ("_".join(parts), parts[0]) if key in likely), "")
    script = next((part for part in [*parts[1:], *known.split("_")[1:]] if len(part) == 4), "")
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
