"""Draws the plot: `plot.py MEDIANS.json OUT.svg`, run in the peer's environment, which has matplotlib."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl  # type: ignore[import-not-found]
from matplotlib.figure import Figure  # type: ignore[import-not-found]
from matplotlib.ticker import LogLocator  # type: ignore[import-not-found]

LINES = {
    ("stock", "cold"): ("stock sphinx-multiversion, cold", "#b3261e", "s-"),
    ("ours", "cold"): ("this project, cold", "#00539f", "o-"),
    ("ours", "one new version"): ("this project, one new version", "#00539f", "^--"),
    ("ours", "nothing changed"): ("this project, nothing changed", "#00539f", "v:"),
    ("plain", "cold"): ("one plain sphinx-build, cold", "#4d4d4d", "d-"),
    ("empty", "cold"): ("empty Sphinx project, cold", "#4d4d4d", "x:"),
}


def draw(results: list[dict[str, Any]], path: Path) -> None:
    """Draw wall time against versions; the same figures give the same bytes."""
    mpl.rcParams.update({"svg.hashsalt": "benchmark", "font.size": 10})
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for (build, state), (label, colour, style) in LINES.items():
        rows = [row for row in results if (row["build"], row["state"]) == (build, state)]
        axes.plot([r["versions"] for r in rows], [r["wall"] for r in rows], style, color=colour, label=label)
    versions = sorted({row["versions"] for row in results})
    axes.set(xlabel="versions held", ylabel="seconds (logarithmic)", xscale="log", yscale="log")
    axes.set_xticks(versions, [str(number) for number in versions])
    axes.minorticks_off()
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(axis="y", alpha=0.3)
    axes.legend(fontsize=9)
    figure.savefig(path, metadata=dict.fromkeys(["Date", "Creator", "Format", "Type"]))
    # The document type names an address, and browsers do not need it.
    path.write_text(re.sub(r"<!DOCTYPE[^>]*>\s*", "", path.read_text()))


if __name__ == "__main__":
    draw(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))
