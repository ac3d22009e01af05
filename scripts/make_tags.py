"""Gives each published revision its tag, at the commit of main that first published it."""

import argparse
import sys
from pathlib import Path

from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError, is_repository
from privacy_notices.history.tags import make_tags, remarks

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print a line for each tag made; return 0, or 2 when tags and history contradict each other."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    try:
        if not is_repository(ROOT):
            print(f"{ROOT} is not a git repository: there is no history to tag.", file=sys.stderr)
            return 2
        made, history = make_tags(ROOT)
    except (GitError, HistoryError) as error:
        print(error, file=sys.stderr)
        return 2
    for line in remarks(history):
        print(line, file=sys.stderr)
    for name in made:
        print(f"tagged {name}")
    if not made:
        print("Every published revision has its tag.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
