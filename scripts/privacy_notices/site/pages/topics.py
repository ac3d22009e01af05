"""The pages of topics: what the notices of all years say to one question, and all questions in a table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from privacy_notices.law.requirements import Requirement
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.page import Context, Page
from privacy_notices.site.topics import through_the_years


def topics(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the table of all questions and years."""

    description = "Each question about your child's information, and the school years whose notice answers it."

    @cache
    def around() -> Context:
        not_yet = [version for version in [*inputs.standing, *inputs.coming] if version.first_day > inputs.today]
        return {
            "title": "Topics through the years",
            "description": description,
            "notices": [(v.year.in_words, str(v.year), list(v.notice.passages)) for v in inputs.with_words],
            "coming": [inputs.entry(version) for version in sorted(not_yet, key=lambda version: version.first_day)],
        }

    yield Page("topics", "topics.html", around, lambda: {"data": inputs.requirements})


def topic(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each question."""
    for requirement in inputs.requirements.requirement:
        yield _page(inputs, requirement)


def _page(inputs: SiteInputs, requirement: Requirement) -> Page:
    @cache
    def around() -> Context:
        not_shown = {version.year for version in inputs.standing} - {version.year for version in inputs.with_words}
        return {
            "title": requirement.question,
            "description": f"{requirement.question} What the privacy notice of each school year says.",
            "years": through_the_years(requirement.id, inputs.standing, inputs.coming, inputs.today, not_shown),
        }

    return Page(f"topics/{requirement.id}", "topic.html", around, lambda: {"requirement": requirement})
