"""Reads from an HTML page what shows whether it is the page that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SHOWS_SOMETHING = "img, picture, svg, video, audio, canvas, iframe, frame, object, embed, form, input, script[src]"
_CAPTCHAS = ".g-recaptcha, .h-captcha, .cf-turnstile, iframe[src*=captcha], iframe[src*=_Incapsula_]"


_QUOTES = ('"', "'", "`", '\\"')


class Page:
    """What is looked at of a page; broken HTML is read as browsers do."""

    def __init__(self, html: str) -> None:
        tree = _tree(html)
        self.title = _plain_text(tree.css_first("title"))
        #: Its h1 headings, and the first h2 where there is no h1 or only one of a server's error.
        self.headings = [_plain_text(node) for node in tree.css("h1")]
        if not self.headings or self.headings[0].startswith("Server Error in"):
            self.headings += [_plain_text(node) for node in tree.css("h2")[:1]]
        #: Every id and name that an address can end in.
        self.anchors = {node.attributes.get("id") for node in tree.css("[id]")}
        self.anchors |= {node.attributes.get("name") for node in tree.css("a[name]")}
        self.has_scripts = tree.css_first("script") is not None
        #: The text of its inline scripts, and that with the address of everything that it loads.
        self.scripts = "\n".join(node.text() for node in tree.css("script:not([src])"))
        self.loads = "\n".join([self.scripts, *(node.attributes.get("src") or "" for node in tree.css("[src]"))])
        #: The names of which its scripts, where there are any, are likely to make such places: those that are named
        #: though nothing has them, and its headings, as in a list of contents.
        self.made_by_scripts = set(_names_for_scripts(tree))
        self.slugs = {_slug(_plain_text(node)) for node in tree.css("h1, h2, h3, h4")} - {""}
        #: The seconds after which it sends readers on by itself, and where to.
        self.refresh = _refresh(tree)
        withdrawn = tree.css_first('meta[name="govuk:withdrawn"]')
        self.is_marked_withdrawn = withdrawn is not None or self.title.lower().startswith("[withdrawn]")
        self.asks_password = tree.css_first("input[type=password]") is not None
        self.asks_captcha = tree.css_first(_CAPTCHAS) is not None
        self.shows_file = tree.css_first("embed, object, iframe") is not None
        shows = tree.css_first(_SHOWS_SOMETHING) is not None or bool(self.scripts.strip())
        for node in tree.css("script, style, template, noscript"):
            node.decompose()
        #: How many words it shows.
        self.count = len(_plain_text(tree.body).split())
        self.is_bare = not self.count and not shows

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


def _names_for_scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the places that a page's own links, buttons and sections name, though nothing has their ids."""
    for node in tree.css("[href^='#'], [data-target], [data-bs-target], [aria-controls], [data-anchor], [data-id]"):
        for name in ("href", "data-target", "data-bs-target", "aria-controls", "data-anchor", "data-id"):
            yield (node.attributes.get(name) or "").removeprefix("#")


def _slug(heading: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())


def html_as_text(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return _plain_text(_tree(html).body)


def _tree(html: str) -> LexborHTMLParser:
    # Half a character (JSON can name one) cannot be encoded.
    return LexborHTMLParser(html.encode("utf-8", "replace"))


def _plain_text(node: LexborNode | None) -> str:
    """Return a node's words on one line."""
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def _refresh(tree: LexborHTMLParser) -> tuple[float, str] | None:
    metas = [node.attributes for node in tree.css("meta[http-equiv][content]")]
    found = [refresh_of(meta["content"] or "") for meta in metas if (meta["http-equiv"] or "").lower() == "refresh"]
    return next(filter(None, found), None)


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
