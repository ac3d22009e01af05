"""Says in plain English what a proposed change means for parents."""

import argparse
import os

from privacy_notices.commands import run
from privacy_notices.github.api import add_to_summary
from privacy_notices.github.summary import summarise
from privacy_notices.project import Project

PROJECT = Project.of(__file__)


def main() -> int:
    """Print the summary, on GitHub also on the page of the run; return 0, or 2 where git cannot say what changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    base = f"origin/{os.environ.get('GITHUB_BASE_REF') or 'main'}"
    parser.add_argument("--base", default=base, metavar="REV", help="what the change is merged into; here: %(default)s")
    summary = summarise(PROJECT, parser.parse_args().base)
    print(summary)
    add_to_summary(summary)
    return 0


if __name__ == "__main__":
    run(main)
