"""Opens a pull request with the draft of a year's notice: the year in YEAR, or the next one."""

import argparse
import os
import sys
from pathlib import Path

from privacy_notices.data_files import DataFileError
from privacy_notices.draft_next_year import CannotBeginError
from privacy_notices.github.api import GitHubError, HeldByPeopleError, add_to_summary
from privacy_notices.github.propose_draft import propose_notice
from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError
from privacy_notices.years import AcademicYear, academic_year_of, today

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Return 0 when the draft is proposed, 2 when it is not; on a schedule, an existing draft is no fault."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    try:
        written = os.environ.get("YEAR", "")
        year = AcademicYear.parse(written) if written else AcademicYear(academic_year_of(today()).start + 1)
        said = propose_notice(ROOT, year)
    except HeldByPeopleError as error:
        print(error)
        return 0 if os.environ.get("GITHUB_EVENT_NAME") == "schedule" else 2
    except (CannotBeginError, DataFileError, GitError, GitHubError, HistoryError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(said)
    add_to_summary(said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
