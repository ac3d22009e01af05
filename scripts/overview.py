"""Makes a trust's overview of its schools: whose notice is in force, whose is out of date, whose links are dead."""

import argparse
import os
from ipaddress import ip_address
from pathlib import Path

from privacy_notices.commands import run
from privacy_notices.overview.ask import Settings
from privacy_notices.overview.command import make_overview
from privacy_notices.project import Project, Switches

PROJECT = Project.of(__file__)


def main() -> int:
    """Return 0 when all is well, 1 when there is something to do, 2 for what cannot be used, 3 without a network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trust", type=Path, default=Path("trust.toml"), metavar="F", help="here: %(default)s")
    output = Path(os.path.relpath(PROJECT.build)) / "overview"
    parser.add_argument("--output", type=Path, default=output, metavar="DIR", help="here: %(default)s")
    parser.add_argument("--rate", type=float, default=1.0, help="requests a second to a host; 0: no limit")
    parser.add_argument("--ca-file", type=Path, metavar="F", help="a certificate authority to trust as well")
    parser.add_argument("--allow-address", type=ip_address, action="append", default=[], metavar="IP", help="for tests")
    given = parser.parse_args()
    settings = Settings(Switches.from_environment().today, given.rate, frozenset(given.allow_address), given.ca_file)
    made = make_overview(PROJECT, given.trust, given.output, settings)
    print(made.said)
    return int(made.has_work)


if __name__ == "__main__":
    run(main)
