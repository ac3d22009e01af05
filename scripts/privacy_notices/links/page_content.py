"""Reads from an HTML page what shows whether it is the page that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SHOWS_SOMETHING = "img, picture, svg, video, audio, canvas, iframe, frame, object, embed, form, input, script[src]"
_CAPTCHAS = ".g-recaptcha, .h-captcha, .cf-turnstile, iframe[src*=captcha], iframe[src*=_Incapsula_]"


@dataclass(frozen=True)
class Page:
    """What is looked at of a page.

    `headings` are its h1 headings, and the first h2 where no h1 stands or only one of a server's error; `anchors`
    every id and name that an address can end in; `made_by_scripts` the names that scripts, where there are any, are
    likely to make such places of; `slugs` the headings in the form of a name; `scripts` the text of its inline scripts;
    `loads` that and the address of everything that it loads; `refresh` the seconds after which it sends readers on by
    itself, and where to; `shows_file` says that it is there to show a file; `is_bare` that it shows nothing.
    """

    title: str
    headings: tuple[str, ...]
    text: str
    anchors: frozenset[str]
    made_by_scripts: frozenset[str]
    slugs: frozenset[str]
    scripts: str
    loads: str
    has_scripts: bool
    refresh: tuple[float, str] | None
    is_marked_withdrawn: bool
    asks_password: bool
    asks_captcha: bool
    shows_file: bool
    is_bare: bool

    @property
    def count(self) -> int:
        """How many words it shows."""
        return len(self.text.split())

    def has_anchor(self, fragment: str) -> bool:
        """Say whether the page has the place, or a script of it seems to make it."""
        name = unquote(fragment)
        return bool({fragment, name} & self.anchors) or (self.has_scripts and self._is_made_by_script(name))

    def _is_made_by_script(self, name: str) -> bool:
        slug = _slug(name)
        return (
            name in self.made_by_scripts
            or slug in self.slugs
            # Scripts put something of their own before it: "toc-how-we-share-data".
            or any("-" in made and slug.endswith(f"-{made}") for made in self.slugs)
            or any(mark + name + mark in self.scripts for mark in _QUOTES)
        )


_QUOTES = ('"', "'", "`", '\\"')


def read_page(html: str) -> Page:
    """Return what is looked at of a page; broken HTML is read as browsers do."""
    tree = _tree(html)
    scripts = "\n".join(node.text() for node in tree.css("script:not([src])"))
    anchors = {node.attributes.get("id") for node in tree.css("[id]")}
    anchors |= {node.attributes.get("name") for node in tree.css("a[name]")}
    shows = tree.css_first(_SHOWS_SOMETHING) is not None or bool(scripts.strip())
    title = plain_text(tree.css_first("title"))
    headings = tuple(plain_text(node) for node in tree.css("h1"))
    if not headings or headings[0].startswith("Server Error in"):
        headings += tuple(plain_text(node) for node in tree.css("h2")[:1])
    withdrawn = tree.css_first('meta[name="govuk:withdrawn"]')
    page = {
        "made_by_scripts": frozenset(_names_for_scripts(tree)),
        # Scripts that make a list of contents give headings such ids.
        "slugs": frozenset(filter(None, (_slug(plain_text(node)) for node in tree.css("h1, h2, h3, h4")))),
        "has_scripts": tree.css_first("script") is not None,
        "loads": "\n".join([scripts, *(node.attributes.get("src") or "" for node in tree.css("[src]"))]),
        "shows_file": tree.css_first("embed, object, iframe") is not None,
        "title": title,
        "headings": headings,
        "is_marked_withdrawn": withdrawn is not None or title.lower().startswith("[withdrawn]"),
        "asks_password": tree.css_first("input[type=password]") is not None,
        "asks_captcha": tree.css_first(_CAPTCHAS) is not None,
        "refresh": _refresh(tree),
    }
    for node in tree.css("script, style, template, noscript"):
        node.decompose()
    text = plain_text(tree.body)
    return Page(
        text=text,
        anchors=frozenset(filter(None, anchors)),
        scripts=scripts,
        is_bare=not text and not shows,
        **page,  # type: ignore[arg-type]
    )


def _names_for_scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the places that a page's own links, buttons and sections name, though nothing has their ids."""
    for node in tree.css("[href^='#'], [data-target], [data-bs-target], [aria-controls], [data-anchor], [data-id]"):
        for name in ("href", "data-target", "data-bs-target", "aria-controls", "data-anchor", "data-id"):
            yield (node.attributes.get(name) or "").removeprefix("#")


def _slug(heading: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())


def html_as_text(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return plain_text(_tree(html).body)


def _tree(html: str) -> LexborHTMLParser:
    # Half a character (JSON can name one) cannot be encoded.
    return LexborHTMLParser(html.encode("utf-8", "replace"))


def plain_text(node: LexborNode | None) -> str:
    """Return a node's words on one line."""
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def _refresh(tree: LexborHTMLParser) -> tuple[float, str] | None:
    for node in tree.css("meta[http-equiv][content]"):
        if (node.attributes.get("http-equiv") or "").lower() != "refresh":
            continue
        if found := refresh_of(node.attributes.get("content") or ""):
            return found
    return None


#: Seconds, then what separates them from the address, which may follow `url=` and stand in quotes.
_REFRESH = re.compile(
    r"""\s* (?=[\d.]) (\d*) [\d.]*+ \s*+ [;,\s]?+ \s*+ (?:url\s*=\s*)?+ (?: '([^']*) | "([^"]*) | ([^'"].*) )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def refresh_of(written: str) -> tuple[float, str] | None:
    """Return the seconds after which a page sends readers on, and where to, or None where it only reloads.

    By the HTML standard ("shared declarative refresh steps"), for `<meta http-equiv=refresh>` and the header alike.
    """
    found = _REFRESH.match(written)
    if found is None:
        return None
    address = next(filter(None, found.groups()[1:]), "").strip()
    seconds = int(found[1][:9] or 0)  # more is for ever
    return (float(seconds), address) if address else None
