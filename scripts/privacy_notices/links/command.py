"""The command around the link check: from its arguments to its report and exit code."""

from __future__ import annotations

import logging
from argparse import Namespace
from datetime import UTC, date, datetime
from functools import partial
from math import isfinite
from typing import TextIO

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from privacy_notices.data_files import make_room, write_whole
from privacy_notices.errors import BadValueError
from privacy_notices.links.addresses import parts_of
from privacy_notices.links.check import LinkCheck, Seen
from privacy_notices.links.collect import collect, collect_listed, held_at
from privacy_notices.links.copies import Copies
from privacy_notices.links.fetch import Fetcher
from privacy_notices.links.records import load_links
from privacy_notices.links.report import FORMATS, as_markdown, fails, has_work, tally
from privacy_notices.links.state import State, load_state, save_state
from privacy_notices.project import Project


def run_command(project: Project, today: date, arguments: Namespace, stderr: TextIO) -> tuple[str, int]:
    """Check the links, write what was seen, and return what to print and the exit code.

    Raises:
        BadValueError: a switch makes no sense.
        FileError, GitError, HistoryError: a file, or the history, cannot be used.
        NoNetworkError: no site answered at all.
    """
    for path in filter(None, (arguments.output, arguments.issue, arguments.state)):
        make_room(path)
    seen = _run(project, today, arguments, stderr)
    at = datetime.now(UTC).replace(microsecond=0)
    printed = FORMATS[arguments.format](seen.links, at)
    if arguments.output:
        write_whole(arguments.output, printed + "\n")
        printed = tally(seen.links)
    if arguments.issue:
        write_whole(arguments.issue, as_markdown(seen.links, at) + "\n" if has_work(seen.links) else "")
    # What was seen is also written where a signal ended the check early: the code is what the shell says of that.
    return printed, 128 + seen.stopped_by if seen.stopped_by else int(fails(seen.links))


def _run(project: Project, today: date, arguments: Namespace, stderr: TextIO) -> Seen:
    if not (isfinite(arguments.rate) and arguments.rate >= 0):
        raise BadValueError("--rate takes the requests a second to a host; 0 for no limit")
    origin = parts_of(arguments.govuk_origin)
    if origin.scheme not in ("http", "https") or not origin.netloc:
        raise BadValueError("--govuk-origin takes an address like https://www.gov.uk")
    places = collect_listed(arguments.urls, str(arguments.urls)) if arguments.urls else collect(project, today)
    school, kept = project.school, load_links(project.links_file)
    state = load_state(arguments.state) if arguments.state else State()
    paths = {place.path for found in places.values() for place in found}
    before = held_at(project.root, arguments.changed_since, paths) if arguments.changed_since else set()
    # Honest, with somebody to write to.
    agent = f"privacy-notices-link-check/1 (+{school.repository_url or school.site_url}; {school.office_email})"
    fetcher = Fetcher(agent, arguments.rate, arguments.allow_address, arguments.ca_file)
    copies = Copies(fetcher, arguments.archive_origin.rstrip("/")) if arguments.find_copies else None
    # aiohttp warns of what sites do wrong; what matters of it is in the report.
    logging.getLogger("aiohttp").addHandler(logging.NullHandler())
    console = Console(file=stderr)
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        asked = partial(progress.advance, progress.add_task("Pages"))
        govuk = arguments.govuk_origin.rstrip("/")
        check = LinkCheck(places, fetcher, kept, state, today, stderr.write, asked, govuk, before, copies)
        progress.update(progress.task_ids[0], total=len(check.pages))
        seen = check.run()
    if arguments.state:
        save_state(arguments.state, state)
    return seen
