"""Runs before and after the weekly link check: fetches the state that the last one left, then proposes and reports."""

import argparse

from privacy_notices.commands import run
from privacy_notices.github.api import add_to_summary
from privacy_notices.github.weekly_links import fetch_state, follow_up
from privacy_notices.project import Project, Switches

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when it is done, also where nothing could be checked; 2 when a file cannot be used or GitHub refuses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("when", choices=["before", "after"], help="before the check, or after it")
    if parser.parse_args().when == "before":
        lines = [fetch_state(PROJECT)]
    else:
        lines = follow_up(PROJECT, Switches.from_environment().today)
    for line in lines:
        print(line)
        add_to_summary(f"- {line}")
    return 0


if __name__ == "__main__":
    run(main)
