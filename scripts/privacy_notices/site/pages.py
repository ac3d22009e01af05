"""What stands on each page around its own words, as plain data for the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from privacy_notices.findings import Finding
from privacy_notices.history.changes import compare
from privacy_notices.history.main_branch import History
from privacy_notices.history.status import (
    copy_status,
    draft_status,
    kind_of,
    latest,
    notice_status,
    timeline,
    version_status,
)
from privacy_notices.history.versions import Version, applies_on, gaps, pairs, with_periods
from privacy_notices.law.requirements import Requirements
from privacy_notices.law.school import School
from privacy_notices.links.judge import Verdict, needs_network
from privacy_notices.links.records import KeptLinks
from privacy_notices.notices.front_matter import FrontMatter
from privacy_notices.notices.notice import Notice
from privacy_notices.site.linked_data import linked_data
from privacy_notices.site.search import Synonyms, search_json
from privacy_notices.site.topics import through_the_years
from privacy_notices.years import Period, day_in_words


@dataclass(frozen=True)
class Pages:
    """Everything that one build knows.

    `record` is what git holds, None where there is no git repository; `working` the published notices of the working
    files; `has_pdf` whether there are PDF copies. In a preview `drafts` are the other notices and `findings` what the
    checks say of each working file, by their pages; both are empty where the site is built for parents.
    """

    school: School
    requirements: Requirements
    links: KeptLinks
    synonyms: Synonyms
    today: date
    record: History | None
    working: Sequence[tuple[FrontMatter, bytes]]
    has_pdf: bool
    drafts: Mapping[str, Notice] = field(default_factory=dict)
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)

    @cached_property
    def history(self) -> Sequence[Version]:
        """The versions that git holds."""
        return self.record.versions if self.record else ()

    @cached_property
    def held(self) -> list[Version]:
        """Every version with its days: those that git holds, and those that are only in the working files."""
        known = {version.name: version for version in self.history}
        for front_matter, source in self.working:
            known.setdefault(front_matter.version, Version(front_matter, source))
        return with_periods(known.values())

    @cached_property
    def by_name(self) -> dict[str, Version]:
        """The versions by their pages: `versions/2016-17.1`, and `notices/2016-17` for what stands there now.

        The latter is what the working file says, should it differ from the version that it claims to be.
        """
        pages = {f"versions/{version.name}": version for version in self.held}
        for front_matter, source in self.working:
            version = pages[f"versions/{front_matter.version}"]
            pages[f"notices/{version.year}"] = replace(version, front_matter=front_matter, source=source)
        return pages

    @cached_property
    def twins(self) -> dict[str, str]:
        """The pages of years that say the very words of a version, each with that version's page.

        Sphinx reads and writes those words once, for the version.
        """
        sources = {version.name: version.source for version in self.history}
        return {
            f"notices/{front_matter.academic_year}": f"versions/{front_matter.version}"
            for front_matter, source in self.working
            if sources.get(front_matter.version) == source
        }

    def sources(self) -> dict[str, bytes]:
        """Return the files of the versions, which Sphinx reads beside the working files."""
        return {f"{version.name}.md": version.source for version in self.history}

    @cached_property
    def pairs(self) -> list[tuple[Version, Version]]:
        """The versions that have a page of changes, each behind the one that it is held against, newest first."""
        return pairs(self.history)[::-1]

    @cached_property
    def compared(self) -> set[str]:
        """The names of the versions that have a page of changes."""
        return {new.name for _, new in self.pairs}

    def multiversion_metadata(self, confdir: str) -> dict[str, dict[str, Any]]:
        """Return sphinx-multiversion's `smv_metadata`: what its template context draws the versions from."""
        common = {"confdir": confdir, "outputdir": confdir, "version": "", "release": "", "docnames": []}
        entries = {
            version.name: {**common, "name": version.name, "source": "tags", "is_released": True}
            for version in reversed(self.history)
        }
        return entries | {"main": {**common, "name": "main", "source": "heads", "is_released": False}}

    def surroundings(self, pagename: str) -> str:
        """Return a text that differs when what stands around the page's words does, without reading the words."""
        if pagename == "index":
            return repr(self.context(pagename))
        if pagename in self.drafts:
            return repr(self.context(pagename))
        version = self.by_name.get(pagename)
        if version is None:
            return ""
        current, newest = applies_on(self.held, self.today), latest(self.held)
        around: list[Any] = [version.in_force, version.published_at, kind_of(version, self.today), self.has_pdf]
        around += [version.name in self.compared, self.findings.get(pagename)]
        if pagename.startswith("notices/"):
            around += [[v.name for v in self.history if v.year == version.year]]
            around += [current and current.year, newest and newest.year, self._remarks_changed(version)]
        else:
            around += [version_status(version, self.held, self.today), self.is_latest(version)]
        return repr(around)

    def context(self, pagename: str) -> dict[str, Any]:
        """Return what the templates show around a page's own words."""
        if pagename == "index":
            return self._home()
        if pagename in self.drafts:
            return self._draft(pagename)
        version = self.by_name.get(pagename)
        if version is None:
            return {}
        is_year = pagename.startswith("notices/")
        address = f"{self.school.site_url}{pagename}/"
        school = self.school.name_on(self.today)
        before = next((v for v in self.held if v.year == version.year and v.revision == version.revision - 1), None)
        data = {"linked_data": linked_data(version, before, address, self.school.site_url, school)}
        pdf = {"pdf": f"{pagename}.pdf" if self.has_pdf else "", "findings": self.findings.get(pagename)}
        return data | pdf | self._notice(version) | (self._year(version) if is_year else self._version(version))

    def pdf_copy(self, pagename: str) -> dict[str, Any]:
        """Return what the PDF copy of a notice or version says around its words.

        Where git holds the very text as a version, both addresses have one and the same copy, which names the
        version's address.
        """
        version = self.by_name[pagename]
        kept = next((v for v in self.history if v.source == version.source and v.name == version.name), None)
        published = kept and kept.published_at
        return {
            "title": f"Privacy notice {version.year.in_words}, version {version.revision}",
            "school": self.school.name_on(version.first_day),
            "published": day_in_words(published.date()) if published else "",
            "status": copy_status(version),
            "address": f"{self.school.site_url}{f'versions/{kept.name}' if kept else pagename}/",
            "history": f"{self.school.site_url}history/",
            "sha256": version.sha256,
        }

    def collected(self) -> dict[str, str]:
        """Return the pages that have no source, each with a text that differs when the page would."""
        pages = {
            "privacy": "",
            "requirements": str(self.requirements.written),
            "history": repr(self._history()),
            "changes": repr([self.entry(new) for _, new in self.pairs]),
            "search": repr(self._search()),
        }
        # Without reading the notices: a topic's page differs when any year's notice does.
        sources = repr([(str(version.year), version.sha256) for version in self.standing])
        pages |= {"topics": sources} | {f"topics/{id_}": sources for id_ in self.requirements.ids}
        pages |= {name: f"{self.surroundings(name)} {self.by_name[name].sha256}" for name in self.twins}
        compared = {f"changes/{new.name}": repr([self.entry(old), self.entry(new)]) for old, new in self.pairs}
        return pages | compared

    def collected_page(self, name: str) -> tuple[dict[str, Any], str]:
        """Return the context and the template of a page that has no source."""
        if name == "privacy":
            description = "What this site does not ask, keep or send, and the one thing that it keeps in your browser."
            return {"title": "This site and your privacy", "description": description}, "privacy.html"
        if name == "requirements":
            description = "What a school's privacy notice is asked to say, by which law, and since when."
            context = {"title": "What a notice must say", "description": description, "data": self.requirements}
            return context, "requirements.html"
        if name == "search":
            return self._search(), "search.html"
        if name == "history":
            return self._history(), "history.html"
        if name == "changes":
            description = "What changed from each version of the privacy notice to the next."
            entries = [{"old": self.entry(old), "new": self.entry(new)} for old, new in self.pairs]
            return {"title": "What changed", "description": description, "pairs": entries}, "changes_index.html"
        if name == "topics":
            description = "Each question about your child's information, and the school years whose notice answers it."
            context = {"title": "Topics through the years", "description": description}
            return context | {"data": self.requirements, "notices": self.standing}, "topics.html"
        if name.startswith("topics/"):
            return self._topic(name.removeprefix("topics/")), "topic.html"
        return self._changes(name.removeprefix("changes/")), "changes.html"

    def searched(self) -> str:
        """Return a text that differs when search.json would."""
        return repr([(version.name, version.sha256) for version in self.standing] + [self.searched_first])

    def search_json(self) -> str:
        """Return what the search reads: the passages of each year's latest notice."""
        notices = [(str(version.year), version.notice) for version in self.standing]
        return search_json(notices, self.searched_first, self.requirements, self.synonyms)

    @cached_property
    def standing(self) -> list[Version]:
        """What stands on each year's page, newest first."""
        found = [self.by_name[f"notices/{front_matter.academic_year}"] for front_matter, _ in self.working]
        return sorted(found, key=lambda version: version.key, reverse=True)

    @cached_property
    def searched_first(self) -> str | None:
        """The year that is searched where none is named: the one in force, or the newest held."""
        shown = [version for version in self.held if f"notices/{version.year}" in self.by_name]
        first = applies_on(shown, self.today) or latest(shown)
        return str(first.year) if first else None

    def is_latest(self, version: Version) -> bool:
        """Say whether the version is what stands on its year's page."""
        standing = self.by_name.get(f"notices/{version.year}")
        return standing is not None and standing.name == version.name

    def entry(self, version: Version) -> dict[str, Any]:
        """Return how a list of versions shows one."""
        is_in_history = version.commit is not None
        published = version.published_at
        return {
            "name": version.name,
            "year": version.year.in_words,
            "revision": version.revision,
            "period": version.in_force,
            "days": str(version.in_force) if version.in_force else "replaced for all its days",
            "kind": kind_of(version, self.today),
            "published": day_in_words(published.date()) if published else "",
            "notice_page": f"notices/{version.year}",
            "version_page": f"versions/{version.name}" if is_in_history else "",
            "changes_page": f"changes/{version.name}" if version.name in self.compared else "",
            "summary": version.front_matter.changes or "",
            "sha256": version.sha256,
        }

    def _home(self) -> dict[str, Any]:
        current, newest = applies_on(self.held, self.today), latest(self.held)
        return {
            "template": "home.html",
            "current": current and self.entry(current),
            "latest": newest and self.entry(newest),
            "entries": [self.entry(version) for version in self.standing],
            "drafts": sorted(self.drafts),
            "description": "What the school holds about pupils, why, and who sees it: every notice.",
        }

    def _search(self) -> dict[str, Any]:
        return {
            "title": "Search the notices",
            "description": "Search this school's privacy notices: who sees it, how do I get a copy, and the like.",
            "oldest": str(self.standing[-1].year) if len(self.standing) > 1 else "",
            "entries": [self.entry(version) for version in self.standing],
        }

    def _notice(self, version: Version) -> dict[str, Any]:
        gaps_ = version.front_matter.known_gaps.items()
        asked = self.requirements.questions
        return {
            "template": "notice.html",
            "questions": self._questions(version.notice),
            "known_gaps": [(asked[name], why) for name, why in gaps_ if name in asked],
            "links": self._links(version),
            "this": self.entry(version),
        }

    def _questions(self, notice: Notice) -> list[tuple[str, str]]:
        """Return the anchor and question of each requirement that the notice answers."""
        return [(r.id, r.question) for r in self.requirements if r.id in notice.passages]

    def _draft(self, pagename: str) -> dict[str, Any]:
        notice = self.drafts[pagename]
        year = notice.meta.academic_year.in_words if notice.front_matter else pagename.removeprefix("notices/")
        status = draft_status(f"School year {year}")
        return {
            "template": "draft.html",
            "title": f"Draft: privacy notice {year}",
            "description": "A draft that is not published.",
            "status": asdict(status),
            "questions": [] if notice.findings else self._questions(notice),
            "findings": self.findings[pagename],
        }

    def _links(self, version: Version) -> list[dict[str, Any]]:
        """Return the addresses of a notice, each with what was seen of it and where to look for a copy of that time."""
        found = []
        for url in dict.fromkeys(link.url for link in version.notice.links if needs_network(link.url)):
            kept = self.links.of(url)
            is_there = kept is not None and kept.verdict is Verdict.OK
            nearest = "" if is_there or (kept and kept.archived) else self.links.nearest_copy(url, version.first_day)
            day = day_in_words(version.first_day)
            found.append({"url": url, "kept": kept, "nearest": nearest, "nearest_day": day})
        return found

    def _year(self, version: Version) -> dict[str, Any]:
        words = version.year.in_words
        return {
            "title": f"Privacy notice {words}",
            "description": f"The school's privacy notice for the school year {words}, word for word as issued.",
            "status": asdict(notice_status(version, self.held, self.today)),
            "remarks_changed": self._remarks_changed(version),
            "year_versions": {v.name: self.entry(v) for v in self.held if v.year == version.year},
        }

    def _remarks_changed(self, version: Version) -> str:
        """Return the day on which main last changed what the notice's page shows of our remarks, or ""."""
        kept = self.record.remarks.get(version.name) if self.record else None
        is_kept = kept is not None and kept.known_gaps == version.front_matter.known_gaps
        return day_in_words(kept.changed.date()) if is_kept and kept and kept.changed else ""

    def _version(self, version: Version) -> dict[str, Any]:
        name = f"{version.year.in_words}, version {version.revision}"
        context: dict[str, Any] = {
            "title": f"Privacy notice {name}",
            "description": f"The school's privacy notice for {name}, kept for good, word for word as issued.",
            "status": asdict(version_status(version, self.held, self.today)),
        }
        if self.is_latest(version):
            context["pageurl"] = f"{self.school.site_url}notices/{version.year}/"
        return context

    def _changes(self, name: str) -> dict[str, Any]:
        old, new = next((old, new) for old, new in self.pairs if new.name == name)
        title = f"Changes: {new.year.in_words}, version {new.revision}"
        return {
            "title": title,
            "description": f"What changed in {new.year.in_words}, version {new.revision}, since the version before it.",
            "old": self.entry(old),
            "new": self.entry(new),
            "comparison": compare(old.notice, new.notice, self.requirements.questions),
        }

    def _topic(self, id_: str) -> dict[str, Any]:
        requirement = self.requirements[id_]
        return {
            "title": requirement.question,
            "description": f"{requirement.question} What the privacy notice of each school year says.",
            "requirement": requirement,
            "years": through_the_years(id_, self.standing),
        }

    def _history(self) -> dict[str, Any]:
        newest = latest(self.held)
        missing_since = None
        if newest and newest.in_force and newest.in_force.last < self.today:
            missing_since = day_in_words(date.fromordinal(newest.in_force.last.toordinal() + 1))
        rows = [
            {"gap": entry} if isinstance(entry, Period) else {"version": self.entry(entry)}
            for entry in timeline(self.held, gaps(self.held))
        ]
        return {
            "title": "All notices and their dates",
            "description": "Every privacy notice held here, from when to when it applied, and the gaps between.",
            "rows": rows,
            "missing_since": missing_since,
            "has_history": self.record is not None,
            "unsound": [each.reason for each in self.record.unsound if not each.stands] if self.record else [],
        }
