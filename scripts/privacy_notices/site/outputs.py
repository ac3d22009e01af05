"""What the site writes beside its pages: for programs, for printing, and for Sphinx to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from privacy_notices.history import log
from privacy_notices.languages import OWN
from privacy_notices.project import Project
from privacy_notices.site.feed import atom_feed, sitemap
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.notice import around_copy
from privacy_notices.site.pages.translations import around_translation
from privacy_notices.site.pdf.copies import Copy, write_copies
from privacy_notices.site.pdf.words import notice_words, unsaid_links
from privacy_notices.site.search import Coming, Translated, search_json
from privacy_notices.site.security import headers_file
from privacy_notices.site.upkeep import Read, upkeep
from privacy_notices.years import day_in_words

#: What Sphinx copies and no page uses: the scripts of its own search, and the stamp of ours.
NOT_USED = ("searchtools.js", "language_data.js", "ready")


def write_sources(folder: Path, sources: dict[str, bytes]) -> None:
    """Make the folder contain exactly these files; one whose content is the same is left alone, so Sphinx does too."""
    if sources:
        folder.mkdir(exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in sources:
            path.unlink()
    for name, content in sources.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def search_state(inputs: SiteInputs) -> str:
    """Return a text that differs when search.json would."""
    shown = [*inputs.with_words, *inputs.coming]
    versions = [(version.name, version.sha256, version.first_day > inputs.today) for version in shown]
    return repr([versions, inputs.searched_first, [(each.name, each.sha256) for each in inputs.translations.values()]])


def write_search(out: Path, inputs: SiteInputs) -> None:
    """Write what the search reads: the passages of the notice that each year's page shows, and what is to come."""
    notices = [(str(version.year), version.notice) for version in inputs.with_words]
    pages = {version.name: f"versions/{version.name}" for version in inputs.coming}
    coming = [
        Coming(str(version.year), day_in_words(version.first_day), version.notice, pages.get(version.name, ""))
        for version in [*inputs.with_words, *inputs.coming]
        if version.first_day > inputs.today
    ]
    years = {year for year, _ in notices}
    translations = [
        Translated(
            str(each.version.year),
            each.place,
            each.language.code,
            {"name": each.language.name, "direction": each.language.direction},
            each.notice,
        )
        for each in inputs.translations.values()
        if str(each.version.year) in years
    ]
    text = search_json(notices, coming, inputs.searched_first, inputs.requirements, inputs.synonyms, translations)
    (out / "search.json").write_text(text, encoding="utf-8")


def write_machine_readable(out: Path, inputs: SiteInputs, read: Read, title: str) -> None:
    """Write the log of versions, the feed and the headers; put the "not found" page where web hosts look for it.

    `read` is what was read of each version, by `upkeep.read_all`.
    """
    page = out / "404" / "index.html"
    if page.exists():
        page.replace(out / "404.html")
        page.parent.rmdir()
    (out / "_headers").write_text(headers_file(), encoding="utf-8")
    base = inputs.school.site_url
    entries = log.entries(inputs.history, urlsplit(base).path, inputs.has_pdf, inputs.removals)
    listed = [entry | upkeep(inputs, version, read) for entry, version in zip(entries, inputs.history, strict=True)]
    (out / "versions.json").write_text(log.versions_json(listed), encoding="utf-8")
    (out / "feed.xml").write_bytes(atom_feed(inputs.history, inputs.removals, title, base))


def write_sitemap(out: Path, inputs: SiteInputs, names: Iterable[str], address_of: Callable[[str], str]) -> None:
    """Write the sitemap of the pages of these names, but for the search and drafts."""
    listed = set(names) - {"search", *inputs.drafts, *inputs.draft_translations}
    (out / "sitemap.xml").write_bytes(sitemap(inputs.school.site_url + address_of(name) for name in listed))


def notice_copies(out: Path, inputs: SiteInputs, names: Iterable[str]) -> dict[Path, Copy]:
    """Return what the PDF copy of each of these notices and versions says, from the words of its page."""
    written = {"lang": OWN, "region": "GB", "dir": "ltr"}
    made = names if inputs.has_pdf else ()
    return {out / f"{name}.pdf": _copy(out / name, around_copy(inputs, name) | written) for name in sorted(made)}


def translation_copies(out: Path, inputs: SiteInputs) -> dict[Path, Copy]:
    """Return what the PDF copy of each translation says whose letters the fonts have, and that is no draft."""
    made = [each for each in inputs.translations.values() if inputs.has_pdf and each.has_letters]
    return {out / f"{each.place}.pdf": _copy(out / each.place, around_translation(inputs, each)) for each in made}


def _copy(page: Path, around: Copy) -> Copy:
    words = notice_words((page / "index.html").read_text(encoding="utf-8"))
    return around | {"body": words, "links": unsaid_links(words), "unprinted": []}


def write_pdf_copies(project: Project, out: Path, copies: Mapping[Path, Copy]) -> list[str]:
    """Make these PDF copies, and delete all others.

    Returns:
        A line for each thing in which a copy differs from its page.

    Raises:
        PdfError: a copy cannot be made.
    """
    for path in {*out.glob("notices/**/*.pdf"), *out.glob("versions/*.pdf")} - copies.keys():
        path.unlink()
    return write_copies(copies, project.pdf_template, project.fonts)


def remove_old_pages(out: Path, places: set[str]) -> None:
    """Delete the pages that no longer exist, which Sphinx does not delete."""
    for folder in ("notices", "versions", "changes", "topics", "docs"):
        for page in [*(out / folder).glob("*/*/index.html"), *(out / folder).glob("*/index.html")]:
            if page.parent.relative_to(out).as_posix() not in places:
                page.unlink()
                if not any(page.parent.iterdir()):
                    page.parent.rmdir()


def remove_unused_files(out: Path) -> None:
    """Delete the files that Sphinx copies and no page uses."""
    for name in NOT_USED:
        (out / "_static" / name).unlink(missing_ok=True)
