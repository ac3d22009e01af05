"""What the log says of a version beside what never changes: what it answers, and what became of its links.

None of it is part of the chain or compared by a witness. Marks and the verdicts on links become different without a new
version, and so do the conditions of requirements when a fact is added to school.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from privacy_notices.history.versions import Version, Wording
from privacy_notices.links.records import KeptLinks
from privacy_notices.links.verdict import DEAD, needs_network
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.years import Period


@dataclass(frozen=True)
class Marked:
    """The requirements that a notice answers, and the addresses that it links to, each once and in its order."""

    answers: tuple[str, ...]
    addresses: tuple[str, ...]


#: What was read of each file, by its SHA-256. A build keeps it for the next, which need not read every version again.
Read = dict[str, Marked]


def read_all(inputs: SiteInputs, kept: Read) -> Read:
    """Return what there is to know of the files of all versions; what was kept of them is not read again."""
    wordings = [_shown(inputs, version) for version in inputs.history]
    return {each.sha256: kept.get(each.sha256) or _read(each) for each in wordings}


def _shown(inputs: SiteInputs, version: Version) -> Wording:
    """Return the version as its year's page shows it, with marks that were added later, or else as it was published."""
    standing = inputs.by_name.get(f"notices/{version.year}")
    return standing if standing and standing.name == version.name else version


def _read(wording: Wording) -> Marked:
    notice = wording.notice
    addresses = dict.fromkeys(link.url for link in notice.links if needs_network(link.url))
    return Marked(tuple(sorted(notice.passages)), tuple(addresses))


def upkeep(inputs: SiteInputs, version: Version, read: Read) -> dict[str, Any]:
    """Return the fields of a version in the log that may become different (docs/faq.md has them)."""
    marked = read[_shown(inputs, version).sha256]
    answers = [id_ for id_ in marked.answers if id_ in inputs.requirements.ids]
    return {
        "answers": answers,
        "conditions": _conditions(inputs, version),
        **_links(inputs.links, marked.addresses),
    }


def _conditions(inputs: SiteInputs, version: Version) -> Mapping[str, bool]:
    """Say of each requirement with a condition whether the school met it, where that is known."""
    days = version.in_force or Period(version.first_day, version.year.period.last)
    met = {requirement.id: requirement.is_met(days, inputs.school) for requirement in inputs.requirements}
    return {id_: is_met for id_, is_met in met.items() if is_met is not None}


def _links(kept: KeptLinks, addresses: Sequence[str]) -> dict[str, Any]:
    records = [record for record in map(kept.of, addresses) if record]
    dead = [record for record in records if record.verdict in DEAD]
    return {
        "links_checked": min((record.seen.isoformat() for record in records), default=None),
        "links_not_checked": [url for url in addresses if not kept.of(url)],
        "links_dead": [{"url": each.url, "verdict": each.verdict, "seen": each.seen.isoformat()} for each in dead],
    }
