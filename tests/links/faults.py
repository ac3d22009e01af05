"""The table: everything that can happen to a link, and the hosts on which it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.links.answers import page
from tests.links.fault import ALONE, Fault
from tests.links.fault_server import Answer, FaultServer, Host
from tests.links.table.govuk import GOVUK
from tests.links.table.pages import PAGES
from tests.links.table.redirects import REDIRECTS
from tests.links.table.sites import SITES
from tests.links.table.statuses import STATUSES
from tests.links.table.transport import TRANSPORT
from tests.links.table.unsafe import UNSAFE
from tests.links.table.unseen import UNSEEN

FORBIDDEN = "forbidden"
SHARED_HOSTS = [
    Host("a", "127.0.0.2"),
    Host("b", "127.0.0.3"),
    Host("secure", "127.0.0.4", "valid"),
    Host("expired", "127.0.0.5", "expired"),
    Host("govuk", "127.0.0.6"),
    Host("assets", "127.0.0.7"),
    Host("closed", "127.0.0.8", manner="closed"),
    Host("plain", "127.0.0.9"),
    Host("mute", "127.0.0.10", "valid", manner="mute"),
    Host("slamming", "127.0.0.11", "valid", manner="slamming"),
    Host(FORBIDDEN, "127.0.0.1"),  # the one that no run opens
]


def _settled(faults: list[Fault]) -> tuple[list[Fault], list[Host]]:
    """Give each row that must be alone a host of its own, `{here}` its name, and each row its whole address."""
    rows: list[Fault] = []
    hosts: list[Host] = []
    for fault in faults:
        row = fault
        if fault.at == ALONE:
            number = len(hosts) + 1
            hosts.append(Host(f"alone-{number}", f"127.0.1.{number}", fault.certificate))
            row = row._replace(at=hosts[-1].name)
        here = f"{{{row.at}}}"
        suggested = row.suggested and row.suggested.replace("{here}", here)
        link = here + row.link if row.link.startswith("/") else row.link
        rows.append(row._replace(link=link, suggested=suggested))
    return rows, hosts


FAULTS, _LONERS = _settled([*REDIRECTS, *PAGES, *SITES, *STATUSES, *TRANSPORT, *UNSAFE, *GOVUK])
#: Only reported: no rule was fitted to them.
UNSEEN_FAULTS, _ = _settled(UNSEEN)
HOSTS = [*SHARED_HOSTS, *_LONERS]
ADDRESSES = sorted({host.address for host in HOSTS} - {"127.0.0.1"})


def routes(faults: Sequence[Fault] = (*FAULTS, *UNSEEN_FAULTS)) -> dict[str, Answer]:
    """The answers of all rows by "{host}/path"; raises ValueError where two rows disagree about a place."""
    home = page("<h1>A fictional home page</h1><p>Find what you need.</p>", "Home")
    found: dict[str, Answer] = {"{a}/": home, "{b}/": home, f"{{{FORBIDDEN}}}/x": page()}
    places: Counter[str] = Counter(found.keys())
    for fault in faults:
        here = {place if place.startswith("{") else f"{{{fault.at}}}{place}": one for place, one in fault.also.items()}
        if fault.answer:
            here[fault.link.partition("#")[0].partition("?")[0]] = fault.answer
        found |= here
        places.update(here.keys())
    if twice := [place for place, count in places.items() if count > 1]:
        raise ValueError(f"two rows answer at {', '.join(twice)}")
    return found


def fault_server(ca_file: Path) -> FaultServer:
    """The whole table, ready to be started."""
    return FaultServer(HOSTS, routes(), ca_file)
