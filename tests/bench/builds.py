"""Measures how the time of a build grows with the number of versions."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path

from tests.bench.generate import ENVIRONMENT, Version, make_versions
from tests.bench.measure import Build, make_builds
from tests.bench.oracle import compare_words
from tests.bench.page import PEER, WORK, say, write_part
from tests.bench.report import make_part

SHAPES = {10: (5, 2), 30: (10, 3), 100: (20, 5)}  # versions: years, revisions of each


def add_options(parser: argparse.ArgumentParser) -> None:
    """Say which options this part takes."""
    parser.add_argument(
        "--versions", default=list(SHAPES), type=_numbers, help="how many to hold, of 10,30,100 (default: all)"
    )
    parser.add_argument("--runs", type=int, help="how often to measure each build (default: 5; 3 for 100 versions)")


def _numbers(written: str) -> list[int]:
    numbers = [int(number) for number in written.split(",")]
    if set(numbers) - set(SHAPES):
        raise ValueError(f"not one of {list(SHAPES)}")
    return sorted(numbers)


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Measure and compare the words at each number of versions, then write the part "builds" and its plot.

    Raises:
        BenchmarkError: a build failed, or the words differ.
    """
    results: dict[int, dict[str, Build]] = {}
    words: dict[int, list[int]] = {}
    for number in arguments.versions:
        versions = make_versions(*SHAPES[number])
        builds = measure(number, versions, arguments.runs or (3 if number >= 100 else 5), is_first=not results)
        results[number] = builds
        words[number] = compare_words(builds["ours"].output, builds["stock"].output, versions[:-1])
        say(
            f"{number} versions: {sum(words[number])} words in {len(words[number])} pages, the same in ours and stock's"
        )
    write(results, docs, make_part(results, command, words))


def measure(number: int, versions: list[Version], runs: int, *, is_first: bool) -> dict[str, Build]:
    """Let the builds take turns, each run once before to warm up; stock, which is slow, at the first number only."""
    folder = WORK / str(number)
    shutil.rmtree(folder, ignore_errors=True)
    builds = make_builds(folder, versions, PEER)
    for build in builds.values():
        if is_first or build.name != "stock":
            build.run()
    for turn in range(runs):
        for build in builds.values():
            build.measure()
            took = ", ".join(f"{state} {samples[-1].wall:.2f} s" for state, samples in build.samples.items())
            say(f"{number} versions, run {turn + 1} of {runs}: {build.name}: {took}")
    return builds


def write(results: dict[int, dict[str, Build]], docs: Path, part: str) -> None:
    """Write the part, and have the peer's environment draw the plot."""
    medians = [
        {"versions": number, "build": build.name, "state": state, "wall": build.median(state)}
        for number, builds in results.items()
        for build in builds.values()
        for state in build.samples
    ]
    figures = WORK / "medians.json"
    figures.write_text(json.dumps(medians))
    plot = docs / "images" / "benchmark.svg"
    plot.parent.mkdir(parents=True, exist_ok=True)
    script = str(Path(__file__).with_name("plot.py"))
    subprocess.run([str(PEER / "bin" / "python"), script, str(figures), str(plot)], env=ENVIRONMENT, check=True)
    say(f"Written: {write_part(docs, 'builds', part)} and {plot}")
