"""Writes into notices/links.toml what a run of check_links.py saw, from its JSON report."""

from argparse import ArgumentParser
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.links.update import update_from_report
from privacy_notices.project import Project, Switches

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when links.toml says what the run saw, 2 when a file cannot be used."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, metavar="REPORT", help="made by check_links.py --format json")
    print(update_from_report(PROJECT, parser.parse_args().report, Switches.from_environment().today))
    return 0


if __name__ == "__main__":
    run(main)
