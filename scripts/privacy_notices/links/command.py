"""The command around the link check: from its arguments to its report and exit code."""

from __future__ import annotations

import logging
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Self, TextIO
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from privacy_notices.data_files import make_room, write_whole
from privacy_notices.errors import BadValueError
from privacy_notices.links.addresses import without_fragment
from privacy_notices.links.check import LinkCheck, Seen, Settings, now, run_bound
from privacy_notices.links.collect import Location, Places, collect, collect_listed, held_at
from privacy_notices.links.records import load_links
from privacy_notices.links.report import FORMATS, as_markdown, fails, has_work, tally
from privacy_notices.links.state import State, load_state, save_state
from privacy_notices.links.verdict import needs_network
from privacy_notices.project import Project


@dataclass(frozen=True)
class Result:
    """What the command prints and how it ends; `report` is "" where it went into a file."""

    report: str
    tally: str
    fails: bool
    stopped_by: int


def run_command(project: Project, today: date, arguments: Namespace, stderr: TextIO) -> Result:
    """Check the links, and write what was seen, also where a signal ended the check early.

    Raises:
        BadValueError: a switch makes no sense.
        FileError, GitError, HistoryError: a file, or the history, cannot be used.
        NoNetworkError: no site answered at all.
    """
    for path in filter(None, (arguments.output, arguments.issue, arguments.state)):
        make_room(path)
    seen = _run(project, today, arguments, stderr)
    report = FORMATS[arguments.format](seen.links, now())
    if arguments.output:
        write_whole(arguments.output, report + "\n")
        report = ""
    if arguments.issue:
        write_whole(arguments.issue, as_markdown(seen.links, now()) + "\n" if has_work(seen.links) else "")
    return Result(report, tally(seen.links), fails(seen.links), seen.stopped_by)


def _run(project: Project, today: date, arguments: Namespace, stderr: TextIO) -> Seen:
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
    with _Shown(places, stderr) as shown:
        seen = LinkCheck(places, settings, kept, state, is_new, shown).run()
    if arguments.state:
        save_state(arguments.state, state)
    return seen


class _Shown:
    """Shows how far the check is, where somebody looks on."""

    def __init__(self, places: Places, stderr: TextIO) -> None:
        self.stderr = stderr
        self.pages = len({without_fragment(url) for url in places if needs_network(url)})
        self.minutes = run_bound(places) / 60
        console = Console(file=stderr)
        columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.progress.add_task("Pages", total=self.pages)

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def begun(self) -> None:
        self.stderr.write(
            f"Asking for {self.pages} pages. This ends within {self.minutes:.0f} minutes, whatever the sites do.\n"
        )

    def asked(self) -> None:
        self.progress.advance(self.task)


def _is_origin(text: str) -> bool:
    try:
        origin = urlsplit(text)
    except ValueError:
        return False
    return origin.scheme in ("http", "https") and bool(origin.netloc)
