"""Shows the site with its drafts in the browser, and reloads after each save; Ctrl+C ends it."""

import argparse
import os
from contextlib import suppress
from socket import create_connection

from sphinx_autobuild.__main__ import main as build_and_watch

from privacy_notices.commands import run
from privacy_notices.errors import BadValueError
from privacy_notices.history.repository import is_repository
from privacy_notices.history.tags import make_tags
from privacy_notices.project import Project

PROJECT = Project.of(__file__)
# A preview has folders of its own below it, so that it never touches the site.
ROOT, BUILD = PROJECT.root, PROJECT.build
#: What builds and tools write: a change of these is not a save.
NOT_WATCHED = [BUILD, ROOT / "versions", ROOT / ".hypothesis", PROJECT.compiled]


def main() -> int:
    """Build, serve and watch until Ctrl+C; return 0, or 2 when it cannot begin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where to show it (default: 8000)")
    port = parser.parse_args().port
    if not 0 < port < 65536:
        raise BadValueError("--port takes a number from 1 to 65535")
    with suppress(OSError), create_connection(("127.0.0.1", port), timeout=1):
        raise BadValueError(
            f"Port {port} is in use, by another preview perhaps. Choose another: make preview PORT={port + 1}"
        )
    if is_repository(ROOT):
        make_tags(ROOT)
    os.environ |= {"NOTICES_DRAFTS": "on", "NOTICES_PDF": "off"}
    options = ["-q", "-b", "dirhtml", "-d", BUILD / "preview-doctrees", "--port", port]
    ignored = [word for path in NOT_WATCHED for word in ("--ignore", path)]
    build_and_watch([str(word) for word in (*options, *ignored, ROOT, BUILD / "preview")])
    return 0


if __name__ == "__main__":
    run(main)
