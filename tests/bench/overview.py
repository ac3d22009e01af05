"""How long a trust's overview takes, and how much memory: with a few schools and with a thousand."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread

from tests.bench.generate import ENVIRONMENT
from tests.bench.measure import BenchmarkError
from tests.bench.page import WORK, machine, part_head, say, today, write_part
from tests.conftest import Project, copy_project
from tests.fictional import commit
from tests.fictional_decade import fictional_decade

FEW, MANY = 7, 1000
PART = (
    part_head("A trust's overview of its schools")
    + """
The machine: {machine}.

`make overview` asked {few} and then {many} sites of generated schools, each at a loopback address of its own and with
the same list of versions: eleven years, {size} KB. The sites answer at once, so this is what the program itself takes;
real sites take longer to answer, {at_once} of them at a time.

| schools | seconds | seconds of the processor | memory at its peak (MiB) | page (KB) |
|---|---|---|---|---|
{rows}

A school more takes {each:.1f} ms, and {memory:.0f} KiB of memory.
"""
)


@dataclass(frozen=True)
class Taken:
    """What one overview took: seconds, seconds of the processor, KiB at its peak, bytes of its page."""

    wall: float
    cpu: float
    peak: int
    page: int


def add_options(parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Make an overview of a few and of many schools, and write the part "overview".

    Raises:
        BenchmarkError: an overview could not be made; the message holds what it printed.
    """
    from privacy_notices.links.fetch import HOSTS_AT_ONCE

    folder = WORK / "overview"
    shutil.rmtree(folder, ignore_errors=True)
    project = copy_project(folder)
    listed = log_of_a_decade(project)
    with served(listed) as port:
        few, many = (measure(project, number, port) for number in (FEW, MANY))
    part = PART.format(
        day=today(),
        command=command,
        machine=machine(),
        few=FEW,
        many=f"{MANY:,}",
        size=len(listed) // 1000,
        at_once=HOSTS_AT_ONCE,
        rows="\n".join(row(number, taken) for number, taken in ((FEW, few), (MANY, many))),
        each=(many.wall - few.wall) / (MANY - FEW) * 1000,
        memory=(many.peak - few.peak) / (MANY - FEW),
    )
    say(f"Written: {write_part(docs, 'overview', part)}")


def log_of_a_decade(project: Project) -> bytes:
    """Return the list of versions of a site with ten fictional notices and that of 2016-17."""
    for year, text in fictional_decade():
        project.write(f"notices/{year}.md", text)
    commit(project, "Publish ten fictional notices", 2)
    return (project.build(NOTICES_PDF="off") / "versions.json").read_bytes()


@contextmanager
def served(content: bytes) -> Iterator[int]:
    """Answer every request to any address of this machine with the content; the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104 - all of 127.0.0.0/8 is this machine
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def measure(project: Project, number: int, port: int) -> Taken:
    """Make the overview of so many schools in a process of its own, and return what it took."""
    addresses = [str(IPv4Address("127.1.0.0") + school) for school in range(1, number + 1)]
    schools = "".join(
        f'[[school]]\nname = "School {address} (fictional)"\nsite = "http://{address}:{port}/"\n'
        for address in addresses
    )
    project.write("trust.toml", f'name = "A trust (fictional)"\ncontact = "office@example.org"\n{schools}')
    options = [word for address in addresses for word in ("--allow-address", address)]
    with tempfile.TemporaryFile("w+") as printed:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "scripts/overview.py", *options],
            cwd=project.folder,
            env={**ENVIRONMENT, "NOTICES_TODAY": "2026-11-23"},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said = printed.read()
    if f"{number:,} schools:" not in said and f"{number} schools:" not in said:
        raise BenchmarkError(f"overview of {number} schools ended with {process.returncode}:\n{said}")
    say(said.strip())
    page = project.folder / "build" / "overview" / "index.html"
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, page.stat().st_size)


def row(number: int, taken: Taken) -> str:
    """Return the row of so many schools."""
    peak, page = taken.peak / 1024, taken.page / 1000
    return f"| {number:,} | {taken.wall:.1f} | {taken.cpu:.1f} | {peak:.0f} | {page:,.0f} |"
