"""What a run knows of each address: the verdict, the places, and what follows for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from privacy_notices.links.collect import Location
from privacy_notices.links.verdict import Outcome, Verdict


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
