"""What the site offers to programs besides the log of versions: feed.xml and sitemap.xml.

The sitemap is ours because sphinx-sitemap starts a process of its own, which kept the lock of a killed build for ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree as ET

from privacy_notices.history.versions import Version
from privacy_notices.notices.redactions import Removals
from privacy_notices.years import AcademicYear, day_in_words

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def atom_feed(versions: Sequence[Version], removals: Removals, school: str, site_url: str) -> bytes:
    """Return an Atom feed (RFC 4287) with an entry for each version, newest first.

    The ids are made from the text of the version, so neither a move of the site nor a new e-mail address
    changes them; an entry is made from its version alone, so it never changes afterwards. Only where words were
    removed from a version it has another id, which says that they were: what was removed could be guessed against the
    old one.
    """
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = text or None
        return element

    dates = [_changed(version, removals) for version in versions]
    first = min(versions, key=_when, default=None)
    add(feed, "id", _urn(f"privacy-notices {first.sha256 if first else 'none'}"))
    add(feed, "title", f"{school}: privacy notices")
    add(feed, "updated", max(dates, default="1970-01-01T00:00:00+00:00"))
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{site_url}feed.xml")
    add(feed, "link", rel="alternate", type="text/html", href=f"{site_url}history/")
    add(add(feed, "author"), "name", school)
    for version in sorted(versions, key=_when, reverse=True):
        entry = add(feed, "entry")
        add(entry, "id", _urn(f"{version.name} {version.sha256}"))
        add(entry, "title", f"Privacy notice {version.year.in_words}, version {version.revision}")
        add(entry, "updated", _changed(version, removals))
        add(entry, "link", rel="alternate", type="text/html", href=f"{site_url}versions/{version.name}/")
        what = version.front_matter.changes or f"The notice for {version.year.in_words}."
        when = f"It applies from {day_in_words(version.first_day)}."
        add(entry, "summary", " ".join([what, when, *removals.sentences(version.name)]))
    return _written(feed)


def sitemap(addresses: Iterable[str]) -> bytes:
    """Return a sitemap (sitemaps.org, schema 0.9) of the addresses, which are whole."""
    ET.register_namespace("", _SITEMAP)
    urlset = ET.Element(f"{{{_SITEMAP}}}urlset")
    for address in sorted(addresses):
        ET.SubElement(ET.SubElement(urlset, f"{{{_SITEMAP}}}url"), f"{{{_SITEMAP}}}loc").text = address
    return _written(urlset)


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _changed(version: Version, removals: Removals) -> str:
    """Return when an entry last changed: it was published, or words were removed on a day, from its beginning."""
    day = removals.changed(version.name) or date.min
    return max(version.published_at, datetime.combine(day, time(), UTC)).isoformat()


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}"


def _when(version: Version) -> tuple[str, AcademicYear, int]:
    return (version.published_at.isoformat(), *version.key)
