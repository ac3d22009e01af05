"""Compares a published site with the history of a clone, as an auditor would: a row for each version."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from pdfminer.high_level import extract_text
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from selectolax.lexbor import LexborHTMLParser

from privacy_notices.errors import HistoryError, LogError
from privacy_notices.history import log, repository
from privacy_notices.history.live_site import read_file
from privacy_notices.history.main_branch import read_history
from privacy_notices.history.status import shown_on
from privacy_notices.history.versions import Version
from privacy_notices.notices.markdown import ALLOWED_DIRECTIVES
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.redactions import Removals
from privacy_notices.notices.showing import source_text
from privacy_notices.text import plural

#: What is looked at of each version, in the order of the table.
COLUMNS = ("page", "PDF copy", "list", "chain", "tag", "git")
AGREES, DIFFERS, NONE = "agrees", "DIFFERS", "none"
#: What the list of versions says of one, but for addresses, which are the site's own.
_LISTED = (
    "academic_year", "revision", "in_force_from", "in_force_until", "published_at", "commit", "sha256", "summary",
    "redacted", "retracted",
)  # fmt: skip
#: Boxes whose title is not in the notice, such as "Note".
_TITLED = ", ".join(f".admonition.{name} > .admonition-title" for name in ALLOWED_DIRECTIVES if name != "admonition")


#: The link of a passage to its own permanent address (site.passage_links).
_TO_PASSAGE = 'a.to-passage[href^="../../versions/"]:empty'


@dataclass
class Row:
    """The row of a version: the result in each column, and a sentence on each difference."""

    version: str
    cells: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def put(self, column: str, reasons: Sequence[str], otherwise: str = AGREES) -> None:
        """Fill a cell: it differs where there are reasons."""
        self.cells[column] = DIFFERS if reasons else otherwise
        self.reasons += [f"{self.version}, {column}: {reason}" for reason in reasons]


def verify(root: Path, site: str, today: date, removals: Removals) -> list[Row]:
    """Return a row for each version that the history or the site has, oldest first.

    Args:
        root: the clone.
        site: the folder or the address of the site.
        today: the day for which it was built: the page of a year shows the words in force on it.
        removals: what the clone says was removed.

    Raises:
        HistoryError: the clone has no history, or one that cannot be used.
        GitError: git failed.
        LogError: the site has no list of versions.
        UnreachableError, NotShownError: the site cannot be read.
    """
    history = read_history(root)
    if history is None:
        raise HistoryError(f"{root} is not a git repository: there is nothing to hold a site against.")
    text = read_file(site, "versions.json")
    if text is None:
        raise LogError(f'{site} has no versions.json. Build the site first ("make site"), or name another: SITE=…')
    listed = {entry["version"]: entry for entry in log.read_log(text, f"{site}: versions.json")}
    return list(_Verifier(root, site, history.versions, listed, today, removals).rows())


@dataclass
class _Verifier:
    root: Path
    site: str
    versions: Sequence[Version]
    listed: Mapping[str, log.Entry]
    today: date
    removals: Removals

    def rows(self) -> Iterator[Row]:
        made = log.entries(self.versions, "/", has_pdf=False, removals=self.removals)
        expected = {entry["version"]: entry for entry in made}
        tags = repository.peel(self.root, list(expected))
        in_order = sorted(self.versions, key=lambda version: (version.step, version.key))
        before = dict(zip((v.name for v in in_order), (None, *(v.name for v in in_order)), strict=False))
        years = [list(versions) for _, versions in groupby(self.versions, key=lambda version: version.year)]
        shown = {shown_on(versions, self.today).name for versions in years}
        for version in self.versions:
            row = Row(version.name)
            pages = [
                f"versions/{version.name}",
                *([f"notices/{version.year}"] if version.name in shown else []),
            ]
            row.put("page", [reason for page in pages for reason in self.page(version, page)])
            self.pdf_copy(row, version)
            row.put("list", list(self.list_entry(expected[version.name])))
            row.put("chain", list(self.link(version.name, before[version.name])))
            row.put("tag", list(_tag(version, tags[version.name])))
            row.put("git", repository.faults_of_file(self.root, version.commit, version.path))
            yield row
        for name in sorted(self.listed.keys() - expected.keys()):
            row = Row(name)
            row.put("git", ["the site has it, and the history of this clone has no such version"])
            yield row

    def page(self, version: Version, name: str) -> Iterator[str]:
        html = read_file(self.site, f"{name}/index.html")
        if html is None:
            yield f"/{name}/ is not on the site"
            return
        words, links = shown(html.decode(errors="replace"))
        if words == "".join(source_text(version.source).split()):
            return  # Its page shows the source text, in which addresses are words.
        if words != written(version.notice):
            yield f"the words on /{name}/ are not those of the file in git"
        if links != [link.url for link in version.notice.links]:
            yield f"the links on /{name}/ are not those of the file in git"

    def pdf_copy(self, row: Row, version: Version) -> None:
        """Look for the digest of the version's file in its PDF copy; a site may be built without copies."""
        entry = self.listed.get(version.name, {})
        pdf = read_file(self.site, f"versions/{version.name}.pdf")
        if pdf is None and not entry.get("pdf_url"):
            row.put("PDF copy", [], NONE)
        elif pdf is None:
            row.put("PDF copy", ["the list of versions names it, and it is not there"])
        elif version.sha256 in _first_page(pdf):
            row.put("PDF copy", [])
        else:
            row.put("PDF copy", ["it does not name the SHA-256 of the file in git"])

    def list_entry(self, expected: Mapping[str, Any]) -> Iterator[str]:
        entry = self.listed.get(expected["version"])
        if entry is None:
            yield "versions.json does not have it"
            return
        for key in _LISTED:
            if entry.get(key) != expected[key]:
                yield f"{key} is {entry.get(key)} in versions.json, and {expected[key]} by git"

    def link(self, name: str, before: str | None) -> Iterator[str]:
        """Say if an entry does not name the hash that the site's entry has of the version published before it."""
        if name not in self.listed:
            yield "its link is missing"
            return
        known = self.listed.get(before) if before else None
        wanted = log.entry_hash(known) if known else None
        if self.listed[name].get("previous") != wanted or bool(before) != bool(known):
            yield f"previous is {self.listed[name].get('previous')}, and the hash of the entry before it {wanted}"


