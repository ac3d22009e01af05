"""Writes the verdicts of a run into links.toml, for people to review."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import tomlkit
from pydantic import BaseModel, ValidationError

from privacy_notices.data_files import read_bytes, read_text, write_whole
from privacy_notices.errors import ReportError
from privacy_notices.links.collect import collect
from privacy_notices.links.records import load_links
from privacy_notices.links.verdict import Verdict, needs_network
from privacy_notices.project import LINKS, Project


class SeenLink(BaseModel):
    """What a report says of an address, as far as it is kept."""

    url: str
    verdict: Verdict
    reason: str
    suggested_url: str
    archive_url: str
    archive_seen: bool


class Report(BaseModel):
    """A JSON report of check_links.py."""

    checked_at: datetime
    links: list[SeenLink]
    network_seems_blocked: bool = False

    def tells(self, link: SeenLink) -> bool:
        """Say whether the run could tell what became of an address."""
        is_ours = self.network_seems_blocked and link.verdict is Verdict.BLOCKED
        return link.verdict is not Verdict.UNKNOWN and not is_ours


def update_from_report(project: Project, report: Path, today: date) -> str:
    """Write into links.toml what a report saw, and return in one line what changed.

    Entries keep their places and comments; new ones come last, in the order of their addresses; those of
    addresses that no notice holds are removed. What a run could not tell (`unknown-transient`, or `blocked` where its
    own network seems to be blocked) changes nothing.

    Raises:
        FileError, GitError, HistoryError: the report, links.toml or the notices cannot be read.
        ReportError: the report is none.
    """
    path = project.links_file
    load_links(path)
    try:
        seen = Report.model_validate_json(read_bytes(report))
    except ValidationError:
        raise ReportError(f"{report} is no report of check_links.py --format json") from None
    held = set(filter(needs_network, collect(project, today)))
    document = tomlkit.parse(read_text(path))
    tables = document.setdefault("link", tomlkit.aot())
    removed = [table for table in tables if table["url"] not in held]
    for table in removed:
        tables.remove(table)
    known = {str(table["url"]): table for table in tables}
    new = changed = 0
    for link in sorted(seen.links, key=lambda link: link.url):
        if link.url not in held or not seen.tells(link):
            continue
        table = known.get(link.url) or tomlkit.table()
        before = dict(table)
        values = {
            "url": link.url,
            "verdict": link.verdict.value,
            "seen": seen.checked_at.date(),
            "reason": link.reason,
            "replacement": link.suggested_url,
            "archived": link.archive_url if link.archive_seen else before.get("archived", ""),
        }
        for key, value in values.items():
            if value and table.get(key) != value:
                table[key] = value
            elif not value:
                table.pop(key, None)
        if link.url not in known:
            tables.append(table)
            new += 1
        elif dict(table) != before:
            changed += 1
    if not tables:
        document.remove("link")
    write_whole(path, tomlkit.dumps(document))
    return f"{LINKS}: {new} added, {changed} changed, {len(removed)} removed. Read the difference."
