"""Gives each published revision its tag, at the commit of main that first published it."""

import argparse
import sys

from privacy_notices.commands import run
from privacy_notices.errors import HistoryError
from privacy_notices.history.repository import is_repository
from privacy_notices.history.tags import make_tags, remarks
from privacy_notices.project import Project

ROOT = Project.of(__file__).root


def main() -> int:
    """Print a line for each tag made; return 0, or 2 when tags and history contradict each other."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    if not is_repository(ROOT):
        raise HistoryError(f"{ROOT} is not a git repository: there is no history to tag.")
    made, history = make_tags(ROOT)
    for line in remarks(history):
        print(line, file=sys.stderr)
    for name in made:
        print(f"tagged {name}")
    if not made:
        print("Every published revision has its tag.")
    return 0


if __name__ == "__main__":
    run(main)