def _tag(version: Version, commit: str | None) -> Iterator[str]:
    if commit is None:
        yield 'there is no such tag here. Bring the tags: git fetch --tags; or make them: "make tags"'
    elif commit != version.commit:
        yield f"it names the commit {commit}, and main first published it in {version.commit}"


def shown(html: str) -> tuple[str, list[str]]:
    """Return the words of a notice's page, without the spaces between them, and its links."""
    text = LexborHTMLParser(html).css_first("#notice-text")
    if text is None:
        return "", []
    # Not those of ours beside each passage, which have no words.
    links = [link.attributes.get("href") or "" for link in text.css(f"a[href]:not({_TO_PASSAGE})")]
    for title in text.css(_TITLED):
        title.decompose()
    return "".join(text.text().split()), [link for link in links if not link.startswith("#")]


def written(notice: Notice) -> str:
    """Return the words of a notice without the spaces between them, as `shown` returns those of its page."""
    return "".join(notice.text.split())


def _first_page(pdf: bytes) -> str:
    """Return the words of a PDF's first page without spaces, or "" where it is no PDF."""
    try:
        return "".join(extract_text(io.BytesIO(pdf), maxpages=1).split())
    except (PDFException, PSException, ValueError, TypeError, KeyError):
        return ""


def as_table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the table, a line a row, then a line for each difference and one that counts."""
    widths = {name: max(len(name), len(DIFFERS)) for name in COLUMNS}
    first = max(len("version"), *(len(row.version) for row in rows)) if rows else len("version")
    yield "  ".join(["version".ljust(first), *(name.ljust(widths[name]) for name in COLUMNS)]).rstrip()
    for row in rows:
        cells = (row.cells.get(name, NONE).ljust(widths[name]) for name in COLUMNS)
        yield "  ".join([row.version.ljust(first), *cells]).rstrip()
    for row in rows:
        yield from row.reasons
    differ = sum(bool(row.reasons) for row in rows)
    yield f"{plural(len(rows), 'version')}, {differ or 'none'} with a difference."
