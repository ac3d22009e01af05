"""Says why a picture cannot be the school's logo: an SVG can hold programs, and can fetch things from other sites.

An SVG is read with expat, element by element; before anything is made of it, one with a document type is refused,
since that alone can define entities (https://docs.python.org/3/library/xml.html#xml-security). What is refused of the
rest follows what SVG 2 can run or fetch (https://www.w3.org/TR/SVG2/linking.html,
https://www.w3.org/TR/SVG2/interact.html). The page shows it as a picture, in which browsers run nothing and fetch
nothing (https://www.w3.org/TR/SVG2/conform.html#secure-static-mode), but its file has an address of its own.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from privacy_notices.text import one_line

#: A page with its styles and scripts has about 30 KB; a logo should not be most of what a phone has to load.
MOST_BYTES = 50_000
_PNG = b"\x89PNG\r\n\x1a\n"
_ENDS_PNG = b"IEND\xaeB`\x82"
_RUNS = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "audio", "video"})
#: Attributes that lead elsewhere, whatever they stand on.
_LEADS = frozenset({"href", "src", "data", "base", "from", "to", "by", "values"})
_EMBEDDED = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
_ADVICE = "Save it as plain SVG, or as PNG."


class _RefusedError(Exception):
    """What is refused of an SVG."""


def picture_fault(name: str, content: bytes) -> tuple[int, str] | None:
    """Return the line of what cannot be shown as the logo, and what to do; None where nothing is wrong.

    Args:
        name: of the file.
        content: all of it.
    """
    if len(content) > MOST_BYTES:
        size = f"has {len(content) / 1000:.0f} KB, and phones load it with each first page"
        return 1, f"The logo {size}. Save it smaller: up to {MOST_BYTES // 1000} KB."
    match Path(name).suffix.lower():
        case ".png":
            is_whole = content.startswith(_PNG) and _ENDS_PNG in content
            return None if is_whole else (1, "This is not a whole PNG picture. Save the logo as PNG.")
        case ".svg":
            return _svg_fault(content)
        case _:
            return 1, "The logo has to be an SVG or a PNG. Save it as one, with a name like logo.svg or logo.png."


def _svg_fault(content: bytes) -> tuple[int, str] | None:
    parser = expat.ParserCreate()
    seen: list[str] = []
    css: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        seen.append(tag)
        if seen == [tag] and tag != "svg":
            raise _RefusedError(f'This is not an SVG picture: it begins with "<{name}>". {_ADVICE}')
        if tag in _RUNS:
            raise _RefusedError(f'"<{name}>" can run a program or show another page. {_ADVICE}')
        for key, value in attributes.items():
            _refuse_attribute(tag, key, value)
        css.append("")

    def end(name: str) -> None:
        if css:
            _refuse_css(css.pop())

    def text(words: str) -> None:
        if css:
            css[-1] += words if seen[-1] == "style" else ""

    def refuse(what: str) -> None:
        raise _RefusedError(f"{what} {_ADVICE}")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    parser.StartDoctypeDeclHandler = lambda *_: refuse('"<!DOCTYPE" can fetch and multiply things.')
    parser.ProcessingInstructionHandler = lambda name, _: refuse(f'"<?{name}" can fetch a style sheet.')
    try:
        parser.Parse(content, True)
    except _RefusedError as error:
        return parser.CurrentLineNumber, str(error)
    except expat.ExpatError as error:
        return error.lineno, f"This SVG cannot be read ({expat.errors.messages[error.code]}). {_ADVICE}"
    return None


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _refuse_attribute(tag: str, key: str, value: str) -> None:
    """Raise _RefusedError where an attribute runs or fetches something."""
    name, written = _local(key), "".join(value.split())
    if name.startswith("on"):
        raise _RefusedError(f'"{key}=" runs a program. {_ADVICE}')
    if name in _LEADS and key != "xmlns" and not _is_inside(name, written):
        raise _RefusedError(f'"{key}={one_line(written, 60)}" leads outside the picture. {_ADVICE}')
    _refuse_css(value)
    if name == "attributename" and _local(value) in _LEADS | {"style"}:
        raise _RefusedError(f'"<{tag}>" changes where something leads. {_ADVICE}')


def _is_inside(name: str, written: str) -> bool:
    """Say whether an attribute leads nowhere, to a part of the picture, or to a picture that the file itself holds."""
    if name in ("href", "src", "data", "base"):
        return not written or written.startswith("#") or written.lower().startswith(_EMBEDDED)
    return ":" not in written


def _refuse_css(text: str) -> None:
    """Raise _RefusedError where a style fetches something; a backslash could spell the same in another way."""
    written = "".join(text.split()).lower()
    if "@import" in written or "image-set(" in written or ("\\" in written and "(" in written):
        raise _RefusedError(f"A style in it fetches something. {_ADVICE}")
    for part in written.split("url(")[1:]:
        inside = part.strip("\"'")
        if not inside.startswith(("#", *_EMBEDDED)):
            raise _RefusedError(f'"url({one_line(part, 60)}" leads outside the picture. {_ADVICE}')
