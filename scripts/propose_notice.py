"""Opens a pull request with the draft of a year's notice: the year in YEAR, or the next one."""

import argparse
import os

from privacy_notices.commands import run
from privacy_notices.errors import HeldByPeopleError
from privacy_notices.github.api import add_to_summary
from privacy_notices.github.propose_draft import propose_notice
from privacy_notices.project import Project, Switches
from privacy_notices.years import AcademicYear, academic_year_of

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when the draft is proposed, 2 when it is not; on a schedule, an existing draft is no fault."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    today, written = Switches.from_environment().today, os.environ.get("YEAR", "")
    year = AcademicYear.parse(written) if written else AcademicYear(academic_year_of(today).start + 1)
    try:
        said = propose_notice(PROJECT, year, today)
    except HeldByPeopleError as error:
        print(error)
        return 0 if os.environ.get("GITHUB_EVENT_NAME") == "schedule" else 2
    print(said)
    add_to_summary(said)
    return 0


if __name__ == "__main__":
    run(main)
