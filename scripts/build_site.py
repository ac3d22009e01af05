"""Builds the whole site into build/site; a failed build leaves the last good one untouched."""

import argparse
import gc

from privacy_notices.commands import run
from privacy_notices.project import Project, Switches
from privacy_notices.site.build import build_site

PROJECT = Project.of(__file__)


def main() -> int:
    """Build; return 0, 1 when a notice or a page has a fault, 2 when tags and history contradict each other."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    # This process is for one build, which makes very many objects and hardly a cycle among them: look for those less
    # often, and not once more through all objects when the process ends.
    gc.set_threshold(50_000, 50, 100)
    site = build_site(PROJECT, Switches.from_environment(), lambda line: print(line, flush=True))
    gc.freeze()
    print(f'The site is in {site}. To read it, run "make serve" and open http://localhost:8000/')
    return 0


if __name__ == "__main__":
    run(main)
