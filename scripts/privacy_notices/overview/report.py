"""The overview as a page for people and as JSON for programs: one file each, which need no server and no script."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from privacy_notices.data_files import read_text
from privacy_notices.overview.ask import Asked
from privacy_notices.overview.judge import Gap, Standing, State
from privacy_notices.years import day_in_words

#: How the page calls what there is to do for schools, and in which order it shows them.
HEADINGS = {
    State.TO_DO: "Something to do",
    State.UNREAD: "Could not be read",
    State.WELL: "All well",
}


@dataclass(frozen=True)
class Overview:
    """A trust's schools, in the order of trust.toml, judged for `today` by the requirements that were `written`."""

    trust: str
    asked: Sequence[Asked]
    today: date
    asked_at: datetime
    written: date

    def of(self, state: State) -> list[Asked]:
        """Return the schools in a state."""
        return [each for each in self.asked if each.standing.state is state]


def as_page(overview: Overview, templates: Sequence[Path]) -> str:
    """Return the page: one file, with its styles in it.

    Its Content-Security-Policy allows these styles, by their SHA-256, and nothing else at all.

    Args:
        overview: what it shows.
        templates: the folders in which the template and its style sheet are looked for, the first of them first.
    """
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    styles = read_text(next(path for folder in templates if (path := folder / "overview.css").exists()))
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return environment.get_template("overview.html").render(
        overview=overview,
        day=day_in_words,
        styles=Markup(styles),  # noqa: S704 - a file of ours
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        sections={heading: overview.of(state) for state, heading in HEADINGS.items()},
    )


def as_json(overview: Overview) -> str:
    """Return the overview as a JSON object, whose fields docs/a-trust-of-schools.md lists."""
    document = {
        "schema": 1,
        "trust": overview.trust,
        "today": overview.today.isoformat(),
        "asked_at": overview.asked_at.isoformat(timespec="seconds"),
        "requirements_written": overview.written.isoformat(),
        "schools": [_school(each) for each in overview.asked],
        "summary": {state.value: len(overview.of(state)) for state in HEADINGS},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _school(asked: Asked) -> dict[str, Any]:
    standing = asked.standing
    since = standing.out_of_date_since
    return {
        "name": asked.school.name,
        "site": asked.school.site,
        "state": standing.state.value,
        "reason": standing.reason,
        "in_force": _in_force(standing),
        "out_of_date_since": since.isoformat() if since else None,
        "missing": [_gap(gap) for gap in standing.missing],
        "to_ask": [_gap(gap) for gap in standing.to_ask],
        "advised": [_gap(gap) for gap in standing.advised],
        "links": _links(standing),
        "to_do": list(standing.to_do),
        "remarks": list(standing.remarks),
        "moved_to": standing.moved_to,
    }


def _in_force(standing: Standing) -> dict[str, str] | None:
    version = standing.in_force
    if version is None:
        return None
    return {
        "version": version.version,
        "academic_year": str(version.year),
        "in_force_from": version.in_force_from.isoformat(),
        "in_force_until": version.in_force_until.isoformat(),
        "published_at": version.published_at.isoformat(),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {**asdict(gap), "since": gap.since.isoformat()}


def _links(standing: Standing) -> dict[str, Any] | None:
    version = standing.in_force
    if version is None or version.links_dead is None:
        return None
    return {
        "checked": version.links_checked.isoformat() if version.links_checked else None,
        "not_checked": list(version.links_not_checked),
        "dead": [link.model_dump(mode="json") for link in version.links_dead],
    }
