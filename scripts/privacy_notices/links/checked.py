"""What a run knows of each address: the verdict, the places, and what follows for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy_notices.links.addresses import owner_of
from privacy_notices.links.collect import Location
from privacy_notices.links.verdict import Outcome, Verdict, needs_network

#: So many owners, and more than half of those that answered, do not keep a program out for reasons of their own.
_FEWEST_OWNERS = 3


@dataclass(frozen=True)
class Checked:
    """An address with the verdict on it.

    `failing` are the places that have to be mended; `archive_seen` says that the run has looked at the copy;
    `is_news` that the publisher changed the page after the notice's links were last reviewed.
    """

    url: str
    outcome: Outcome
    locations: tuple[Location, ...]
    failing: tuple[Location, ...] = ()
    archive_url: str = ""
    archive_seen: bool = False
    is_news: bool = False

    @property
    def is_frozen(self) -> bool:
        """Whether the address is only where nothing is changed any more."""
        return all(location.frozen for location in self.locations)


def counts(checked: Sequence[Checked]) -> dict[str, int]:
    """Return how many addresses have each verdict, those with none included."""
    found = Counter(each.outcome.verdict for each in checked)
    return {verdict.value: found[verdict] for verdict in Verdict}


def owners_that_block(outcomes: Mapping[str, Outcome]) -> list[str]:
    """Return who keeps the check out, where that is so common that its own network must be the reason, else nobody.

    Many walls keep out whole networks, such as those of GitHub's machines. An owner counts if nothing of theirs could
    be seen; GOV.UK's Content API is open to everybody, so one site that answers proves nothing.
    """
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for url, outcome in outcomes.items():
        if needs_network(url) and outcome.verdict not in (Verdict.UNSAFE, Verdict.UNKNOWN):
            found[owner_of(url)].append(outcome)
    blocking = sorted(owner for owner, seen in found.items() if all(outcome.is_walled for outcome in seen))
    return blocking if len(blocking) >= _FEWEST_OWNERS and len(blocking) > len(found) / 2 else []


def blockers(checked: Sequence[Checked]) -> list[str]:
    """Return the same for what a run has checked."""
    return owners_that_block({each.url: each.outcome for each in checked})
