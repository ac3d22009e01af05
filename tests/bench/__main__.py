"""Measures, and writes docs/benchmarks.md: all parts of it (`make bench`), or the one that is named."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench import builds, importing, links, overview, pages, search, suite
from tests.bench.generate import ROOT
from tests.bench.measure import BenchmarkError
from tests.bench.page import PEER, say

PARTS = {
    "builds": (builds.add_options, builds.run),
    "importing": (importing.add_options, importing.run),
    "links": (links.add_options, links.run),
    "overview": (overview.add_options, overview.run),
    "search": (search.add_options, search.run),
    "tests": (suite.add_options, suite.run),
    "pages": (pages.add_options, pages.run),
}


def main() -> int:
    """Return 0, or 1 when a part cannot be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="where to write (default: docs)")
    parts = parser.add_subparsers(dest="part")
    for name, (add_options, _) in PARTS.items():
        add_options(parts.add_parser(name))
    chosen = parser.parse_args()
    if not (PEER / "bin" / "lychee").exists():
        parser.error('the peers have no environment yet: "make bench" makes it')
    command = " ".join(["python -m tests.bench", *sys.argv[1:]]) if chosen.part else "make bench"
    try:
        for name in [chosen.part] if chosen.part else PARTS:
            arguments = chosen if chosen.part else parser.parse_args([name])
            PARTS[name][1](arguments, chosen.output, command)
    except BenchmarkError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
