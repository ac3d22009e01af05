"""Builds the wheel of this release and what offers it into a folder; the same commit gives the same bytes."""

import argparse
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.project import Project
from privacy_notices.releases.wheel import make_wheel

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when it is built, 2 when it cannot be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT.build / "release", metavar="FOLDER")
    folder: Path = parser.parse_args().folder
    release = make_wheel(PROJECT, folder)
    size = (folder / release.wheel).stat().st_size / 1e6
    print(f"{folder / release.wheel}: release {release}, {size:.1f} MB, SHA-256 {release.sha256}")
    return 0


if __name__ == "__main__":
    run(main)
