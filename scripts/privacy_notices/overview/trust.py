"""A trust and its schools, from trust.toml."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import field_validator

from privacy_notices.data_files import DataModel, load_data, read_text
from privacy_notices.errors import DataFileError
from privacy_notices.toml_lines import line_of


class TrustSchool(DataModel):
    """A school and the address at which its notices are published, which ends with a slash."""

    name: str
    site: str

    @field_validator("name")
    @classmethod
    def _is_written(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("write the name of the school")
        return name.strip()

    @field_validator("site")
    @classmethod
    def _is_an_address(cls, site: str) -> str:
        if not _is_address(site):
            raise ValueError(f'"{site}" is no address of a site: write it like https://notices.school.example/')
        return site.removesuffix("versions.json").rstrip("/") + "/"


def _is_address(site: str) -> bool:
    try:
        parts = urlsplit(site)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False


class Trust(DataModel):
    """All of trust.toml: `contact` is whom the people behind a school's site can write to."""

    name: str
    contact: str
    school: list[TrustSchool]

    @field_validator("contact")
    @classmethod
    def _is_an_email(cls, contact: str) -> str:
        before, _, after = contact.partition("@")
        if not (before and after and contact.isascii() and contact.isprintable()) or " " in contact:
            raise ValueError(f'"{contact}" is no e-mail address')
        return contact

    @field_validator("school")
    @classmethod
    def _has_schools(cls, schools: list[TrustSchool]) -> list[TrustSchool]:
        if not schools:
            raise ValueError("name at least one school")
        return schools


def load_trust(path: Path) -> Trust:
    """Read trust.toml.

    Raises:
        FileError: it is missing or cannot be read.
        DataFileError: it has mistakes; the message has a line for each, with the line of the file.
    """
    trust = load_data(path, Trust)
    sites = [school.site for school in trust.school]
    twice = [number for number, site in enumerate(sites) if site in sites[:number]]
    if twice:
        text = read_text(path)
        places = [("school", number, "site") for number in twice]
        raise DataFileError(
            "\n".join(
                f"{path}:{line_of(text, place)}: {sites[place[1]]} is the site of another school above"
                for place in places
            )
        )
    return trust
