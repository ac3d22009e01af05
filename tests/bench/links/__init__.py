"""The link check beside Sphinx's linkcheck builder and lychee: what each says of links gone wrong, and its speed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tests.bench.page import WORK, say, write_part


def add_options(parser: argparse.ArgumentParser) -> None:
    """Say which options this part takes."""
    parser.add_argument("--runs", type=int, default=3, help="how often each tool checks the many links (default: 3)")


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Compare, measure and write the part "links".

    Raises:
        BenchmarkError: a tool left no report, or does not find all of the many good links well.
    """
    # Here, because the table packs two bombs when it is loaded, and that takes seconds.
    from tests.bench.links.load import measure_load
    from tests.bench.links.report import make_part
    from tests.bench.links.slow import measure_slow
    from tests.bench.links.table import check_table

    busy = os.getloadavg()[0]
    loads = measure_load(WORK / "links", arguments.runs)
    slow = measure_slow(WORK / "links" / "slow")
    results = check_table(WORK / "links" / "table")
    say(f"Written: {write_part(docs, 'links', make_part(results, loads, slow, busy, command))}")
