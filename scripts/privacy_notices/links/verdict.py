"""A verdict: what a check concludes about an address, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What a check concludes about an address."""

    OK = "ok"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNKNOWN = "unknown-transient"
    UNSAFE = "refused-unsafe"


#: A notice that can still be changed must not send readers there.
DEAD = frozenset({Verdict.WITHDRAWN, Verdict.GONE, Verdict.BROKEN})


@dataclass(frozen=True)
class Outcome:
    """A verdict with its reason in one line.

    `suggested_url` is the address to write instead, or "". `updated_on` and `change_note` are what the publisher
    says of the page's last change. `is_walled` says that the site keeps programs out, whichever page they ask for.
    """

    verdict: Verdict
    reason: str
    final_url: str = ""
    suggested_url: str = ""
    updated_on: date | None = None
    change_note: str = ""
    is_walled: bool = False


def needs_network(url: str) -> bool:
    """Say whether an address has to be asked for; e-mail addresses and telephone numbers are only looked at."""
    return not url.lower().startswith(("mailto:", "tel:"))
