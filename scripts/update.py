"""Moves a school's repository to the newest release of the program, in two halves: the second runs on the new one."""

import argparse

from privacy_notices.commands import run
from privacy_notices.project import Project, Switches
from privacy_notices.releases.update import begin, end

PROJECT = Project.of(__file__)


def main() -> int:
    """Say what was done, or what it means for this school; return 0, or 2 when there is no release to move to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=["begin", "end"])
    parser.add_argument("--from", dest="place", default="", metavar="PLACE", help="where, if not as before")
    asked = parser.parse_args()
    switches = Switches.from_environment()
    if asked.half == "begin":
        print(begin(PROJECT, switches, asked.place))
    else:
        for line in end(PROJECT, switches):
            print(line)
    return 0


if __name__ == "__main__":
    run(main)
