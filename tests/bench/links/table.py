"""The table of faults, through each of the tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.links.judged import is_only_redirected, is_right
from tests.bench.links.tools import NO_ANSWER, Run, Tool
from tests.bench.page import say
from tests.links.fault import Fault
from tests.links.fault_server import FaultServer
from tests.links.faults import FAULTS, FORBIDDEN, HOSTS, UNSEEN_FAULTS, routes

LIMIT = 180  # seconds
ROWS = [*FAULTS, *UNSEEN_FAULTS]
# With 50 workers those that hang for ever keep none of the other links waiting.
TOOLS = [
    Tool("this project", "ours"),
    Tool("linkcheck", "linkcheck", 50, is_for_faults=True),
    Tool("lychee", "lychee", is_for_faults=True),
]


@dataclass(frozen=True)
class Result:
    """What a tool says of the table, and how often it asked at the address that nobody may ask."""

    tool: Tool
    run: Run
    forbidden: int

    def right(self, faults: list[Fault]) -> int:
        """Count the rows of which it is right."""
        return sum(is_right(self.tool.kind, word, fault.verdicts) for fault, word in self.rows(faults))

    def only_redirected(self) -> int:
        """Count the rows of which it is right only because it mentions a redirect."""
        return sum(is_only_redirected(self.tool.kind, word, fault.verdicts) for fault, word in self.rows(ROWS))

    def unanswered(self) -> int:
        """Count the rows that it had not come to an end with."""
        return self.run.words.count(NO_ANSWER)

    def rows(self, faults: list[Fault]) -> Iterator[tuple[Fault, str]]:
        """Yield these rows, each with the tool's word for it."""
        wanted = {fault.name for fault in faults}
        for fault, word in zip(ROWS, self.run.words, strict=True):
            if fault.name in wanted:
                yield fault, word


def check_table(folder: Path) -> list[Result]:
    """Check the table with each tool, each with a server of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    results = []
    for tool in TOOLS:
        # linkcheck asks with HEAD first. A server that counts it lets what recovers do so.
        with FaultServer(HOSTS, routes(), folder / "ca.pem", counts_head=True) as server:
            links = [server.fill(fault.link) for fault in ROWS]
            run = tool.check(server, links, folder / tool.kind, LIMIT, server.origin("govuk"))
            results.append(Result(tool, run, len(server.requests_of(FORBIDDEN))))
        say(f"{len(ROWS)} rows of the table: {tool.name}: {results[-1].right(ROWS)} right in {run.wall:.0f} s")
    return results
