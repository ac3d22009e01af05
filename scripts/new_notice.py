"""Begins next year's notice: a draft from the latest one, and a list of what changed in the law since."""

import argparse

from privacy_notices.checks import load_rulebook
from privacy_notices.commands import run
from privacy_notices.data_files import write_whole
from privacy_notices.draft_next_year import new_notice
from privacy_notices.links.records import load_links
from privacy_notices.project import Project, Switches
from privacy_notices.years import AcademicYear

PROJECT = Project.of(__file__)


def main() -> int:
    """Write the draft and say what to look at; return 0, or 2 when there is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", required=True, metavar="YEAR", help="like 2027-28")
    arguments = parser.parse_args()
    year = AcademicYear.parse(arguments.year)
    rules, links = load_rulebook(PROJECT, Switches.from_environment().today), load_links(PROJECT.links_file)
    new = new_notice(PROJECT.notices, year, rules, links)
    write_whole(new.path, new.text)
    print(new.report())
    return 0


if __name__ == "__main__":
    run(main)
