"""Compares the history with origin's tags and the last published list of versions, before anything is published."""

import argparse
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.github.witnesses import ask_witnesses
from privacy_notices.project import Project, Switches

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when no witness contradicts the history, 2 when one does or cannot be understood."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, metavar="FILE", help="a versions.json that was kept, not the site's")
    said = ask_witnesses(PROJECT, Switches.from_environment().dropped, parser.parse_args().against)
    print("\n".join(said))
    return 0


if __name__ == "__main__":
    run(main)
