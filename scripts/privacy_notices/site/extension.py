"""The Sphinx extension: notices become pages. Handlers are named after their events; `setup` is last."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging
from sphinx_multiversion import sphinx as multiversion

from privacy_notices.checks import check_notice, load_rulebook
from privacy_notices.checks.places import misplaced
from privacy_notices.data_files import read_bytes
from privacy_notices.errors import NoticesError
from privacy_notices.findings import Finding
from privacy_notices.history.log import versions_json
from privacy_notices.history.main_branch import tagged_history
from privacy_notices.history.versions import published_front_matter
from privacy_notices.links.records import load_links
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import notice_paths, parse_notice
from privacy_notices.project import Project, Switches
from privacy_notices.site.anchors import AnchorMarks, OutsideLinks, add_anchors
from privacy_notices.site.feed import atom_feed, sitemap
from privacy_notices.site.pages import Pages
from privacy_notices.site.pdf.copies import write_copies
from privacy_notices.site.pdf.words import notice_words, unsaid_links
from privacy_notices.site.search import load_synonyms, search_records
from privacy_notices.site.security import OUTSIDE_REL, POLICY, PREVIEW_POLICY, headers_file
from privacy_notices.years import day_in_words

LOGGER = logging.getLogger(__name__)
PACKAGE = Path(__file__).resolve().parent.parent
#: What a preview shows in the place of words that have faults of form.
CANNOT_BE_SHOWN = "# The words cannot be shown yet\n\nMend the errors above first.\n"
#: What of a page's context Sphinx makes of its words.
WORDS = ("body", "metatags", "meta", "toc", "display_toc")
#: What Sphinx copies and no page uses: the scripts of its own search, and the stamp of ours.
NOT_USED = ("searchtools.js", "language_data.js", "ready")


class Handlers:
    """The handlers of one build, and what they know of the notices."""

    project: Project
    switches: Switches
    pages: Pages
    unchanged: set[str]
    #: What Sphinx made of the words of a version, for the page of the year that says the same.
    words: dict[str, tuple[dict[str, Any], nodes.document | None]]

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Read the data files and the history, and give Sphinx what depends on them."""
        self.project = project = Project(Path(app.srcdir))
        folder = project.notices
        try:
            self.switches = switches = Switches.from_environment()
            day, school, requirements = switches.today, project.school, project.requirements
            links = load_links(project.links_file)
            synonyms = load_synonyms(project.synonyms_file, requirements)
            history = project.history and tagged_history(project.root, project.history)
            rules = load_rulebook(project, day) if switches.has_drafts else None
            wrong = list(misplaced(folder, "notices", has_git=history is not None))
        except NoticesError as error:
            raise ConfigError(str(error)) from None
        if not project.set_up.exists():
            raise ConfigError("The search and the fonts are not set up here. Run: make node_modules/.search/ready")
        if wrong:
            raise ConfigError("\n".join(f"{finding.path}: {finding.message}" for finding in wrong))
        current, hidden = [], []
        drafts: dict[str, Notice] = {}
        findings: dict[str, list[Finding]] = {}
        for path in notice_paths(folder):
            name, source = f"notices/{path.stem}", read_bytes(path)
            front_matter = published_front_matter(source)
            if rules:
                notice = parse_notice(f"{name}.md", source)
                findings[name] = check_notice(notice, rules)
                if not front_matter:
                    drafts[name] = notice
                    continue
            if front_matter:
                if path.stem != str(front_matter.academic_year):
                    raise ConfigError(f"notices/{path.name} is a notice for {front_matter.academic_year}: rename it.")
                current.append((front_matter, source))
                continue
            notice = parse_notice(f"{name}.md", source)
            if notice.front_matter is None:
                check_form(f"{name}.md", notice)
            hidden.append(f"{name}.md")
        self.pages = Pages(
            school, requirements, links, synonyms, day, history, current, switches.has_pdf, drafts, findings
        )
        self.words = {}
        config.exclude_patterns += [*hidden, *(f"{name}.md" for name in self.pages.twins)]
        config.html_title = school.name_on(day)
        config.html_baseurl = school.site_url
        config.notfound_urls_prefix = urlsplit(school.site_url).path
        config.html_context["office_email"] = school.office_email
        config.html_context["repository_url"] = school.repository_url
        config.notices_sources = source_digest(project)

    def builder_inited(self, app: Sphinx) -> None:
        """Write what Sphinx reads beside the working files: each version.

        sphinx-multiversion's settings are filled here, after Sphinx has noted the settings that make all
        pages anew, or each new version would.
        """
        app.env.settings["cloak_email_addresses"] = False  # "mailto:office%40…" is no address to print.
        app.builder.search = False  # type: ignore[attr-defined]  # Sphinx's own: neither its index nor its page.
        write_sources(Path(app.srcdir) / "versions", self.pages.sources())
        app.config.smv_metadata = self.pages.multiversion_metadata(str(app.srcdir))
        app.config.smv_current_version = "main"
        app.connect("html-page-context", multiversion.html_page_context, priority=400)

    def source_read(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Stop, with the line, where the page of a notice could not be trusted to show it.

        A preview goes on while somebody writes: it shows the findings, and no words until they can be trusted.
        """
        version = self.pages.by_name.get(docname)
        notice = self.pages.drafts.get(docname) or (version and version.notice)
        if notice and notice.findings and docname in self.pages.findings:
            content[0] = CANNOT_BE_SHOWN
        elif version:
            check_form(f"{docname}.md", version.notice)

    def doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep notices out of the navigation tree, and let the search lead to each passage."""
        docname = app.env.current_document.docname
        if docname in self.pages.by_name or docname in self.pages.drafts:
            # "In this notice" stands for a table of contents.
            app.env.metadata[docname] |= {"orphan": True, "hide-toc": True}
            version = self.pages.by_name.get(docname)
            if version and not version.notice.findings:
                add_anchors(doctree, search_records(version.notice))
        for link in doctree.findall(nodes.reference):
            if link.astext() == link.get("refuri", "").removeprefix("mailto:"):
                link["classes"].append("address")  # On paper, other links have theirs written after them.

    def env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages to write anew because what stands around the words has changed, as on a new day."""
        before: dict[str, str] = getattr(env, "notices_shown", {})
        docs = {name: self.pages.surroundings(name) for name in env.all_docs}
        build_info = getattr(app.builder, "build_info", None)
        settings = f"{app.config.notices_sources} {getattr(build_info, 'config_hash', '')}"
        made = self.pages.collected() | {"search.json": self.pages.searched()}
        pages = {name: settings + text for name, text in made.items()}
        out = Path(app.outdir)
        files = {name: out / name / "index.html" for name in pages} | {"search.json": out / "search.json"}
        self.unchanged = {name for name, text in pages.items() if before.get(name) == text and files[name].exists()}
        env.notices_shown = docs | pages  # type: ignore[attr-defined]
        written = {name for name, text in docs.items() if before.get(name) != text}
        return sorted(written | {version for page, version in self.pages.twins.items() if page not in self.unchanged})

    def html_collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the pages that have no source of their own, but for those that stand as they would be written."""
        for name in self.pages.collected():
            if name in self.unchanged:
                continue
            if version := self.pages.twins.get(name):
                yield name, self.words[version][0], "page.html"
            else:
                context, template = self.pages.collected_page(name)
                yield name, context, template

    def html_page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> str | None:
        """Give a page its context, and notices and the first page their own templates."""
        # The sidebar has a short list of its own; Furo would draw its tree of all pages for each page.
        context["toctree"] = lambda **options: ""
        context["day"] = day_in_words
        if pagename in self.pages.twins:
            doctree = self.words[self.pages.twins[pagename]][1]
        elif pagename in self.pages.twins.values():
            self.words[pagename] = {key: context[key] for key in WORDS}, doctree
        has_code = doctree is not None and next(doctree.findall(nodes.literal_block), None) is not None
        unused = unused_files(has_code)
        for kind in ("css_files", "script_files"):
            context[kind] = [file for file in context[kind] if str(file.filename) not in unused]
        if "body" in context:
            # Furo lets a wide table scroll in a box of its own, which a keyboard has to reach (WCAG 2.2, 2.1.1).
            box = '<div class="table-wrapper'
            context["body"] = context["body"].replace(
                box, f'<div tabindex="0" role="group" aria-label="Table"{box[4:]}'
            )
        if pagename == app.config.notfound_pagename:
            # It is shown at any address. sphinx-notfound-page makes all links whole but the one to the first page.
            address, home = context["pathto"], app.config.notfound_urls_prefix
            context["pathto"] = lambda *name, **options: address(*name, **options).replace("#", home)
        context |= {"policy": PREVIEW_POLICY if self.switches.has_drafts else POLICY, "outside_rel": OUTSIDE_REL}
        context.update(self.pages.context(pagename))
        template: str | None = context.get("template")
        return template

    def build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Put the "not found" page where web hosts look for it, and write what programs read and PDF copies."""
        if exception is not None:
            return
        out = Path(app.outdir)
        page = out / "404" / "index.html"
        if page.exists():
            page.replace(out / "404.html")
            page.parent.rmdir()
        (out / "_headers").write_text(headers_file(), encoding="utf-8")
        base = self.pages.school.site_url
        listed = versions_json(self.pages.history, urlsplit(base).path, self.pages.has_pdf)
        (out / "versions.json").write_text(listed, encoding="utf-8")
        (out / "feed.xml").write_bytes(atom_feed(self.pages.history, app.config.html_title, base))
        if "search.json" not in self.unchanged:
            (out / "search.json").write_text(self.pages.search_json(), encoding="utf-8")
        for name in NOT_USED:
            (out / "_static" / name).unlink(missing_ok=True)
        names = {*app.env.found_docs, *self.pages.collected()}
        remove_old_pages(out, names)
        names -= {"search", *self.pages.drafts}
        (out / "sitemap.xml").write_bytes(sitemap(base + app.builder.get_target_uri(name) for name in names))
        self._write_pdf_copies(app, out)

    def _write_pdf_copies(self, app: Sphinx, out: Path) -> None:
        """Make the PDF copy of each notice and version from the words of its page."""
        copies = {}
        lang, _, region = app.config.language.partition("-")
        names = (app.env.found_docs | self.pages.twins.keys()) & self.pages.by_name.keys()
        for name in names if self.pages.has_pdf else ():
            words = notice_words((out / name / "index.html").read_text(encoding="utf-8"))
            around = self.pages.pdf_copy(name) | {"lang": lang, "region": region}
            copies[out / f"{name}.pdf"] = around | {"body": words, "links": unsaid_links(words), "unprinted": []}
        for path in {*out.glob("notices/*.pdf"), *out.glob("versions/*.pdf")} - copies.keys():
            path.unlink()
        try:
            unprinted = write_copies(dict(sorted(copies.items())), self.project.pdf_template, self.project.fonts)
        except NoticesError as error:
            raise SphinxError(str(error)) from None
        for line in unprinted:
            LOGGER.info(line)


def check_form(path: str, notice: Notice) -> None:
    """Raise ConfigError where a notice has faults of form, so that what its page would show cannot be trusted."""
    if notice.findings:
        lines = "\n".join(f"{finding.path}:{finding.line}: {finding.message}" for finding in notice.findings)
        raise ConfigError(f'{path} cannot be built while it has faults ("make check" lists all):\n{lines}')


def unused_files(has_code: bool) -> set[str]:
    """Return the files of Sphinx and Furo that a page does without; some keep words in the browser's storage."""
    unused = {"_static/scripts/furo.js", "_static/styles/furo-extensions.css"}
    unused |= {"_static/documentation_options.js", "_static/doctools.js", "_static/sphinx_highlight.js"}
    return unused if has_code else unused | {"_static/pygments.css"}


def write_sources(folder: Path, sources: dict[str, bytes]) -> None:
    """Make the folder hold just these files; one whose content is the same is left alone, so Sphinx does too."""
    if sources:
        folder.mkdir(exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in sources:
            path.unlink()
    for name, content in sources.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def remove_old_pages(out: Path, names: set[str]) -> None:
    """Delete the pages of notices, versions, changes and topics that are no more; Sphinx leaves them lying."""
    for folder in ("notices", "versions", "changes", "topics"):
        for page in (out / folder).glob("*/index.html"):
            if f"{folder}/{page.parent.name}" not in names:
                shutil.rmtree(page.parent)


def source_digest(project: Project) -> str:
    """Return a digest of the data files, the templates and this package: where it changes, every page is made anew."""
    data, templates = project.notices.glob("*.toml"), project.templates.rglob("*.html")
    files = sorted([*data, *PACKAGE.rglob("*.py"), *templates])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the handlers."""
    handlers = Handlers()
    app.add_config_value("notices_sources", "", "env", str)
    app.add_transform(AnchorMarks)
    app.add_transform(OutsideLinks)
    app.connect("config-inited", handlers.config_inited)
    app.connect("builder-inited", handlers.builder_inited)
    app.connect("source-read", handlers.source_read)
    app.connect("doctree-read", handlers.doctree_read)
    app.connect("env-updated", handlers.env_updated)
    app.connect("html-collect-pages", handlers.html_collect_pages)
    app.connect("html-page-context", handlers.html_page_context, priority=400)
    app.connect("build-finished", handlers.build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
