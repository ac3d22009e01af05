"""The Sphinx extension: notices become pages. Handlers are named after their events; `setup` is last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, SphinxError
from sphinx_multiversion import sphinx as multiversion

from privacy_notices.errors import NoticesError
from privacy_notices.history.main_branch import History
from privacy_notices.history.versions import NOTICES
from privacy_notices.notices.notice import Markdown
from privacy_notices.notices.showing import obstacles
from privacy_notices.project import Project, Switches
from privacy_notices.site.anchors import AnchorMarks, OutsideLinks, add_anchors
from privacy_notices.site.face import STYLES, face_context, face_files, write_face
from privacy_notices.site.furo import adapt, lead_home
from privacy_notices.site.guides import bring_guides, strange_guides
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.loading import load_inputs
from privacy_notices.site.outputs import (
    notice_copies,
    remove_old_pages,
    remove_unused_files,
    search_state,
    translation_copies,
    write_machine_readable,
    write_pdf_copies,
    write_search,
    write_sitemap,
    write_sources,
)
from privacy_notices.site.pages import Page, pages_of
from privacy_notices.site.parser import NOTICE, WHY_SOURCE, NoticeParser, Shown
from privacy_notices.site.passage_links import add_passage_links, keep_years_whole, register
from privacy_notices.site.passages import search_records
from privacy_notices.site.security import OUTSIDE_REL, POLICY, PREVIEW_POLICY
from privacy_notices.site.translations import NoticesBuilder, place_of
from privacy_notices.site.unchanged import source_digest
from privacy_notices.site.upkeep import Read, read_all
from privacy_notices.years import day_in_words, day_of_year_in_words

#: What a preview shows in the place of words that have faults of form.
CANNOT_BE_SHOWN = "# The words cannot be shown yet\n\nMend the errors above first.\n"
#: What of a page's context Sphinx makes of its words.
WORDS = ("body", "metatags", "meta", "toc", "display_toc")
#: What the search reads; a page of its own to whoever asks what has changed.
SEARCH = "search.json"


class Handlers:
    """The handlers of one build, and what they know of the notices."""

    project: Project
    switches: Switches
    inputs: SiteInputs
    pages: dict[str, Page]
    unchanged: set[str]
    #: The files of the school's face, by their names.
    face: dict[str, bytes]
    #: What Sphinx made of the words of a version, for the page of the year that says the same.
    words: dict[str, tuple[dict[str, Any], nodes.document | None]]
    #: What the log of versions says of each file.
    read: Read

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Read the data files and the history, and give Sphinx what depends on them."""
        self.project = Project(Path(app.srcdir))
        if not self.project.set_up.exists():
            raise ConfigError("The search and the fonts are not set up here. Run: make node_modules/.search/ready")
        try:
            self.switches = Switches.from_environment()
            self.inputs, hidden = load_inputs(self.project, self.switches, config.notices_history)
            bring_guides(self.project)
            self.face = face_files(self.project)
        except NoticesError as error:
            raise ConfigError(str(error)) from None
        self.pages, self.words = pages_of(self.inputs), {}
        school = self.inputs.school
        config.notices_history = None  # Sphinx would keep it with its environment.
        config.exclude_patterns += [*hidden, *strange_guides(self.project)]
        config.templates_path = [*config.templates_path, *map(str, self.project.templates)]
        config.html_static_path = [*map(str, self.project.static), *config.html_static_path]
        config.html_favicon = config.html_favicon or str(self.project.favicon)
        config.html_title = school.name_on(self.inputs.today)
        config.html_baseurl = school.site_url
        config.notfound_urls_prefix = urlsplit(school.site_url).path
        shown = {"office_email": school.office_email, "repository_url": school.repository_url}
        config.html_context |= shown | face_context(school, self.face)
        config.notices_sources = source_digest(self.project)

    def builder_inited(self, app: Sphinx) -> None:
        """Write what Sphinx reads beside the working files, each version, and hide what it need not read.

        Settings that differ with each version are filled here, after Sphinx has compared its settings with those
        of the last build: any difference would have every page made again.
        """
        read_by, kept = getattr(app.env, "notices_read", ("", {}))
        self.read = {}
        if read_by == app.config.notices_sources:
            NOTICES.update(kept | NOTICES)
            self.read = getattr(app.env, "notices_marked", {})
        app.env.settings["cloak_email_addresses"] = False  # "mailto:office%40…" is no address to print.
        app.builder.search = False  # type: ignore[attr-defined]  # Sphinx's own: neither its index nor its page.
        # Compiled templates are kept beside them, as Python keeps its modules.
        self.project.compiled.mkdir(parents=True, exist_ok=True)
        app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(self.project.compiled))
        write_sources(Path(app.srcdir) / "versions", self.inputs.sources())
        write_face(Path(app.outdir) / "_static", self.face)
        if self.face:
            app.add_css_file(STYLES, priority=900)  # After the site's own style sheets.
        app.config.exclude_patterns = [*app.config.exclude_patterns, *(f"{name}.md" for name in self.inputs.twins)]
        app.config.smv_metadata = self.inputs.multiversion_metadata(str(app.srcdir))
        app.config.smv_current_version = "main"
        app.connect("html-page-context", multiversion.html_page_context, priority=400)

    def env_before_read_docs(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Put the setting back that `builder_inited` changed, before Sphinx keeps it for the next build."""
        hidden = {f"{name}.md" for name in self.inputs.twins}
        app.config.exclude_patterns = [name for name in app.config.exclude_patterns if name not in hidden]

    def source_read(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Hand the notice to its parser, with the faults for which its page could not be trusted to show it.

        Those of a version do not stop the build, since nobody can mend it: its page shows the source text. In a preview
        somebody is still writing: it shows the findings, and no words until they can be trusted.
        """
        notice = self.inputs.notice_of(docname)
        if notice is None:
            return
        faults = [*notice.findings, *obstacles(notice)]
        version = self.inputs.by_name.get(docname)
        if docname.startswith("versions/") and version:
            app.env.current_document[NOTICE] = Shown(notice, faults, version.source)
        elif not faults:
            app.env.current_document[NOTICE] = Shown(notice)
        else:
            content[0] = CANNOT_BE_SHOWN

    def doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep notices out of the navigation tree, and let the search lead to each passage."""
        docname = app.env.current_document.docname
        metadata = app.env.metadata[docname]
        if self.inputs.notice_of(docname):
            # "In this notice" takes the place of a table of contents.
            metadata |= {"orphan": True, "hide-toc": True}
        shown = app.env.current_document.get(NOTICE)
        if shown and WHY_SOURCE not in metadata:
            add_anchors(doctree, search_records(shown.notice))
            if docname.startswith("versions/"):
                add_passage_links(doctree, docname)
        keep_years_whole(doctree)
        for link in doctree.findall(nodes.reference):
            if link.astext() == link.get("refuri", "").removeprefix("mailto:"):
                link["classes"].append("address")  # On paper, other links have theirs written after them.

    def env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages to rewrite because what is around their words has changed, as it may on a new day."""
        before: dict[str, str] = getattr(env, "notices_shown", {})
        read = {name: page.state() for name, page in self.pages.items() if name in env.all_docs}
        build_info = getattr(app.builder, "build_info", None)
        settings = f"{app.config.notices_sources} {getattr(build_info, 'config_hash', '')} "
        made = {name: page.state() for name, page in self.pages.items() if not page.has_source}
        made = {name: settings + state for name, state in (made | {SEARCH: search_state(self.inputs)}).items()}
        out = Path(app.outdir)
        files = {name: out / name / "index.html" for name in made} | {SEARCH: out / SEARCH}
        self.unchanged = {name for name, state in made.items() if before.get(name) == state and files[name].exists()}
        env.notices_shown = read | made  # type: ignore[attr-defined]
        # Topics and the search show all years, of which few change: they need not be read again, nor rendered.
        kept = {(v.path, v.source): replace(v.notice, markdown=Markdown()) for v in self.inputs.standing}
        env.notices_read = (app.config.notices_sources, kept)  # type: ignore[attr-defined]
        env.notices_marked = self.read = read_all(self.inputs, self.read)  # type: ignore[attr-defined]
        return [name for name, state in read.items() if before.get(name) != state]

    def html_collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the pages that have no source of their own, except those that would be written as they already are."""
        for name, page in self.pages.items():
            if page.has_source or name in self.unchanged:
                continue
            if page.twin and page.twin not in self.words:
                self.words[page.twin] = words_of(app, page.twin)
            words = self.words[page.twin][0] if page.twin else {}
            yield name, words | page.context(), page.template

    def html_page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> str | None:
        """Give a page its context, and notices and the first page their own templates."""
        page = self.pages.get(pagename)
        if page and page.twin:
            doctree = self.words[page.twin][1]
        elif pagename in self.inputs.twins.values():
            self.words[pagename] = {key: context[key] for key in WORDS}, doctree
        adapt(context, doctree)
        if pagename == app.config.notfound_pagename:
            context["pathto"] = lead_home(context["pathto"], app.config.notfound_urls_prefix)
        policy = PREVIEW_POLICY if self.switches.has_drafts else POLICY
        context |= {"policy": policy, "outside_rel": OUTSIDE_REL}
        context |= {"day": day_in_words, "day_of_year": day_of_year_in_words}
        if page and page.has_source:
            context.update(page.context())
        return page.template if page else None

    def build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Write what programs read and the PDF copies, and delete what belongs to no page any more."""
        if exception is not None:
            return
        out = Path(app.outdir)
        names = app.env.found_docs | self.pages.keys()
        write_machine_readable(out, self.inputs, self.read, app.config.html_title)
        if SEARCH not in self.unchanged:
            write_search(out, self.inputs)
        remove_unused_files(out)
        remove_old_pages(out, {place_of(name) for name in names})
        write_sitemap(out, self.inputs, names, app.builder.get_target_uri)
        try:
            copied = names & self.inputs.by_name.keys()
            copies = notice_copies(out, self.inputs, copied) | translation_copies(out, self.inputs)
            different = write_pdf_copies(self.project, out, copies)
        except NoticesError as error:
            raise SphinxError(str(error)) from None
        as_source = [
            f"Warning: {name} shows the source text of its version: {metadata[WHY_SOURCE]}"
            for name, metadata in sorted(app.env.metadata.items())
            if WHY_SOURCE in metadata
        ]
        app.env.notices_remarks = [*as_source, *different]  # type: ignore[attr-defined]


def words_of(app: Sphinx, docname: str) -> tuple[dict[str, Any], nodes.document]:
    """Return what Sphinx makes of a document's words, as it does to write its page, but without writing it."""
    builder: Any = app.builder
    doctree = app.env.get_and_resolve_doctree(docname, builder, tags=app.tags)
    doctree.settings = builder.docsettings
    visitor = builder.create_translator(doctree, builder)
    doctree.walkabout(visitor)
    context = builder.get_doc_context(docname, "".join(visitor.fragment), "".join(visitor.meta[2:]))
    return {key: context[key] for key in WORDS}, doctree


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the handlers."""
    handlers = Handlers()
    app.add_config_value("notices_sources", "", "env", str)
    app.add_config_value("notices_history", None, "", History)
    app.add_source_parser(NoticeParser, override=True)
    register(app)
    app.add_builder(NoticesBuilder, override=True)
    app.add_transform(AnchorMarks)
    app.add_transform(OutsideLinks)
    app.connect("config-inited", handlers.config_inited)
    app.connect("builder-inited", handlers.builder_inited)
    app.connect("env-before-read-docs", handlers.env_before_read_docs)
    app.connect("source-read", handlers.source_read)
    app.connect("doctree-read", handlers.doctree_read)
    app.connect("env-updated", handlers.env_updated)
    app.connect("html-collect-pages", handlers.html_collect_pages)
    app.connect("html-page-context", handlers.html_page_context, priority=400)
    app.connect("build-finished", handlers.build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
