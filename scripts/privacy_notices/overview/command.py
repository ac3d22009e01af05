"""The command around the overview: from trust.toml to the page, the JSON and the exit code."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

from privacy_notices.data_files import make_room, write_whole
from privacy_notices.errors import BadValueError, NoNetworkError
from privacy_notices.overview.ask import Settings, ask_all
from privacy_notices.overview.judge import State
from privacy_notices.overview.report import Overview, as_json, as_page
from privacy_notices.overview.trust import load_trust
from privacy_notices.project import Project
from privacy_notices.text import plural

PAGE, DATA = "index.html", "overview.json"


@dataclass(frozen=True)
class Made:
    """The overview that was made: what there is to print, and whether there is something to do."""

    said: str
    has_work: bool


def make_overview(project: Project, file: Path, folder: Path, settings: Settings) -> Made:
    """Ask the sites of a trust's schools, and write the page and the JSON into a folder.

    Schools that cannot be read are shown as such. Where none could even be reached, that is most likely the fault of
    the network here, and what an earlier run wrote is left as it is.

    Raises:
        BadValueError: the rate makes no sense.
        FileError: trust.toml, the requirements or the folder cannot be used.
        NoNetworkError: no site answered at all.
    """
    if not (isfinite(settings.rate) and settings.rate >= 0):
        raise BadValueError("--rate takes the requests a second to a host; 0 for no limit")
    trust, requirements = load_trust(file), project.requirements
    for name in (PAGE, DATA):
        make_room(folder / name)
    # aiohttp warns of what sites do wrong; what matters of it is in the overview.
    logging.getLogger("aiohttp").addHandler(logging.NullHandler())
    asked_at = datetime.now(UTC)
    asked = ask_all(trust, requirements, settings)
    if not any(each.has_answered for each in asked):
        raise NoNetworkError(
            f"None of the sites in {file} could be reached. Is this computer connected? Nothing was written."
        )
    overview = Overview(trust.name, asked, settings.today, asked_at, requirements.written)
    write_whole(folder / PAGE, as_page(overview, project.templates))
    write_whole(folder / DATA, as_json(overview))
    return Made(_said(overview, folder / PAGE), len(overview.of(State.WELL)) < len(asked))


def _said(overview: Overview, page: Path) -> str:
    well, to_do, unread = (len(overview.of(state)) for state in (State.WELL, State.TO_DO, State.UNREAD))
    return (
        f"{plural(len(overview.asked), 'school')}: {well} with all well, {to_do} with something to do, {unread} that "
        f"could not be read. Open {page}"
    )
