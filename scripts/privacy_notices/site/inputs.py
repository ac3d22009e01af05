"""What one build of the site knows: its data files, the history, and the notices of the working files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from privacy_notices.findings import Finding
from privacy_notices.history.main_branch import History
from privacy_notices.history.status import kind_of, latest, shown_on, to_come
from privacy_notices.history.versions import Version, Wording, applies_on, pairs, with_periods
from privacy_notices.law.requirements import Requirements
from privacy_notices.law.school import School
from privacy_notices.links.records import KeptLinks
from privacy_notices.notices.front_matter import FrontMatter
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.redactions import Removals
from privacy_notices.site.search import Synonyms
from privacy_notices.site.translations import Translation
from privacy_notices.years import AcademicYear, day_in_words


@dataclass(frozen=True)
class SiteInputs:
    """Everything that one build knows, and what follows from it.

    `record` is the history in git, None where there is no git repository; `working` the published notices of the
    working files; `has_pdf` whether there are PDF copies; `translations` those that are shown, by their pages.
    In a preview `drafts` are the other notices, by their pages, and `findings` what the checks say of each working
    file; both are empty where the site is built for parents.
    """

    school: School
    requirements: Requirements
    links: KeptLinks
    synonyms: Synonyms
    today: date
    record: History | None
    working: Sequence[tuple[FrontMatter, bytes]]
    has_pdf: bool
    removals: Removals
    drafts: Mapping[str, Notice] = field(default_factory=dict)
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    translations: Mapping[str, Translation] = field(default_factory=dict)
    _entries: dict[int, dict[str, Any]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def history(self) -> Sequence[Version]:
        """The versions that git has."""
        return self.record.versions if self.record else ()

    @cached_property
    def held(self) -> list[Wording]:
        """Every version with its days: those that git has, and those that are only in the working files."""
        known: dict[str, Wording] = {version.name: version for version in self.history}
        for front_matter, source in self.working:
            known.setdefault(front_matter.version, Wording(front_matter, source))
        return with_periods(known.values())

    @cached_property
    def standing(self) -> list[Wording]:
        """The version that each year's page shows, newest first: the words in force today, as `shown_on` chooses them.

        It is what the working file says, should it differ from the version that it claims to be. A preview shows the
        working file, whose findings it lists.
        """
        found = []
        for front_matter, source in self.working:
            versions = [version for version in self.held if version.year == front_matter.academic_year]
            working = next(version for version in versions if version.name == front_matter.version)
            shown = working if self.findings else shown_on(versions, self.today)
            found.append(replace(shown, front_matter=front_matter, source=source) if shown is working else shown)
        return sorted(found, key=lambda version: version.key, reverse=True)

    @cached_property
    def by_name(self) -> dict[str, Wording]:
        """The versions by their pages: `versions/2016-17.1`, and `notices/2016-17` for the one that its page shows."""
        pages = {f"versions/{version.name}": version for version in self.held}
        return pages | {f"notices/{version.year}": version for version in self.standing}

    @cached_property
    def coming(self) -> list[Version]:
        """The versions of years with a page that do not apply yet and that it does not show, the next one first."""
        found = [version for shown in self.standing for version in to_come(shown, self.history, self.today)]
        found = [version for version in found if not self.removals.retracted(version.name)]
        return sorted(found, key=lambda version: version.first_day)

    @cached_property
    def twins(self) -> dict[str, str]:
        """The pages of years that say the very words of a version, each with that version's page.

        Sphinx reads and writes those words once, for the version.
        """
        sources = {version.name: version.source for version in self.history}
        return {
            f"notices/{version.year}": f"versions/{version.name}"
            for version in self.standing
            if sources.get(version.name) == version.source
        }

    def sources(self) -> dict[str, bytes]:
        """Return the files of the versions, which Sphinx reads beside the working files, and only if they are UTF-8."""
        return {f"{v.name}.md": v.source.decode(errors="replace").encode() for v in self.history}

    @cached_property
    def pairs(self) -> list[tuple[Version, Version]]:
        """The versions that have a page of changes, each after the one that it is compared with, newest first."""
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

    @cached_property
    def with_words(self) -> list[Wording]:
        """Those of `standing` whose words are shown: what the search and the topics read."""
        return [version for version in self.standing if not self.removals.retracted(version.name)]

    @cached_property
    def searched_first(self) -> str | None:
        """The year that is searched where none is named: the one in force, or else the newest."""
        years = {version.year for version in self.with_words}
        shown = [version for version in self.held if version.year in years]
        first = applies_on(shown, self.today) or latest(shown)
        return str(first.year) if first else None

    def languages(self, year: AcademicYear) -> list[dict[str, Any]]:
        """Return how a list of languages shows the translations of a year's notice."""
        shown = (each for each in self.translations.values() if each.version.year == year)
        return [translation.entry(self.school.site_url) for translation in shown]

    @property
    def draft_translations(self) -> list[str]:
        """The pages of the translations that only a preview shows."""
        return [name for name, translation in self.translations.items() if not translation.notice.is_published]

    def alternates(self, year: AcademicYear) -> list[tuple[str, str]]:
        """Return the language and the address of a year's notice and of each of its translations; none without one."""
        entries = [(entry["code"], entry["address"]) for entry in self.languages(year)]
        return [("en-GB", f"{self.school.site_url}notices/{year}/"), *entries] if entries else []

    def is_standing(self, version: Wording) -> bool:
        """Say whether its year's page shows the version."""
        standing = self.by_name.get(f"notices/{version.year}")
        return standing is not None and standing.name == version.name

    def label(self, version: Wording) -> str:
        """Return what lists call a version: by its year, and by its number too where the year has several."""
        of_year = [each for each in self.held if each.year == version.year]
        words = version.year.in_words
        return words if len(of_year) == 1 and version.revision == 1 else f"{words}, version {version.revision}"

    def entry(self, version: Wording) -> dict[str, Any]:
        """Return how a list of versions shows one; many lists show the same."""
        if id(version) not in self._entries:
            self._entries[id(version)] = self._new_entry(version)
        return self._entries[id(version)]

    def _new_entry(self, version: Wording) -> dict[str, Any]:
        published = version.published_at if isinstance(version, Version) else None
        return {
            "name": version.name,
            "year": version.year.in_words,
            "label": self.label(version),
            "revision": version.revision,
            "period": version.in_force,
            "days": str(version.in_force) if version.in_force else "replaced for all its days",
            "kind": kind_of(version, self.today),
            "published": day_in_words(published.date()) if published else "",
            "notice_page": f"notices/{version.year}",
            "version_page": f"versions/{version.name}" if published else "",
            "changes_page": f"changes/{version.name}" if version.name in self.compared else "",
            "summary": version.front_matter.changes or "",
            "sha256": version.sha256,
            "is_shown": not self.removals.retracted(version.name),
            "removed": " ".join(self.removals.sentences(version.name)),
        }

    def questions(self, notice: Notice) -> list[tuple[str, str]]:
        """Return the anchor and question of each requirement that the notice answers."""
        return [(r.id, r.question) for r in self.requirements.requirement if r.id in notice.passages]

    def suggested(self) -> list[str]:
        """Return the questions that any notice whose words are shown answers."""
        answered = {name for version in self.with_words for name in version.notice.passages}
        return [question for name, question in self.requirements.questions.items() if name in answered]

    def notice_of(self, pagename: str) -> Notice | None:
        """Return the notice that a page shows: a year's, a version's, a draft, a translation; None for other pages."""
        if version := self.by_name.get(pagename):
            return version.notice
        if translation := self.translations.get(pagename):
            return translation.notice
        return self.drafts.get(pagename)
