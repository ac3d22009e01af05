"""Makes the tags of published revisions, as make_tags.py does, and sends them to origin."""

import argparse
import sys
from pathlib import Path

from privacy_notices import github
from privacy_notices.git import GitError
from privacy_notices.tags import make_tags
from privacy_notices.versions import HistoryError

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Return 0 when origin has every tag, or 2 where it refuses one or tags and history contradict each other."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    try:
        _, versions = make_tags(ROOT)
        if versions:
            github.push(ROOT, *(f"refs/tags/{version.name}" for version in versions))
    except (GitError, HistoryError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"origin has the tags {', '.join(version.name for version in versions) or 'of no version: there is none'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
