"""The pages that list notices, or say something of the whole site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from privacy_notices.history.status import latest, timeline
from privacy_notices.history.versions import applies_on, gaps
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.page import Context, Page
from privacy_notices.site.timeline import timeline_of
from privacy_notices.years import Period, day_in_words


def home(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the first page."""

    def around() -> Context:
        current, newest = applies_on(inputs.held, inputs.today), latest(inputs.held)
        return {
            "current": current and inputs.entry(current),
            "comes": next((inputs.entry(v) for v in inputs.coming if current and v.year == current.year), None),
            "latest": newest and inputs.entry(newest),
            "entries": [inputs.entry(version) for version in inputs.standing],
            "has_pdf": inputs.has_pdf,
            **_drawn(inputs),
            "languages": inputs.languages(current.year) if current else [],
            "drafts": sorted([*inputs.drafts, *inputs.draft_translations]),
            "description": "What the school holds about pupils, why, and who sees it: every notice.",
        }

    yield Page("index", "home.html", around, lambda: {"suggested": inputs.suggested()}, has_source=True)


def privacy(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page on what the site itself keeps."""
    description = "What this site does not ask, keep or send, and what it keeps in your browser."
    context = {"title": "This site and your privacy", "description": description}
    yield Page("privacy", "privacy.html", lambda: context)


def requirements(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page on what a notice must say."""
    description = "What a school's privacy notice is asked to say, by which law, and since when."
    context = {"title": "What a notice must say", "description": description}
    yield Page("requirements", "requirements.html", lambda: context, lambda: {"data": inputs.requirements})


def search(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the search page."""

    def around() -> Context:
        return {
            "title": "Search the notices",
            "description": "Search this school's privacy notices: who sees it, how do I get a copy, and the like.",
            "oldest": str(inputs.standing[-1].year) if len(inputs.standing) > 1 else "",
            "entries": [inputs.entry(version) for version in inputs.standing],
        }

    yield Page("search", "search.html", around, lambda: {"suggested": inputs.suggested()})


def history(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page with every version and its days."""

    def around() -> Context:
        newest = latest(inputs.held)
        missing_since = None
        if newest and newest.in_force and newest.in_force.last < inputs.today:
            missing_since = day_in_words(newest.in_force.last + timedelta(days=1))
        rows = [
            {"gap": entry} if isinstance(entry, Period) else {"version": inputs.entry(entry)}
            for entry in timeline(inputs.held, gaps(inputs.held))
        ]
        unsound = inputs.record.unsound if inputs.record else []
        return {
            "title": "All notices and their dates",
            "description": "Every privacy notice held here, from when to when it applied, and the gaps between.",
            "rows": rows,
            **_drawn(inputs),
            "missing_since": missing_since,
            "has_history": inputs.record is not None,
            "unsound": [each.reason for each in unsound if not each.stands],
        }

    yield Page("history", "history.html", around)


def _drawn(inputs: SiteInputs) -> Context:
    """Return what the timeline and the date box show: both lead to versions, or to a year's page without git."""
    drawn = timeline_of(inputs.held, inputs.requirements.law_change, inputs.today)
    by_version = {version.name: inputs.entry(version) for version in inputs.held}
    stretches = [stretch for year in drawn.years for stretch in year.stretches]
    return {
        "timeline": drawn,
        "by_version": by_version,
        "kinds": sorted({str(by_version[each.version]["kind"] if each.version else each.kind) for each in stretches}),
        "today": inputs.today,
    }
