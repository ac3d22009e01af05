"""Says what is missing or wrong in the notices, with the line and what to write."""

import argparse
import os
from pathlib import Path

from privacy_notices.checks import check_files, load_rulebook
from privacy_notices.commands import run
from privacy_notices.findings import as_github, as_json, as_text, has_errors
from privacy_notices.project import Project, Switches
from privacy_notices.years import parse_day

PROJECT = Project.of(__file__)


def main() -> int:
    """Print every finding; return 0 when none is an error, 1 when one is, 2 when the checks could not run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="default: notices/")
    parser.add_argument("--format", choices=["text", "json", "github"], default="text")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="default: NOTICES_TODAY, or the day that it is")
    parser.add_argument("--all", action="store_true", help="whole lines, and all of the advice")
    arguments = parser.parse_args()
    written: str | None = arguments.today
    today = Switches.from_environment().today if written is None else parse_day("--today", written)
    paths = arguments.paths or [Path(os.path.relpath(PROJECT.notices))]
    findings, checked = check_files(paths, PROJECT.notices, load_rulebook(PROJECT, today))
    if arguments.format == "json":
        print(as_json(findings))
    elif arguments.format == "github":
        print(as_github(findings, checked))
    else:
        print(as_text(findings, checked, everything=arguments.all))
    return 1 if has_errors(findings) else 0


if __name__ == "__main__":
    run(main)
