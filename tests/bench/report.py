"""Writes what was measured of the builds: a part of docs/benchmarks.md, every figure in it from the run."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from importlib.metadata import version

from tests.bench.measure import Build, State
from tests.bench.page import machine, part_head, peer_versions, today

Results = Mapping[int, Mapping[str, Build]]
STATES: tuple[State, ...] = ("cold", "nothing changed", "one new version")
NAMES = {"ours": "this project", "stock": "stock sphinx-multiversion", "plain": "plain", "empty": "empty"}
SMALL, LARGE = 10, 100

PART = (
    part_head("How long the site takes to build")
    + """
The machine: {machine}.

### What is measured

Four builds of the same fictional notices (about {words} words each), made anew for each number of versions:

- **this project**: `scripts/build_site.py` in a git repository with one commit a version. It makes missing tags and the
  whole site, all its pages, without PDF copies. Sphinx {sphinx}, Furo {furo}, myst-parser {myst}.
- **stock sphinx-multiversion**: its own command in an environment of its own (`requirements-bench.txt`): Sphinx
  {peer_sphinx}, sphinx-multiversion {peer_smv}, Furo {peer_furo}, myst-parser {peer_myst}. It builds all that a tag
  holds, so each tag holds no more than the settings, a first page and one notice: the least work that it can have.
- **plain**: one `sphinx-build` of the same version pages and a first page, in our environment, with the same theme. No
  table of contents names the pages, because Furo would draw it on each of them.
- **empty**: one `sphinx-build` of a first page only, in our environment.

Cold: nothing is there from a build before, but for the tags, and modules and templates that were compiled then. Nothing
changed: the same command again; this project compares what the site was made from, and then does not start Sphinx. One
new version: one more revision is committed (plain: one more page), then the same command.

Each build ran once before, unmeasured, so that all find their bytecode and files ready (stock, which is slow: at the
fewest versions only). Then the builds took turns. Figures are medians; times in brackets are the fastest and the
slowest run. CPU time is that of all processes of a build, memory the peak of the largest of them. Files and size are
what the output folder holds, without Sphinx's doctrees.

### Targets

| what | target | measured | result |
|---|---|---|---|
{targets}

### The same words in both

The words that readers see on each version's page were held against stock's page of it: {compared} versions,
{compared_words} words. They are the same. Where one word differs, the benchmark fails and writes nothing.

### All figures

![Seconds of wall time against versions held, for each build](images/benchmark.svg)

{tables}
"""
)


def make_part(results: Results, command: str, words: Mapping[int, list[int]]) -> str:
    """Return the part as Markdown."""
    theirs = peer_versions()
    counts = [count for each in words.values() for count in each]
    compared = ", ".join(f"{len(each)} of {number}" for number, each in words.items())
    return PART.format(
        command=command,
        day=today(),
        machine=machine(),
        words=f"{statistics.median(counts):.0f}",
        sphinx=version("sphinx"),
        furo=version("furo"),
        myst=version("myst-parser"),
        peer_sphinx=theirs["sphinx"],
        peer_smv=theirs["sphinx-multiversion"],
        peer_furo=theirs["furo"],
        peer_myst=theirs["myst-parser"],
        targets="\n".join(_targets(results)),
        compared=compared,
        compared_words=sum(counts),
        tables="\n".join(_tables(results)).strip(),
    )


def _targets(results: Results) -> Iterator[str]:
    for number, times in ((10, 5), (30, 12), (100, 18)):
        if number in results:
            ratio = results[number]["stock"].median("cold") / results[number]["ours"].median("cold")
            what = f"stock's time ÷ ours, cold, {number} versions"
            yield _target(what, f"at least {times} ×", ratio, ratio >= times)
    for number, builds in results.items():
        ratio = builds["ours"].median("cold") / builds["plain"].median("cold")
        yield _target(f"our time ÷ plain's, cold, {number} versions", "at most 1.4 ×", ratio, ratio <= 1.4)
    if LARGE in results:
        ours, empty = results[LARGE]["ours"], results[LARGE]["empty"].median("cold")
        for state, limit in ((STATES[1], 1.25), (STATES[2], 1.6)):
            ratio = ours.median(state) / empty
            what = f"our time with {state}, {LARGE} versions ÷ empty, cold"
            yield _target(what, f"at most {limit:g} ×", ratio, ratio <= limit)
    if SMALL in results and LARGE in results:
        ratio = results[LARGE]["ours"].median("cold") / results[SMALL]["ours"].median("cold")
        yield _target(f"our time with {LARGE} versions ÷ with {SMALL}, cold", "at most 6 ×", ratio, ratio <= 6)


def _target(what: str, target: str, ratio: float, is_reached: bool) -> str:
    return f"| {what} | {target} | {ratio:.2f} × | {'reached' if is_reached else 'not reached'} |"


def _tables(results: Results) -> Iterator[str]:
    for number, builds in results.items():
        runs = len(builds["ours"].samples["cold"])
        yield f"\n#### {number} versions, {runs} run{'s' if runs > 1 else ''}\n"
        yield "| build | state | wall time, s | CPU time, s | memory, MiB | files | size, MB |"
        yield "|---|---|---|---|---|---|---|"
        for build in builds.values():
            for state in STATES:
                if state in build.samples:
                    yield _row(build, state)


def _row(build: Build, state: State) -> str:
    walls = [sample.wall for sample in build.samples[state]]
    spread = f" ({min(walls):.2f}–{max(walls):.2f})" if len(walls) > 1 else ""
    return (
        f"| {NAMES[build.name]} | {state} | {build.median(state):.2f}{spread} | {build.median(state, 'cpu'):.2f} "
        f"| {build.median(state, 'peak') / 1024:.0f} | {build.median(state, 'files'):.0f} "
        f"| {build.median(state, 'bytes') / 1e6:.2f} |"
    )
