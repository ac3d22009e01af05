"""Builds the whole site into build/site; a failed build leaves the last good one untouched."""

import argparse
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.project import Project, Switches
from privacy_notices.site.build import build_site

PROJECT = Project(Path(__file__).resolve().parent.parent)


def main() -> int:
    """Build; return 0, 1 when a notice or a page has a fault, 2 when tags and history contradict each other."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    site = build_site(PROJECT, Switches.from_environment(), lambda line: print(line, flush=True))
    print(f'The site is in {site}. To read it, run "make serve" and open http://localhost:8000/')
    return 0


if __name__ == "__main__":
    run(main)
