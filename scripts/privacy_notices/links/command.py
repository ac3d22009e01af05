"""The command around the link check: from its arguments to its report and exit code."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import TextIO
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from privacy_notices.data_files import make_room, write_whole
from privacy_notices.errors import BadValueError
from privacy_notices.links.check import Checked, Settings, check_links, now, run_bound
from privacy_notices.links.collect import Location, collect, collect_listed, held_at
from privacy_notices.links.judge import needs_network
from privacy_notices.links.records import load_links
from privacy_notices.links.report import FORMATS, as_markdown, fails, has_work, tally
from privacy_notices.links.state import State, load_state, save_state
from privacy_notices.project import Project


def run_command(project: Project, today: date, arguments: Namespace, stderr: TextIO) -> tuple[str, str, bool]:
    """Check the links; return the report ("" where it went into a file), the line of counts, and whether any fails.

    Raises:
        BadValueError: a switch makes no sense.
        FileError, GitError, HistoryError: a file, or the history, cannot be used.
        NoNetworkError: no site answered at all.
    """
    for path in filter(None, (arguments.output, arguments.issue, arguments.state)):
        make_room(path)
    checked = _run(project, today, arguments, stderr)
    report = FORMATS[arguments.format](checked, now())
    if arguments.output:
        write_whole(arguments.output, report + "\n")
        report = ""
    if arguments.issue:
        write_whole(arguments.issue, as_markdown(checked, now()) + "\n" if has_work(checked) else "")
    return report, tally(checked), fails(checked)


def _run(project: Project, today: date, arguments: Namespace, stderr: TextIO) -> Sequence[Checked]:
    if not (isfinite(arguments.rate) and arguments.rate >= 0):
        raise BadValueError("--rate takes the requests a second to a host; 0 for no limit")
    if not _is_origin(arguments.govuk_origin):
        raise BadValueError("--govuk-origin takes an address like https://www.gov.uk")
    places = collect_listed(arguments.urls, str(arguments.urls)) if arguments.urls else collect(project, today)
    school, kept = project.school, load_links(project.links_file)
    state = load_state(arguments.state) if arguments.state else State()
    paths = {place.path for found in places.values() for place in found}
    before = held_at(project.root, arguments.changed_since, paths) if arguments.changed_since else set()

    def is_new(place: Location, url: str) -> bool:
        return (place.path, url) not in before

    settings = Settings(
        # Honest, with somebody to write to.
        today=today,
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


def _is_origin(text: str) -> bool:
    try:
        origin = urlsplit(text)
    except ValueError:
        return False
    return origin.scheme in ("http", "https") and bool(origin.netloc)
