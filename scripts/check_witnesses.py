"""Compares the history with origin's tags and the last published list of versions, before anything is published."""

import argparse
import sys
from pathlib import Path

from privacy_notices.data_files import DataFileError
from privacy_notices.github.witnesses import ask_witnesses
from privacy_notices.history.live_site import NotShownError
from privacy_notices.history.log import LogError
from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError
from privacy_notices.law.school import load_school

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Return 0 when no witness contradicts the history, 2 when one does or cannot be understood."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, metavar="FILE", help="a versions.json that was kept, not the site's")
    try:
        site = load_school(ROOT / "notices" / "school.toml").site_url
        said = ask_witnesses(ROOT, site, parser.parse_args().against)
    except (DataFileError, GitError, HistoryError, LogError, NotShownError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
