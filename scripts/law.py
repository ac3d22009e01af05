"""Prints what changes in the law of privacy notices between two days, or the table of what a notice must say."""

import argparse
from datetime import date

from privacy_notices.commands import run
from privacy_notices.law.timeline import report, table
from privacy_notices.project import Project, Switches
from privacy_notices.years import AcademicYear, academic_year_of, parse_day

PROJECT = Project.of(__file__)


def main() -> int:
    """Print it; return 0, or 2 where a day or the data cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="default: the first day of this school year")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help="default: the last day of the next one")
    parser.add_argument("--table", action="store_true", help="print every requirement with its sources instead")
    arguments = parser.parse_args()
    if arguments.table:
        print(table(PROJECT.requirements))
        return 0
    year = academic_year_of(Switches.from_environment().today)
    first = _day("--from", arguments.first, year.period.first)
    last = _day("--to", arguments.last, AcademicYear(year.start + 1).period.last)
    print(report(PROJECT.requirements, first, last))
    return 0


def _day(switch: str, written: str | None, default: date) -> date:
    return parse_day(switch, written) if written else default


if __name__ == "__main__":
    run(main)
