"""Compares the pages, PDF copies and list of versions of a site with the tags and objects of this clone."""

import argparse

from privacy_notices.commands import run
from privacy_notices.history.verify import as_table, verify
from privacy_notices.project import Project, Switches

PROJECT = Project.of(__file__)


def main() -> int:
    """Print the table; return 0 when all agree, 1 when something differs, 2 when the site or git could not be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    site = str(PROJECT.site)
    parser.add_argument("--site", default=site, metavar="SITE", help="an address or a folder; here: %(default)s")
    rows = verify(PROJECT.root, parser.parse_args().site, Switches.from_environment().today, PROJECT.removals)
    print("\n".join(as_table(rows)))
    return 1 if any(row.reasons for row in rows) else 0


if __name__ == "__main__":
    run(main)
