"""Runs before and after the weekly link check: fetches the state that the last one left, then proposes and reports."""

import argparse
import sys
from pathlib import Path

from privacy_notices.data_files import DataFileError
from privacy_notices.github.api import GitHubError, add_to_summary
from privacy_notices.github.weekly_links import fetch_state, follow_up
from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError
from privacy_notices.links.update import ReportError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "links"


def main() -> int:
    """Return 0 when it is done, also where nothing could be checked; 2 when a file cannot be used or GitHub refuses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("when", choices=["before", "after"], help="before the check, or after it")
    state = FOLDER / "state.json"
    try:
        if parser.parse_args().when == "before":
            lines = [fetch_state(ROOT, state)]
        else:
            lines = follow_up(ROOT, FOLDER / "report.json", FOLDER / "issue.md", state)
    except (DataFileError, GitError, GitHubError, HistoryError, OSError, ReportError) as error:
        print(error, file=sys.stderr)
        return 2
    for line in lines:
        print(line)
        add_to_summary(f"- {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
