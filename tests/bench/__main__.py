"""Measures how the time of a build grows with the versions held: `make bench`."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.generate import ENVIRONMENT, ROOT, Version, make_versions
from tests.bench.measure import BenchmarkError, Build, make_builds
from tests.bench.oracle import compare_words
from tests.bench.report import make_page

WORK = ROOT / "build" / "bench"
PEER = WORK / "peer-env"
SHAPES = {10: (5, 2), 30: (10, 3), 100: (20, 5)}  # versions: years, revisions of each


def main() -> int:
    """Measure and write the page and its plot; return 0, or 1 when a build fails or the words differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--versions", default="10,30,100", help="how many to hold, of 10, 30 and 100 (default: all)")
    parser.add_argument("--runs", type=int, help="how often to measure each build (default: 5; 3 for 100 versions)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="where to write (default: docs)")
    arguments = parser.parse_args()
    shapes = {number: SHAPES[number] for number in SHAPES if str(number) in arguments.versions.split(",")}
    if ",".join(map(str, shapes)) != arguments.versions:
        parser.error("--versions takes some of 10,30,100, in this order")
    if arguments.runs is not None and arguments.runs < 1:
        parser.error("--runs takes a number from 1")
    if not (PEER / "bin" / "sphinx-multiversion").exists():
        parser.error('the peer has no environment yet: "make bench" makes it')
    command = " ".join(["python -m tests.bench", *sys.argv[1:]]) if sys.argv[1:] else "make bench"
    try:
        run(shapes, arguments.runs, arguments.output, command)
    except BenchmarkError as error:
        say(str(error))
        return 1
    return 0


def run(shapes: dict[int, tuple[int, int]], runs: int | None, output: Path, command: str) -> None:
    """Measure and compare the words at each number of versions, then write."""
    results: dict[int, dict[str, Build]] = {}
    words: dict[int, list[int]] = {}
    for number, shape in shapes.items():
        versions = make_versions(*shape)
        builds = measure(number, versions, runs or (3 if number >= 100 else 5), is_first=not results)
        results[number] = builds
        words[number] = compare_words(builds["ours"].output, builds["stock"].output, versions[:-1])
        say(
            f"{number} versions: {sum(words[number])} words in {len(words[number])} pages, the same in ours and stock's"
        )
    write(results, output, make_page(results, command, PEER, words))


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


def write(results: dict[int, dict[str, Build]], output: Path, page: str) -> None:
    """Write the page, and have the peer's environment draw the plot."""
    medians = [
        {"versions": number, "build": build.name, "state": state, "wall": build.median(state)}
        for number, builds in results.items()
        for build in builds.values()
        for state in build.samples
    ]
    figures = WORK / "medians.json"
    figures.write_text(json.dumps(medians))
    plot = output / "images" / "benchmark.svg"
    plot.parent.mkdir(parents=True, exist_ok=True)
    script = str(Path(__file__).with_name("plot.py"))
    subprocess.run([str(PEER / "bin" / "python"), script, str(figures), str(plot)], env=ENVIRONMENT, check=True)
    (output / "benchmarks.md").write_text(page, encoding="utf-8")
    say(f"Written: {output / 'benchmarks.md'} and {plot}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
