"""Checks the addresses that notices send parents to, and prints a verdict on each."""

import sys
from argparse import ArgumentParser
from ipaddress import ip_address
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.links.command import run_command
from privacy_notices.links.report import FORMATS
from privacy_notices.project import Project, Switches

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when no link fails, 1 when one does, 2 for what cannot be used, 3 without a network, 4 for a bug.

    A check that Ctrl-C or SIGTERM ended early writes what it saw, and returns 130 or 143, as the shell says of both.
    """
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--output", type=Path, metavar="F", help="write the report to this file")
    parser.add_argument("--issue", type=Path, metavar="F", help="write the text of an issue, empty if all is well")
    parser.add_argument("--state", type=Path, metavar="F", help="what the last run saw; brought up to date")
    parser.add_argument("--urls", type=Path, metavar="F", help="check the addresses in this file, one a line")
    parser.add_argument("--rate", type=float, default=1.0, help="requests a second to a host; 0: no limit")
    parser.add_argument("--changed-since", metavar="REV", help="fail only for links that came after this commit")
    parser.add_argument("--find-copies", action="store_true", help="look at the archives' copies of dead pages")
    parser.add_argument("--govuk-origin", default="https://www.gov.uk", metavar="URL", help="where GOV.UK is")
    parser.add_argument("--archive-origin", default="", metavar="URL", help="ask here instead of the archives (tests)")
    parser.add_argument("--ca-file", type=Path, metavar="F", help="a certificate authority to trust as well")
    parser.add_argument("--allow-address", type=ip_address, action="append", default=[], metavar="IP", help="for tests")
    printed, code = run_command(PROJECT, Switches.from_environment().today, parser.parse_args(), sys.stderr)
    print(printed)
    return code


if __name__ == "__main__":
    run(main)
