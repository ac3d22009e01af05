"""Prepares to take back the words of a published version, records it, and prints the commands that come next."""

import argparse

from privacy_notices.commands import run
from privacy_notices.notices.redactions import Reason
from privacy_notices.project import Project, Switches
from privacy_notices.removal import Decision, retract

PROJECT = Project.of(__file__)


def main() -> int:
    """Print what is taken back, and the commands; return 0, or 2 when it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", metavar="VERSION", help="like 2016-17.1")
    parser.add_argument("--reason", required=True, choices=list(Reason), type=str)
    parser.add_argument(
        "--by", required=True, metavar="ROLE", help="who decided it, such as: the data protection officer"
    )
    asked = parser.parse_args()
    decision = Decision(asked.by, Switches.from_environment().today)
    print("\n".join(retract(PROJECT, asked.version, Reason(asked.reason), decision)))
    return 0


if __name__ == "__main__":
    run(main)
