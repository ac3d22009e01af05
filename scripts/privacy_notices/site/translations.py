"""The translations of a site's notices: where they are, which version each has, and which is newer.

Sphinx reads one as `notices/2026-27.pl`; its address is below that of its notice, `/notices/2026-27/pl/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder

from privacy_notices.checks import Rulebook, check_translation
from privacy_notices.data_files import read_bytes
from privacy_notices.errors import SiteError
from privacy_notices.findings import Finding
from privacy_notices.history.versions import Wording, with_periods
from privacy_notices.languages import Language
from privacy_notices.letters import without_font
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice, read_beside, translation_paths
from privacy_notices.notices.translation import TranslationKeys, is_translation
from privacy_notices.project import Project
from privacy_notices.site.faults import refuse_faults, refuse_unreadable


@dataclass(frozen=True)
class Translation:
    """A translation that the site shows: the file, as bytes and read, and the version in English that it translates."""

    keys: TranslationKeys
    source: bytes
    notice: Notice
    version: Wording

    @property
    def name(self) -> str:
        """What Sphinx calls its page."""
        return f"notices/{self.keys.stem}"

    @property
    def place(self) -> str:
        """Where its page is on the site."""
        return place_of(self.name)

    @property
    def language(self) -> Language:
        """The language that it is in."""
        return self.keys.spoken

    @property
    def has_letters(self) -> bool:
        """Whether the fonts of PDF copies have all its letters."""
        return not any(without_font(block.text) for block in self.notice.blocks)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, as hex digits."""
        return hashlib.sha256(self.source).hexdigest()

    def newer(self, held: Sequence[Wording]) -> Wording | None:
        """Return the newest version of its year, where that is newer than the one that it translates."""
        later = [v for v in held if v.year == self.version.year and v.revision > self.version.revision]
        return max(later, key=lambda version: version.revision, default=None)

    def entry(self, site_url: str) -> dict[str, Any]:
        """Return how a list of languages shows it."""
        language = self.language
        return {
            "page": self.name,
            "address": f"{site_url}{self.place}/",
            "code": language.code,
            "name": language.name,
            "own_name": language.own_name,
            "direction": language.direction,
        }


@dataclass(frozen=True)
class Translations:
    """What a folder has of translations, by their pages.

    `shown` are those that the site shows; `hidden` the files that Sphinx must not read. In a preview `findings` are
    what the checks say of each, and `unfinished` those that translate no version which is there.
    """

    shown: dict[str, Translation] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    unfinished: dict[str, Notice] = field(default_factory=dict)


def load_translations(
    project: Project, english: Sequence[Wording], drafts: Mapping[str, Notice], rules: Rulebook | None
) -> Translations:
    """Read the translations of a project; one of a version that was taken back is hidden.

    Args:
        project: where they are.
        english: every version, with its days.
        drafts: the drafts in English, which only a preview has.
        rules: what a preview checks them against; None where the site is built for parents.

    Raises:
        FileError: one of them cannot be read.
        SiteError: one that is published has faults, or translates no version.
    """
    loaded = Translations()
    known = {version.name: version for version in english}
    for draft in drafts.values():
        if draft.front_matter:
            wording = Wording(draft.front_matter, draft.source.encode())
            known |= {version.name: version for version in with_periods([wording]) if version.name not in known}
    for path in translation_paths(project.notices):
        file, source = f"notices/{path.name}", read_bytes(path)
        translation = parse_notice(file, source)
        keys = translation.translation
        name = file.removesuffix(".md")
        version = known.get(keys.translates) if keys and keys.stem == path.stem else None
        if rules:
            loaded.findings[name] = check_translation(translation, read_beside(path), rules)
        elif not translation.is_published:
            refuse_unreadable(file, source)
        else:
            refuse_faults(file, source)
            _refuse_other_version(translation, path.stem, known)
        if keys and project.removals.retracted(keys.translates):
            loaded.hidden.append(f"{name}.md")
        elif keys and version and (rules or keys.status == "published"):
            loaded.shown[name] = Translation(keys, source, translation, version)
        elif rules:
            loaded.unfinished[name] = translation
        else:
            loaded.hidden.append(f"{name}.md")
    return loaded


def _refuse_other_version(translation: Notice, stem: str, known: Mapping[str, Wording]) -> None:
    keys = translation.translation
    if keys and keys.stem != stem:
        raise SiteError(f"{translation.path} says that its name should be {keys.stem}.md: rename it.")
    if keys and keys.translates not in known:
        line = translation.key_lines["translates"]
        fault = f"There is no published version {keys.translates}, so nothing that this could translate."
        raise SiteError(f'{translation.path}:{line}: {fault} "make check" says which there are.')


def place_of(name: str) -> str:
    """Return where the page of this name is: that of a translation is below its notice."""
    folder, slash, file = name.partition("/")
    return f"{folder}/{file.replace('.', '/', 1)}" if folder == "notices" and slash and is_translation(file) else name


class NoticesBuilder(DirectoryHTMLBuilder):
    """Sphinx's `dirhtml`, with each translation below its notice."""

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page."""
        return super().get_target_uri(place_of(docname), typ)

    def get_output_path(self, page_name: str, /) -> Any:
        """Return the file of a page."""
        return super().get_output_path(place_of(page_name))
