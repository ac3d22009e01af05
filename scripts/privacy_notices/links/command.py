"""The command around the link check: from its arguments to its report and exit code."""

from __future__ import annotations

import logging
import traceback
from argparse import Namespace
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from privacy_notices.data_files import DataFileError, write_whole
from privacy_notices.history.main_branch import HistoryError
from privacy_notices.history.repository import GitError
from privacy_notices.law.school import load_school
from privacy_notices.links.check import Checked, NoNetworkError, Settings, check_links, now, run_bound
from privacy_notices.links.collect import Location, collect, collect_listed, held_at
from privacy_notices.links.judge import needs_network
from privacy_notices.links.records import load_links
from privacy_notices.links.report import FORMATS, as_markdown, failing, has_work, tally
from privacy_notices.links.state import State, StateError, load_state, save_state
from privacy_notices.years import today

USAGE, NO_NETWORK, INTERNAL = 2, 3, 4


class CannotRunError(Exception):
    """There is no report; the message is one line, `exit_code` the documented one."""

    def __init__(self, message: object, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def run_command(root: Path, arguments: Namespace, stderr: TextIO) -> tuple[str, str, bool]:
    """Check the links; return the report ("" where it went into a file), the line of counts, and whether any fails.

    Raises:
        CannotRunError: with exit code 2 for what cannot be used, 3 without a network, 4 for a fault of ours.
    """
    try:
        checked = _run(root, arguments, stderr)
        report = FORMATS[arguments.format](checked, now())
        if arguments.output:
            write_whole(arguments.output, report + "\n")
            report = ""
        if arguments.issue:
            write_whole(arguments.issue, as_markdown(checked, now()) + "\n" if has_work(checked) else "")
        return report, tally(checked), failing(checked)
    except NoNetworkError as error:
        raise CannotRunError(error, NO_NETWORK) from None
    except (CannotRunError, DataFileError, GitError, HistoryError, StateError, OSError) as error:
        raise CannotRunError(error, USAGE) from None
    except Exception as error:
        # A bug of ours is reported in one line, with an exit code of its own.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = f"A fault of the program: {error!r} ({Path(frame.filename).name}:{frame.lineno})"
        raise CannotRunError(message, INTERNAL) from error


def _run(root: Path, arguments: Namespace, stderr: TextIO) -> Sequence[Checked]:
    if not (isfinite(arguments.rate) and arguments.rate >= 0):
        raise CannotRunError("--rate takes the requests a second to a host; 0 for no limit", USAGE)
    origin = urlsplit(arguments.govuk_origin)
    if origin.scheme not in ("http", "https") or not origin.netloc:
        raise CannotRunError("--govuk-origin takes an address like https://www.gov.uk", USAGE)
    try:
        day = today()
        places = collect_listed(arguments.urls, str(arguments.urls)) if arguments.urls else collect(root, day)
    except ValueError as error:
        raise CannotRunError(error, USAGE) from None
    school = load_school(root / "notices" / "school.toml")
    kept = load_links(root / "notices" / "links.toml")
    state = load_state(arguments.state) if arguments.state else State()
    paths = {place.path for found in places.values() for place in found}
    before = held_at(root, arguments.changed_since, paths) if arguments.changed_since else set()

    def is_new(place: Location, url: str) -> bool:
        return (place.path, url) not in before

    settings = Settings(
        # Honest, with somebody to write to.
        user_agent=f"privacy-notices-link-check/1 (+{school.repository_url or school.site_url}; {school.office_email})",
        govuk_origin=arguments.govuk_origin.rstrip("/"),
        rate=arguments.rate,
        allowed=arguments.allow_address,
        ca_file=arguments.ca_file,
        archive_origin=arguments.archive_origin.rstrip("/"),
        finds_copies=arguments.find_copies,
    )
    # aiohttp warns of what sites do wrong; what matters of it is in the report.
    logging.getLogger("aiohttp").addHandler(logging.NullHandler())
    pages = {url.partition("#")[0] for url in places if needs_network(url)}
    minutes = run_bound(places) / 60

    def begun() -> None:
        stderr.write(f"Asking for {len(pages)} pages. This ends within {minutes:.0f} minutes, whatever the sites do.\n")

    console = Console(file=stderr)
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Pages", total=len(pages))
        checked = check_links(places, settings, kept, state, is_new, begun, lambda: progress.advance(task))
    if arguments.state:
        save_state(arguments.state, state)
    return checked
