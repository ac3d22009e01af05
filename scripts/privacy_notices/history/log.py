"""The log of versions: versions.json, the chain of its entries, and what an earlier copy of it proves.

Entries are listed by school year and chained in the order of publication: otherwise a notice of an old year that is
published late would change the hash of every entry behind it, and no copy that somebody kept would prove anything.
The hashes are made of values that never change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from privacy_notices.errors import LogError
from privacy_notices.history.versions import Version, pairs
from privacy_notices.notices.redactions import Removals

Entry = Mapping[str, Any]
#: What an entry's hash is made of: the entry before it, and what can never change (docs/faq.md has the rule).
CHAINED = ("previous", "version", "published_at", "commit", "sha256")
#: What an earlier copy of the log proves, and how messages call it.
_PROVED = {
    "sha256": "the SHA-256 of its file",
    "commit": "its commit",
    "published_at": "the time at which it was published here",
    "previous": "what was published before it (the field previous)",
}


def entries(versions: Sequence[Version], base: str, has_pdf: bool, removals: Removals) -> list[dict[str, Any]]:
    """Return the log, oldest notice first.

    Args:
        versions: those that git has, in order.
        base: the path of the site, "/" or one that ends with it.
        has_pdf: whether each version has a PDF copy; `pdf_url` is null where not.
        removals: what was removed, which stands in `redacted` and `retracted` as the day, null where nothing was.

    `in_force_until` lies before `in_force_from` where later revisions replaced a version for all its days.
    `previous` is the hash of the entry that was published before this one, which need not be listed above it: a
    notice of an old year may be published late.
    """
    found: dict[str, dict[str, Any]] = {}
    compared = {new.name for _, new in pairs(versions)}
    previous = None
    for version in sorted(versions, key=lambda version: (version.step, version.key)):
        until = version.in_force.last if version.in_force else version.first_day - timedelta(days=1)
        found[version.name] = {
            "version": version.name,
            "academic_year": str(version.year),
            "revision": version.revision,
            "in_force_from": version.first_day.isoformat(),
            "in_force_until": until.isoformat(),
            "published_at": version.published_at.isoformat(),
            "commit": version.commit,
            "sha256": version.sha256,
            "url": f"{base}versions/{version.name}/",
            "changes_url": f"{base}changes/{version.name}/" if version.name in compared else None,
            "pdf_url": f"{base}versions/{version.name}.pdf" if has_pdf else None,
            "summary": version.front_matter.changes,
            "previous": previous,
            "redacted": _day(removals.redacted(version.name)),
            "retracted": _day(removals.retracted(version.name)),
        }
        previous = entry_hash(found[version.name])
    return [found[version.name] for version in versions]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def versions_json(listed: Sequence[Entry]) -> str:
    """Return the log as a JSON array."""
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 of an entry, as hex digits: of its chained values, a line each; null is an empty line."""
    return hashlib.sha256("".join(f"{entry.get(key) or ''}\n" for key in CHAINED).encode()).hexdigest()


def read_log(text: bytes, name: str) -> list[Entry]:
    """Read a versions.json.

    Raises:
        LogError: it is none; `name` is how the message calls it.
    """
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):  # the latter for lists in lists in lists
        listed = None
    is_log = isinstance(listed, list) and all(isinstance(each, dict) for each in listed)
    if not is_log or not all(isinstance(each.get("version"), str) for each in listed):
        raise LogError(f"{name} is no list of versions, so nothing can be held against it.")
    found: list[Entry] = listed
    return found


def missing(kept: Sequence[Entry], names: Collection[str]) -> list[str]:
    """Return the names of the versions that a kept copy has and that are none of these."""
    return [entry["version"] for entry in kept if entry["version"] not in names]


def with_removals(kept: Sequence[Entry], now: Sequence[Entry]) -> list[str]:
    """Return the versions whose file is another than in a kept copy, where the log says that words were removed."""
    before = {entry["version"]: entry.get("sha256") for entry in kept}
    return [
        entry["version"]
        for entry in now
        if (entry["redacted"] or entry["retracted"])
        and before.get(entry["version"], entry["sha256"]) != entry["sha256"]
    ]


def contradictions(kept: Sequence[Entry], now: Sequence[Entry], *, chain: bool = True) -> Iterator[str]:
    """Yield, as a clause each, the ways in which the log contradicts an earlier copy of it.

    Without `chain` it is not asked what was published before each. What is not in the copy contradicts nothing: an
    older program wrote fewer fields, and versions are added.

    Where words were removed the history was rewritten: its commits are others, and so is the chain. The file of every
    version from which nothing was removed, and the time at which each was published, must be the same also then.
    """
    by_name = {entry["version"]: entry for entry in now}
    removed = with_removals(kept, now)
    other = {"commit", "previous"} if removed else set() if chain else {"previous"}
    for entry in kept:
        here = by_name.get(entry["version"], {})
        excused = other | ({"sha256"} if entry["version"] in removed else set())
        for key, words in _PROVED.items():
            if here and key in entry and entry[key] != here[key] and key not in excused:
                yield f"{entry['version']}: {words} was {entry[key]} and is {here[key]}"
