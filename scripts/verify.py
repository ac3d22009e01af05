"""Compares the pages, PDF copies and list of versions of a site with the tags and objects of this clone."""

import argparse
import sys
from pathlib import Path

from privacy_notices.history.live_site import NotShownError, UnreachableError
from privacy_notices.history.log import LogError
from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError
from privacy_notices.history.verify import as_table, verify

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print the table; return 0 when all agree, 1 when something differs, 2 when the site or git could not be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    site = str(ROOT / "build" / "site")
    parser.add_argument("--site", default=site, metavar="SITE", help="an address or a folder; here: %(default)s")
    try:
        rows = verify(ROOT, parser.parse_args().site)
    except (GitError, HistoryError, LogError, NotShownError, UnreachableError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(as_table(rows)))
    return 1 if any(row.reasons for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
