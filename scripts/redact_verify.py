"""Proves to whoever has the salt and the original that only what the record names was removed from a version."""

import argparse
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.project import Project
from privacy_notices.removal import prove

PROJECT = Project.of(__file__)


def main() -> int:
    """Print that they fit; return 0, or 2 when they do not or cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", metavar="VERSION", help="like 2016-17.1")
    parser.add_argument("folder", type=Path, metavar="SEALED", help='the folder that "make redact" wrote')
    asked = parser.parse_args()
    print(prove(PROJECT, asked.version, asked.folder))
    return 0


if __name__ == "__main__":
    run(main)
