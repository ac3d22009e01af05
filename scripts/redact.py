"""Prepares the removal of a name from published versions, records it, and prints the commands that come next."""

import argparse
import sys
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.data_files import read_text
from privacy_notices.notices.redactions import Ground, What
from privacy_notices.project import Project, Switches
from privacy_notices.removal import Decision, redact

PROJECT = Project.of(__file__)


def main() -> int:
    """Print what is removed where, and the commands; return 0, or 2 when it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versions", nargs="+", metavar="VERSION", help="like 2016-17.1; all that hold the words")
    parser.add_argument("--what", required=True, choices=list(What), type=str)
    parser.add_argument("--ground", required=True, choices=list(Ground), type=str)
    parser.add_argument(
        "--by", required=True, metavar="ROLE", help="who decided it, such as: the data protection officer"
    )
    parser.add_argument("--words", type=Path, metavar="FILE", help="what to remove, a line each; typed in without it")
    asked = parser.parse_args()
    if not asked.words and sys.stdin.isatty():
        print("Type what is to be removed, each spelling on a line of its own; then Ctrl-D.", file=sys.stderr)
    words = sys.stdin.read if not asked.words else lambda: read_text(asked.words)
    decision = Decision(asked.by, Switches.from_environment().today)
    print("\n".join(redact(PROJECT, asked.versions, What(asked.what), Ground(asked.ground), words, decision)))
    return 0


if __name__ == "__main__":
    run(main)
