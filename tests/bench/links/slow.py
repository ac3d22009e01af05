"""Slow pages among others: how long a check takes at the pace that sites are asked at, and how politely it asks."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.generate import ENVIRONMENT, ROOT
from tests.bench.links.tools import words_of_ours
from tests.bench.page import say
from tests.links.answers import after, never_answer, page
from tests.links.fault_server import Answer, FaultServer, Host

HOSTS = [Host(name, f"127.0.0.{number}") for number, name in enumerate("abcd", start=2)]
PAGES = 36  # of each host
#: Of 36 pages, these never answer, and these answer late; all others after a fifth of a second.
SILENT, LATE = range(2, 36, 3), (0, 12, 24)
LATE_SECONDS = 5.0


@dataclass(frozen=True)
class Slow:
    """A check of the pages: seconds, links by verdict, and how each host was asked."""

    wall: float
    words: Sequence[str]
    shortest_gap: float  # seconds between the beginnings of two requests to a host
    at_once: int  # connections of a host

    def count(self, word: str) -> int:
        """Count the links with a verdict."""
        return self.words.count(word)


def routes() -> dict[str, Answer]:
    """The answers of all pages."""
    found: dict[str, Answer] = {}
    for host in HOSTS:
        for number in range(PAGES):
            late = after(LATE_SECONDS if number in LATE else 0.2, page())
            found[f"{{{host.name}}}/{number}"] = never_answer if number in SILENT else late
    return found


def measure_slow(folder: Path, root: Path = ROOT) -> Slow:
    """Check the pages at one request a second for each host, with the program at `root`."""
    folder.mkdir(parents=True, exist_ok=True)
    with FaultServer(HOSTS, routes(), folder / "ca.pem") as server:
        links = [server.fill(place) for place in routes()]
        (folder / "urls.txt").write_text("".join(f"{link}\n" for link in links))
        command = [sys.executable, str(root / "scripts/check_links.py"), "--urls", "urls.txt", "--format", "json"]
        command += ["--output", "report.json"]
        command += [word for host in HOSTS for word in ("--allow-address", host.address)]
        begin = time.monotonic()
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall = time.monotonic() - begin
        begun = [[request.began for request in server.requests_of(host.name)] for host in HOSTS]
        gaps = [later - earlier for host in begun for earlier, later in pairwise(host)]
        at_once = max(server.most_connections_at_once(host.name) for host in HOSTS)
    result = Slow(wall, words_of_ours(folder, links), min(gaps), at_once)
    say(f"{len(links)} pages with slow ones among them: {wall:.0f} s, {result.count('ok')} ok")
    return result


if __name__ == "__main__":
    for root in map(Path, sys.argv[1:]):
        found = measure_slow(Path("build/bench/slow"), root.resolve())
        say(f"{root}: {found.wall:.0f} s, shortest gap {found.shortest_gap:.2f} s, {found.at_once} connection at once")
