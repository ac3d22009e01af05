"""The pages of notices, of a year, a version or a draft; and what their PDF copies say around the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial

from privacy_notices.findings import in_sections
from privacy_notices.history.status import (
    copy_status,
    draft_status,
    is_undated,
    notice_status,
    version_status,
)
from privacy_notices.history.versions import Version, Wording
from privacy_notices.links.verdict import Verdict, needs_network
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.linked_data import linked_data
from privacy_notices.site.pages.page import Context, Page
from privacy_notices.years import day_in_words


def years(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each year that has a published notice."""
    for version in inputs.standing:
        yield _page(inputs, f"notices/{version.year}", version, _around_year)


def versions(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each version that git holds."""
    for version in inputs.held:
        if isinstance(version, Version):
            yield _page(inputs, f"versions/{version.name}", version, _around_version)


def drafts(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each draft of a preview."""
    for name in inputs.drafts:
        yield Page(name, "draft.html", partial(_draft, inputs, name), has_source=True)


def _page(inputs: SiteInputs, name: str, version: Wording, around: Callable[[SiteInputs, Wording], Context]) -> Page:
    return Page(
        name,
        "notice.html",
        around=lambda: _around(inputs, name, version) | around(inputs, version),
        words=partial(_words, inputs, name, version),
        has_source=name not in inputs.twins,
        twin=inputs.twins.get(name, ""),
    )


def _around(inputs: SiteInputs, name: str, version: Wording) -> Context:
    return {
        "this": inputs.entry(version),
        "pdf": f"{name}.pdf" if inputs.has_pdf else "",
        "findings": in_sections(inputs.findings[name]) if name in inputs.findings else None,
    }


def _around_year(inputs: SiteInputs, version: Wording) -> Context:
    words = version.year.in_words
    return {
        "title": f"Privacy notice {words}",
        "description": f"The school's privacy notice for the school year {words}, {_how_kept(inputs, version)}.",
        "status": asdict(notice_status(version, inputs.held, inputs.today)),
        "remarks_changed": _remarks_changed(inputs, version),
        "languages": inputs.languages(version.year),
        "alternates": inputs.alternates(version.year),
        "year_versions": {v.name: inputs.entry(v) for v in inputs.held if v.year == version.year},
    }


def _around_version(inputs: SiteInputs, version: Wording) -> Context:
    name = f"{version.year.in_words}, version {version.revision}"
    context: Context = {
        "title": f"Privacy notice {name}",
        "description": f"The school's privacy notice for {name}, kept for good, {_how_kept(inputs, version)}.",
        "status": asdict(version_status(version, inputs.held, inputs.today)),
    }
    if inputs.is_standing(version):
        context["pageurl"] = f"{inputs.school.site_url}notices/{version.year}/"
    return context


def _how_kept(inputs: SiteInputs, version: Wording) -> str:
    if inputs.removals.retracted(version.name):
        return "without its words"
    removed = inputs.removals.redacted(version.name)
    return "as issued but for what was removed" if removed else "word for word as issued"


def _words(inputs: SiteInputs, name: str, version: Wording) -> Context:
    school = inputs.school
    before = next((v for v in inputs.held if v.year == version.year and v.revision == version.revision - 1), None)
    address = f"{school.site_url}{name}/"
    return {
        "is_undated": name.startswith("notices/") and is_undated(version.notice),
        "questions": inputs.questions(version.notice),
        "known_gaps": _known_gaps(inputs, version),
        "known_faults": [(f"“{words}”", why, "") for words, why in version.front_matter.known_faults.items()],
        "links": _links(inputs, version),
        "linked_data": linked_data(version, before, address, school.site_url, school.name_on(inputs.today)),
    }


def _known_gaps(inputs: SiteInputs, version: Wording) -> list[tuple[str, str, str]]:
    """Return each question that a notice is known not to answer, why, and what asked for it on the notice's days."""
    asked = {requirement.id: requirement for requirement in inputs.requirements}
    gaps = [(asked[name], why) for name, why in version.front_matter.known_gaps.items() if name in asked]
    return [(gap.question, why, gap.citation(version.notice.days)) for gap, why in gaps]


def _remarks_changed(inputs: SiteInputs, version: Wording) -> str:
    """Return the day on which main last changed what the notice's page shows of our remarks, or ""."""
    kept = inputs.record.remarks.get(version.name) if inputs.record else None
    is_kept = kept is not None and kept.words == version.front_matter.remarks
    return day_in_words(kept.changed.date()) if is_kept and kept and kept.changed else ""


def _links(inputs: SiteInputs, version: Wording) -> list[Context]:
    """Return the addresses of a notice, each with its recorded verdict and where to look for a copy of that time."""
    found = []
    for url in dict.fromkeys(link.url for link in version.notice.links if needs_network(link.url)):
        kept = inputs.links.of(url)
        is_there = kept is not None and kept.verdict is Verdict.OK
        nearest = "" if is_there or (kept and kept.archived) else inputs.links.nearest_copy(url, version.first_day)
        day = day_in_words(version.first_day)
        found.append({"url": url, "kept": kept, "nearest": nearest, "nearest_day": day})
    return found


def _draft(inputs: SiteInputs, name: str) -> Context:
    notice = inputs.drafts[name]
    year = notice.meta.academic_year.in_words if notice.front_matter else name.removeprefix("notices/")
    return {
        "title": f"Draft: privacy notice {year}",
        "description": "A draft that is not published.",
        "status": asdict(draft_status(f"School year {year}")),
        "questions": [] if notice.findings else inputs.questions(notice),
        "findings": in_sections(inputs.findings[name]),
    }


def around_copy(inputs: SiteInputs, name: str) -> Context:
    """Return what the PDF copy of a notice or version says around its words.

    Where git holds the very text as a version, both addresses have one and the same copy, which names the
    version's address.
    """
    version = inputs.by_name[name]
    kept = next((v for v in inputs.history if v.source == version.source and v.name == version.name), None)
    published = kept and kept.published_at
    return {
        "title": f"Privacy notice {version.year.in_words}, version {version.revision}",
        "school": inputs.school.name_on(version.first_day),
        "published": day_in_words(published.date()) if published else "",
        "status": copy_status(version),
        "removed": " ".join(inputs.removals.sentences(version.name)),
        "address": f"{inputs.school.site_url}{f'versions/{kept.name}' if kept else name}/",
        "history": f"{inputs.school.site_url}history/",
        "sha256": version.sha256,
    }
