"""Writes into notices/links.toml what a run of check_links.py saw, from its JSON report."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from privacy_notices.data_files import DataFileError
from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError
from privacy_notices.links.update import ReportError, update_from_report

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Return 0 when links.toml says what the run saw, 2 when a file cannot be used."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, metavar="REPORT", help="made by check_links.py --format json")
    try:
        print(update_from_report(ROOT, parser.parse_args().report))
    except (DataFileError, GitError, HistoryError, OSError, ReportError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
