"""Says in plain English what a proposed change means for parents."""

import argparse
import os
import sys
from pathlib import Path

from privacy_notices.data_files import DataFileError
from privacy_notices.github.api import add_to_summary
from privacy_notices.github.summary import summarise
from privacy_notices.history.repository import GitError

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print the summary, on GitHub also on the page of the run; return 0, or 2 where git cannot say what changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    base = f"origin/{os.environ.get('GITHUB_BASE_REF') or 'main'}"
    parser.add_argument("--base", default=base, metavar="REV", help="what the change is merged into; here: %(default)s")
    try:
        summary = summarise(ROOT, parser.parse_args().base)
    except (DataFileError, GitError) as error:
        print(error, file=sys.stderr)
        return 2
    print(summary)
    add_to_summary(summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
