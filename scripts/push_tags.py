"""Makes the tags of published revisions, as make_tags.py does, and sends them to origin."""

import argparse

from privacy_notices.commands import run
from privacy_notices.github import api as github
from privacy_notices.history.tags import make_tags
from privacy_notices.project import Project

ROOT = Project.of(__file__).root


def main() -> int:
    """Return 0 when origin has every tag, or 2 where it refuses one or tags and history contradict each other."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    names = [version.name for version in make_tags(ROOT)[1].versions]
    if names:
        github.push(ROOT, *(f"refs/tags/{name}" for name in names))
    print(f"origin has the tags {', '.join(names) or 'of no version: there is none'}.")
    return 0


if __name__ == "__main__":
    run(main)
