"""Says whether notices/school.toml names the address at which the site is about to be published."""

import argparse
import os
import sys

from privacy_notices.commands import run
from privacy_notices.law.school import address_fault
from privacy_notices.project import SCHOOL, Project

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when it does, 1 when it does not, 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="PAGES_URL in the environment is that address.")
    parser.parse_args()
    fault = address_fault(PROJECT.school, os.environ.get("PAGES_URL", ""))
    if fault:
        print(f"{SCHOOL}: {fault}", file=sys.stderr)
    return 1 if fault else 0


if __name__ == "__main__":
    run(main)
