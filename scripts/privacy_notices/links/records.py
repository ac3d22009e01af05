"""The records of links: `notices/links.toml`, which people review and the site is built from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from privacy_notices.data_files import DataModel, load_data
from privacy_notices.links.verdict import Verdict
from privacy_notices.years import AcademicYear

NATIONAL_ARCHIVE = "https://webarchive.nationalarchives.gov.uk/ukgwa"
WAYBACK = "https://web.archive.org/web"


class KeptLink(DataModel):
    """What a run saw of an address on a day; `archived` is a copy that a run has looked at."""

    url: str
    verdict: Verdict
    seen: date
    reason: str = ""
    replacement: str = Field("", pattern=r"^(https?://\S+)?$")
    archived: str = Field("", pattern=r"^(https?://\S+)?$")


class KeptLinks(DataModel):
    """links.toml. `reviewed` has the day on which people last reviewed a year's links."""

    central_government: list[str]
    reviewed: dict[str, date] = {}
    link: list[KeptLink] = []

    @field_validator("reviewed")
    @classmethod
    def _are_years(cls, reviewed: dict[str, date]) -> dict[str, date]:
        for year in reviewed:
            AcademicYear.parse(year)
        return reviewed

    @field_validator("link")
    @classmethod
    def _stand_once(cls, links: list[KeptLink]) -> list[KeptLink]:
        urls = [link.url for link in links]
        for url in urls:
            if urls.count(url) > 1:
                raise ValueError(f"{url} stands twice: keep the later one")
        return links

    def of(self, url: str) -> KeptLink | None:
        """Return what is kept of an address, or None."""
        return next((link for link in self.link if link.url == url), None)

    def nearest_copy(self, url: str, day: date) -> str:
        """Return the address at which an archive gives its copy nearest to a day; nobody has looked at it.

        The UK Government Web Archive keeps central government's pages, the Wayback Machine all others. Both take
        the day as digits in the address and send readers on to the nearest copy.
        """
        host = urlsplit(url).hostname or ""
        is_central = any(host == name or host.endswith(f".{name}") for name in self.central_government)
        return f"{NATIONAL_ARCHIVE if is_central else WAYBACK}/{day:%Y%m%d}000000/{url}"


def load_links(path: Path) -> KeptLinks:
    """Read links.toml; raise FileError where it cannot be used."""
    return load_data(path, KeptLinks)
