"""The pages on what changed from each version to the next."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.history.changes import compare
from privacy_notices.history.layout import template_context
from privacy_notices.history.news import news_of
from privacy_notices.history.versions import Version
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.page import Context, Page


def changes(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the list of all changes."""

    def around() -> Context:
        return {
            "title": "What changed",
            "description": "What changed from each version of the privacy notice to the next.",
            "pairs": [{"old": inputs.entry(old), "new": inputs.entry(new)} for old, new in inputs.pairs],
        }

    yield Page("changes", "changes_index.html", around)


def changes_of_version(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of what changed in each version."""
    for old, new in inputs.pairs:
        yield _page(inputs, old, new)


def _page(inputs: SiteInputs, old: Version, new: Version) -> Page:
    def around() -> Context:
        which = inputs.label(new)
        return {
            "title": f"Changes: {which}",
            "description": f"What changed in {which}, since the version before it.",
            "old": inputs.entry(old),
            "new": inputs.entry(new),
        }

    def words() -> Context:
        if inputs.removals.retracted(old.name) or inputs.removals.retracted(new.name):
            return {}
        questions = inputs.requirements.questions
        comparison = compare(old.notice, new.notice, questions)
        return template_context(comparison, news_of(old.notice, new.notice, comparison, questions))

    return Page(f"changes/{new.name}", "changes.html", around, words)
