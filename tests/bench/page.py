"""The page docs/benchmarks.md: parts between marks, each written by its own benchmark. And what all parts say."""

from __future__ import annotations

import os
import platform
import sys
from datetime import date
from importlib.metadata import distributions
from pathlib import Path

from tests.bench.generate import ROOT
from tests.parts import with_part

WORK = ROOT / "build" / "bench"
PEER = WORK / "peer-env"
TOP = """\
# Benchmarks

Each part of this page was written by the command that it names, and every figure in it is from that run.
"""


def write_part(docs: Path, name: str, text: str) -> Path:
    """Put a part in the place of the one with its name, or at the end; all else stays. Return the page."""
    page = docs / "benchmarks.md"
    old = page.read_text(encoding="utf-8") if page.exists() else TOP
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(with_part(old, name, text), "utf-8")
    return page


def part_head(title: str) -> str:
    """Return how each part of the page begins: its title and the command that wrote it, as a format string."""
    return f"""\
## {title}

This command wrote this part on {{day}}, and every figure in it is from that run:

```console
$ {{command}}
```
"""


def machine() -> str:
    """Say what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.1f} GiB of memory, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def today() -> str:
    """Say the day, like 23 November 2026."""
    return f"{date.today():%-d %B %Y}"


def peer_versions() -> dict[str, str]:
    """Return the versions of what is installed in the peers' environment, by name in lower case."""
    folders = [str(path) for path in PEER.glob("lib/*/site-packages")]
    return {found.name.lower(): found.version for found in distributions(path=folders)}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
