"""Says which release of the program this is, and the newest change of the law that it knows."""

import argparse

from privacy_notices.commands import run
from privacy_notices.project import Project
from privacy_notices.releases.release import current

PROJECT = Project.of(__file__)


def main() -> int:
    """Print it; return 0, or 2 where the data cannot be used."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"privacy-notices {current(PROJECT)}")
    return 0


if __name__ == "__main__":
    run(main)
