"""The pages of topics: what the notices of all years say to one question, and all questions in a table."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.law.requirements import Requirement
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.page import Context, Page
from privacy_notices.site.topics import through_the_years


def topics(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the table of all questions and years."""
    description = "Each question about your child's information, and the school years whose notice answers it."
    context = {"title": "Topics through the years", "description": description}

    def words() -> Context:
        return {"data": inputs.requirements, "notices": inputs.with_words}

    yield Page("topics", "topics.html", lambda: context, words, _sources(inputs))


def topic(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each question."""
    sources = _sources(inputs)
    for requirement in inputs.requirements.requirement:
        yield _page(inputs, requirement, sources)


def _page(inputs: SiteInputs, requirement: Requirement, sources: str) -> Page:
    around = {
        "title": requirement.question,
        "description": f"{requirement.question} What the privacy notice of each school year says.",
    }

    def words() -> Context:
        not_shown = {version.year for version in inputs.standing} - {version.year for version in inputs.with_words}
        return {"requirement": requirement, "years": through_the_years(requirement.id, inputs.standing, not_shown)}

    return Page(f"topics/{requirement.id}", "topic.html", lambda: around, words, sources)


def _sources(inputs: SiteInputs) -> str:
    """Return a text that differs when any year's notice does, without reading the notices."""
    return repr([(str(version.year), version.sha256) for version in inputs.standing])
