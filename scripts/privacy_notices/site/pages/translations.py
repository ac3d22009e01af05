"""The pages of translations, and what their PDF copies say around the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from privacy_notices.findings import in_sections
from privacy_notices.history.status import StatusKind, draft_status, notice_status
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.page import Context, Page
from privacy_notices.site.translations import Translation


def translations(inputs: SiteInputs) -> Iterator[Page]:
    """Yield the page of each translation that is shown."""
    for translation in inputs.translations.values():
        around = partial(_around, inputs, translation)
        yield Page(translation.name, "translation.html", around, has_source=True)


def _around(inputs: SiteInputs, translation: Translation) -> Context:
    version, language = translation.version, translation.language
    year = version.year.in_words
    is_draft = translation.keys.status == "draft"
    newer = translation.newer(inputs.held)
    standing = inputs.by_name.get(f"notices/{version.year}")
    status = notice_status(standing, inputs.held, inputs.today) if standing else draft_status(f"School year {year}")
    kind = StatusKind.DRAFT if is_draft else StatusKind.PAST if newer else status.kind
    return {
        "title": f"Privacy notice {year} in {language.name}",
        "description": f"A translation into {language.name} of the school's privacy notice for {year}.",
        "this": inputs.entry(version),
        "spoken": asdict(language),
        "newer": newer and inputs.entry(newer),
        "english": _english(inputs, translation),
        "is_draft": is_draft,
        "status": asdict(status) | {"kind": kind},
        "languages": [entry for entry in inputs.languages(version.year) if entry["code"] != language.code],
        "alternates": inputs.alternates(version.year),
        "pdf": f"{translation.place}.pdf" if inputs.has_pdf and translation.has_letters else "",
        "why_no_pdf": inputs.has_pdf and not translation.has_letters,
        "findings": in_sections(inputs.findings[translation.name]) if translation.name in inputs.findings else None,
    }


def _english(inputs: SiteInputs, translation: Translation) -> str:
    """Return the page with the words that count: that of the year, or of the version where the year has none."""
    entry = inputs.entry(translation.version)
    page: str = entry["notice_page"]
    is_there = page in inputs.by_name or page in inputs.drafts
    return page if is_there else entry["version_page"]


def around_translation(inputs: SiteInputs, translation: Translation) -> Context:
    """Return what the PDF copy of a translation says around its words, in English, and how they are written."""
    version, language = translation.version, translation.language
    base = inputs.school.site_url
    newer = translation.newer(inputs.held)
    when = f"; version {newer.revision} is newer" if newer else ""
    code, *others = language.code.split("-")
    return {
        "title": f"Privacy notice {version.year.in_words}, in {language.name}",
        "school": inputs.school.name_on(version.first_day),
        "published": "",
        "status": f"Translated from version {version.revision}{when}. The English text is the one that counts.",
        "removed": " ".join(inputs.removals.sentences(version.name)),
        "address": f"{base}{translation.place}/",
        "history": f"{base}history/",
        "sha256": translation.sha256,
        "lang": code,
        "region": next((each for each in others if len(each) == 2), None),
        "dir": language.direction,
    }
