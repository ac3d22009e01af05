"""The load test: many good links on a few hosts, checked by each tool in turn."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.links.tools import Run, Tool
from tests.bench.measure import BenchmarkError
from tests.bench.page import say
from tests.links.answers import CONTENT, WORDS, document, reply
from tests.links.fault_server import FaultServer, Host

HOSTS = [Host(name, f"127.0.0.{number}") for number, name in enumerate("abcd", start=2)]
CLOSED = Host("closed", "127.0.0.8", manner="closed")
LINKS = 2000
LIMIT = 180  # seconds
PAGE = document(CONTENT + f"<p>{WORDS}</p>" * 12)
TOOLS = [
    Tool("this project", "ours"),
    Tool("linkcheck, 5 workers", "linkcheck", 5),
    Tool("linkcheck, 50 workers", "linkcheck", 50),
    Tool("lychee", "lychee"),
]
WELL = {"ours": "ok", "linkcheck": "working", "lychee": "success"}


@dataclass
class Load:
    """The runs of a tool, and how often it asked and how many connections a host had at once, in each of them."""

    runs: list[Run] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    at_once: list[int] = field(default_factory=list)

    def median(self, what: str) -> float:
        """Return the middle one of what the runs took: `wall`, `cpu` or `peak`."""
        return float(statistics.median(getattr(run, what) for run in self.runs))


def measure_load(folder: Path, turns: int) -> dict[str, Load]:
    """Let the tools take turns, each turn with a server of its own.

    Raises:
        BenchmarkError: a tool was cut off, or does not find every link well.
    """
    loads = {tool.name: Load() for tool in TOOLS}
    paths = [f"{{{HOSTS[number % len(HOSTS)].name}}}/page/{number}" for number in range(LINKS)]
    folder.mkdir(parents=True, exist_ok=True)
    routes = dict.fromkeys(paths, reply(200, PAGE))
    for turn in range(turns):
        for tool in TOOLS:
            with FaultServer([*HOSTS, CLOSED], routes, folder / "ca.pem") as server:
                run = tool.check(server, [server.fill(path) for path in paths], folder / tool.kind, LIMIT)
                loads[tool.name].requests.append(len(server.requests))
                loads[tool.name].at_once.append(max(server.most_connections_at_once(host.name) for host in HOSTS))
            well = run.words.count(WELL[tool.kind])
            say(f"{LINKS} links, turn {turn + 1} of {turns}: {tool.name}: {run.wall:.1f} s, {well} well")
            if run.is_cut_off or well != LINKS:
                raise BenchmarkError(f"{tool.name} found {well} of {LINKS} links well: {sorted(set(run.words))}")
            loads[tool.name].runs.append(run)
    return loads
