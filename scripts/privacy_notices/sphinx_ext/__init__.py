"""The Sphinx extension: notices become pages. Handlers are named after their events; `setup` is last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from privacy_notices.data_files import DataFileError
from privacy_notices.notice import Notice, read_notice
from privacy_notices.requirements import Requirements, load_requirements
from privacy_notices.school import School, load_school
from privacy_notices.sphinx_ext.marks import AnchorMarks
from privacy_notices.status import in_force_on, latest, status_of
from privacy_notices.years import written_day

PACKAGE = Path(__file__).resolve().parent.parent


class NoticePages:
    """The handlers of one build, and what they know: the notices, the requirements, the school, today."""

    requirements: Requirements
    school: School
    today: date
    notices: dict[str, Notice]

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Read the data files and give Sphinx what depends on the school."""
        folder = Path(app.srcdir) / "notices"
        try:
            self.school = load_school(folder / "school.toml")
            self.requirements = load_requirements(folder / "requirements.toml")
        except DataFileError as error:
            raise ConfigError(str(error)) from None
        self.today = build_day()
        self.notices = read_notices(folder)
        drafts = [name for name, notice in self.notices.items() if not notice.is_published]
        config.exclude_patterns += [f"{name}.md" for name in drafts]
        config.html_title = self.school.name_on(self.today)
        config.html_baseurl = self.school.site_url
        config.notfound_urls_prefix = urlsplit(self.school.site_url).path
        config.html_context["office_email"] = self.school.office_email
        config.html_context["repository_url"] = self.school.repository_url
        config.notices_sources = source_digest(folder)

    def doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep notices out of the navigation tree; "In this notice" stands for a table of contents."""
        docname = app.env.current_document.docname
        if docname in self.notices:
            app.env.metadata[docname] |= {"orphan": True, "hide-toc": True}

    def env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages to write anew because what stands around the words has changed, as on a new day."""
        shown = {name: repr(self.context_of(name)) for name in env.all_docs}
        before: dict[str, str] = getattr(env, "notices_shown", {})
        env.notices_shown = shown  # type: ignore[attr-defined]
        return [name for name, text in shown.items() if before.get(name) != text]

    def html_collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the pages that have no source of their own."""
        description = (
            "What the law and the Department for Education ask a school's privacy notice to say, and since when."
        )
        context = {
            "title": "What a notice must say",
            "description": description,
            "data": self.requirements,
            "day": written_day,
        }
        yield "requirements", context, "requirements.html"

    def html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> str | None:
        """Give a page its context, and notices and the first page their own templates."""
        context.update(self.context_of(pagename))
        if pagename in self.notices:
            return "notice.html"
        return "home.html" if pagename == app.config.root_doc else None

    def build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Put the "not found" page where web hosts look for it."""
        page = Path(app.outdir) / "404" / "index.html"
        if exception is None and page.exists():
            page.replace(Path(app.outdir) / "404.html")
            page.parent.rmdir()

    def context_of(self, pagename: str) -> dict[str, Any]:
        """Return what the templates show around a page's own words, as plain data."""
        if pagename in self.notices:
            return self.notice_context(self.notices[pagename])
        if pagename == "index":
            published = [notice for notice in self.notices.values() if notice.is_published]
            current, newest = in_force_on(published, self.today), latest(published)
            return {
                "current": current and self.entry(current),
                "latest": newest and self.entry(newest),
                "entries": [self.entry(n) for n in sorted(published, key=lambda n: n.days, reverse=True)],
                "description": "What the school holds about pupils, why, and who sees it: every notice.",
            }
        return {}

    def entry(self, notice: Notice) -> dict[str, str]:
        """Return how a list of notices shows one."""
        year = notice.meta.academic_year
        status = status_of(notice, list(self.notices.values()), self.today)
        return {
            "pagename": f"notices/{year}",
            "year": year.words,
            "days": str(notice.days),
            "kind": status.kind,
        }

    def notice_context(self, notice: Notice) -> dict[str, Any]:
        """Return what stands around a notice: its status, the questions it answers and its known gaps."""
        words = notice.meta.academic_year.words
        answered = [r for r in self.requirements.requirement if r.id in notice.passages]
        gaps = notice.meta.known_gaps.items()
        return {
            "title": f"Privacy notice {words}",
            "description": f"The school's privacy notice for the school year {words}, word for word as issued.",
            "status": asdict(status_of(notice, list(self.notices.values()), self.today)),
            "questions": [(requirement.id, requirement.question) for requirement in answered],
            "known_gaps": [
                (self.requirements[name].question, why) for name, why in gaps if name in self.requirements.ids
            ],
        }


def build_day() -> date:
    """Return the day that the site is built for: NOTICES_TODAY, or the system's date.

    Raises:
        ConfigError: NOTICES_TODAY is not a day.
    """
    written = os.environ.get("NOTICES_TODAY", "")
    try:
        return date.fromisoformat(written) if written else date.today()
    except ValueError:
        raise ConfigError(f'NOTICES_TODAY: "{written}" is not a day; write it like 2026-09-01') from None


def read_notices(folder: Path) -> dict[str, Notice]:
    """Return the notices by page name.

    Raises:
        ConfigError: a published notice has a fault of form, so what its page would show cannot be trusted.
    """
    notices = {
        f"notices/{path.stem}": read_notice(path, f"notices/{path.name}") for path in sorted(folder.glob("*.md"))
    }
    faults = [
        f"{finding.path}:{finding.line}: {finding.message}"
        for notice in notices.values()
        if notice.is_published or notice.front_matter is None
        for finding in notice.findings
    ]
    if faults:
        raise ConfigError(
            'the site is not built while a notice has faults ("make check" lists all):\n' + "\n".join(faults)
        )
    return notices


def source_digest(folder: Path) -> str:
    """Return a digest of the data files and of this package: where it changes, every page is made anew."""
    files = sorted([*folder.glob("*.toml"), *PACKAGE.rglob("*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the handlers."""
    pages = NoticePages()
    app.add_config_value("notices_sources", "", "env", str)
    app.add_transform(AnchorMarks)
    app.connect("config-inited", pages.config_inited)
    app.connect("doctree-read", pages.doctree_read)
    app.connect("env-updated", pages.env_updated)
    app.connect("html-collect-pages", pages.html_collect_pages)
    app.connect("build-finished", pages.build_finished)
    app.connect("html-page-context", pages.html_page_context)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
