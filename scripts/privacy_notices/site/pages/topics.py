"""The pages of topics: what the notices of all years say to one question, and all questions in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from privacy_notices.law.requirements import Requirement
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.matrix import row_of
from privacy_notices.site.pages.page import Context, Page
from privacy_notices.site.topics import YearOfTopic, in_groups, through_the_years
from privacy_notices.years import AcademicYear, years_in_words


def topics(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the table of all questions and years."""

    description = "Each question about your child's information, and the school years whose notice answers it."

    @cache
    def around() -> Context:
        not_yet = [version for version in [*inputs.standing, *inputs.coming] if version.first_day > inputs.today]
        return {
            "title": "Topics through the years",
            "description": description,
            "notices": [v.year for v in inputs.with_words],
            "rows": {r.id: row_of(r, inputs.with_words, inputs.school) for r in inputs.requirements},
            "not_held": years_in_words(_not_held(inputs)),
            "not_shown": years_in_words(_not_shown(inputs)),
            "coming": [inputs.entry(version) for version in sorted(not_yet, key=lambda version: version.first_day)],
        }

    yield Page("topics", "topics.html", around, lambda: {"data": inputs.requirements})


def _not_held(inputs: SiteInputs) -> Iterator[AcademicYear]:
    """Yield the years between the first and the last notice for which there is none."""
    held = {version.year for version in inputs.standing}
    for start in range(min(held).start, max(held).start) if held else ():
        if AcademicYear(start) not in held:
            yield AcademicYear(start)


def _not_shown(inputs: SiteInputs) -> set[AcademicYear]:
    """Return the years whose notice is held, but whose words are not shown."""
    return {version.year for version in inputs.standing} - {version.year for version in inputs.with_words}


def topic(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each question."""
    for requirement in inputs.requirements.requirement:
        yield _page(inputs, requirement)


def _page(inputs: SiteInputs, requirement: Requirement) -> Page:
    @cache
    def around() -> Context:
        not_shown = _not_shown(inputs)
        return {
            "title": requirement.question,
            "description": f"{requirement.question} What the privacy notice of each school year says.",
            "groups": in_groups(
                through_the_years(requirement.id, inputs.standing, inputs.coming, inputs.today, not_shown)
            ),
        }

    def words() -> Context:
        asked = [list(_citations(requirement, group)) for group in around()["groups"]]
        return {"requirement": requirement, "asked": asked}

    return Page(f"topics/{requirement.id}", "topic.html", around, words)


def _citations(requirement: Requirement, group: Sequence[YearOfTopic]) -> Iterator[tuple[str, str]]:
    """Yield what asked for it in the years of a group of notices, those with the same sources together."""
    if group[0].page:
        for cited, run in groupby(group, key=lambda entry: requirement.citation(entry.year.period)):
            years = [entry.year for entry in run]
            yield years[0].in_words if len(years) == 1 else years_in_words(years), cited
