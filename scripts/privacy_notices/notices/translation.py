"""The front matter of a translation: a file beside its notice, such as `2026-27.pl.md`.

It has no revision and no days of its own: it says which version it translates. The English text is the one that counts,
so a translation is no version, and may be mended or taken away at any time.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from privacy_notices.data_files import DataModel
from privacy_notices.languages import OWN, Language, find_language, meant
from privacy_notices.years import AcademicYear


def is_translation(path: str) -> bool:
    """Say whether a file is named like a translation: a school year, a full stop, and what begins with a letter."""
    year, _, rest = PurePosixPath(path).name.removesuffix(".md").partition(".")
    return rest[:1].isalpha() and len(year) == 7 and year.replace("-", "").isdecimal()


def _version(value: Any) -> str:
    year, _, revision = str(value).partition(".")
    is_number = revision.isascii() and revision.isdecimal() and not revision.startswith("0")
    if not is_number or len(revision) > 4:
        raise ValueError(
            'write the version whose words this has, its school year and its revision, like "translates: 2026-27.1"'
        )
    return f"{AcademicYear.parse(year)}.{revision}"


def _language(value: Any) -> str:
    written = str(value)
    language = find_language(written)
    if language and written.partition("-")[0] == OWN:
        raise ValueError("the notice itself is in English; name the language that this file is in")
    if language:
        return written
    found = meant(written)
    advice = f'write "language: {found.code}" for {found.name}' if found else 'write it like "language: pl" for Polish'
    raise ValueError(f'"{written}" is no code of a language; {advice}')


class TranslationKeys(DataModel):
    """The keys between the two `---` lines of a translation."""

    translates: Annotated[str, BeforeValidator(_version)] = Field(description="translates: 2026-27.1")
    language: Annotated[str, BeforeValidator(_language)] = Field(description="language: pl")
    status: Literal["draft", "published"] = Field(description="status: draft")

    @property
    def year(self) -> AcademicYear:
        """The academic year of the notice."""
        return AcademicYear.parse(self.translates.partition(".")[0])

    @property
    def revision(self) -> int:
        """Which wording of its year it translates."""
        return int(self.translates.partition(".")[2])

    @property
    def spoken(self) -> Language:
        """The language that it is in."""
        language = find_language(self.language)
        assert language is not None  # noqa: S101 - the validator above
        return language

    @property
    def stem(self) -> str:
        """The name of its file, without `.md`."""
        return f"{self.year}.{self.language}"
