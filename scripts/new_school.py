"""Makes a school's repository: its first draft, its facts, and the files with which it uses this program."""

import argparse
import sys
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.errors import BadValueError
from privacy_notices.project import Project, Switches
from privacy_notices.releases.first_draft import Facts, parse_facts
from privacy_notices.releases.school import new_school
from privacy_notices.years import AcademicYear, academic_year_of

PROJECT = Project.of(__file__)


def main() -> int:
    """Say what was made and what comes next; return 0, or 2 when nothing was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet, or is empty")
    parser.add_argument("--name", default="", help="asked for; without it, TODO")
    parser.add_argument("--email", default="", help="of the office; asked for; without it, TODO")
    parser.add_argument("--facts", default="", help="like: kind=maintained oldest_pupils_age=16 biometrics=true")
    parser.add_argument("--year", default="", help="of the first draft (default: this school year)")
    parser.add_argument("--from", dest="place", default=PROJECT.school.repository_url, help="where releases are")
    asked = parser.parse_args()
    if not asked.place:
        raise BadValueError("Say where releases are: FROM=https://github.com/OWNER/REPOSITORY, or FROM=folder")
    name, email = asked.name or _asked("The name of the school"), asked.email or _asked("The office's e-mail address")
    facts = Facts(name, email, parse_facts(asked.facts))
    today = Switches.from_environment().today
    year = AcademicYear.parse(asked.year) if asked.year else academic_year_of(today)
    print("\n".join(new_school(asked.folder, asked.place, facts, year)))
    return 0


def _asked(what: str) -> str:
    return input(f"{what} (or Enter, to write it later): ").strip() if sys.stdin.isatty() else ""


if __name__ == "__main__":
    run(main)
