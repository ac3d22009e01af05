"""Runs builds in turn and measures each: time, memory, and what it leaves in its output folder."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.bench import generate
from tests.bench.generate import ENVIRONMENT, Version

State = Literal["cold", "nothing changed", "one new version"]
_SPHINX = (sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", ".", "out")


class BenchmarkError(Exception):
    """The benchmark cannot go on; the message says why."""


@dataclass(frozen=True)
class Sample:
    """What one run of a build took: seconds, KiB of memory at the peak of its largest process, what it left."""

    wall: float
    cpu: float
    peak: int
    files: int
    bytes: int


@dataclass
class Build:
    """A command that builds pages in its folder; `wiped` are the paths that a cold build finds deleted."""

    name: str
    folder: Path
    command: Sequence[str]
    output: Path
    wiped: Sequence[Path]
    one_more: Callable[[], AbstractContextManager[None]] | None = None
    samples: dict[State, list[Sample]] = field(default_factory=dict)

    def run(self) -> Sample:
        """Build once.

        Raises:
            BenchmarkError: the build failed; the message holds what it printed.
        """
        with tempfile.TemporaryFile("w+", errors="replace") as printed:
            begin = time.perf_counter()
            process = subprocess.Popen(
                self.command, cwd=self.folder, env=ENVIRONMENT, stdout=printed, stderr=subprocess.STDOUT
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                printed.seek(0)
                command = " ".join(self.command)
                raise BenchmarkError(f"{self.name}: {command} ended with {process.returncode}:\n{printed.read()}")
        sizes = [file.stat().st_size for file in self.output.rglob("*") if file.is_file() and not _is_cache(file)]
        return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, len(sizes), sum(sizes))

    def measure(self) -> None:
        """Measure the states one after the other, and leave the project as it was."""
        for path in self.wiped:
            shutil.rmtree(path, ignore_errors=True)
        self.samples.setdefault("cold", []).append(self.run())
        if self.one_more:
            self.samples.setdefault("nothing changed", []).append(self.run())
            with self.one_more():
                self.samples.setdefault("one new version", []).append(self.run())

    def median(self, state: State, what: Literal["wall", "cpu", "peak", "files", "bytes"] = "wall") -> float:
        """Return the middle one of the measured values."""
        return float(statistics.median(getattr(sample, what) for sample in self.samples[state]))


def _is_cache(file: Path) -> bool:
    return ".doctrees" in file.parts


def make_builds(folder: Path, versions: Sequence[Version], peer: Path) -> dict[str, Build]:
    """Make the four projects in an empty folder; the last of the versions is the one that is new on top."""
    *held, new = versions
    ours, stock, plain, empty = (folder / name for name in ("ours", "stock", "plain", "empty"))
    generate.make_ours(ours, held)
    generate.make_stock(stock, held)
    generate.make_plain(plain, held)
    generate.make_plain(empty, [])
    builds = [
        Build(
            "ours",
            ours,
            [sys.executable, "scripts/build_site.py"],
            ours / "build" / "site",
            [ours / "build", ours / "versions"],
            lambda: generate.one_more_commit(ours, new),
        ),
        Build(
            "stock",
            stock,
            [str(peer / "bin" / "sphinx-multiversion"), ".", "out", "-b", "dirhtml", "-q"],
            stock / "out",
            [stock / "out"],
        ),
        Build("plain", plain, _SPHINX, plain / "out", [plain / "out"], lambda: generate.one_more_page(plain, new)),
        Build("empty", empty, _SPHINX, empty / "out", [empty / "out"]),
    ]
    return {build.name: build for build in builds}
