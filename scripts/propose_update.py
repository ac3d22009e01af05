"""Opens a pull request with the release that "make update" has moved this school's repository to."""

import argparse

from privacy_notices.commands import run
from privacy_notices.github.api import add_to_summary
from privacy_notices.github.propose_update import propose_update
from privacy_notices.project import Project

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when it is proposed, or there is nothing to propose; 2 when GitHub refuses."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    said = propose_update(PROJECT)
    print(said)
    add_to_summary(said)
    return 0


if __name__ == "__main__":
    run(main)
