"""A release: what is in force in this environment, what a place offers, and its wheel.

A place is a folder, or an address, with the file `release.json`, which names the wheel beside it and its SHA-256. The
newest release of a repository on GitHub is always at `OWNER/REPOSITORY/releases/latest/download/`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError

from privacy_notices.data_files import DataModel, read_bytes, read_text, write_whole
from privacy_notices.errors import CannotFindError, DataFileError
from privacy_notices.history.live_site import is_address, read_file
from privacy_notices.project import SHIPPED, Project

NAME = "privacy-notices"
ABOUT = "release.json"
_GITHUB = re.compile(r"(https://github\.com/[\w.-]+/[\w.-]+?)(?:\.git)?/?")
_LATEST, _FIXED = "releases/latest/download", "releases/download"
_LOCKED = re.compile(rf"^{NAME} @ (?P<address>\S+) --hash=sha256:(?P<sha256>[0-9a-f]{{64}})$", re.MULTILINE)


class Release(DataModel):
    """What a wheel has in it about itself: `law` is the newest change of the law that it knows, `commit` its source."""

    version: str = Field(pattern=r"^[0-9]+(\.[0-9]+)*$")
    law: date
    commit: str = Field(default="", pattern=r"^([0-9a-f]{40})?$")

    def __str__(self) -> str:
        return f"{self.version} (law: {self.law})"

    @property
    def tag(self) -> str:
        """The tag of the release in the program's repository."""
        return f"v{self.version}"

    @property
    def order(self) -> tuple[int, ...]:
        """What releases are ordered by: 1.10 is after 1.9."""
        return tuple(map(int, self.version.split(".")))


class Offer(Release):
    """What `release.json` says of a release at a place."""

    wheel: str = Field(pattern=r"^[\w.-]+\.whl$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


def current(project: Project) -> Release:
    """Return the release of the program here: what the wheel says of itself, or what this repository would release."""
    if (SHIPPED / ABOUT).exists():
        return Release.model_validate_json(read_bytes(SHIPPED / ABOUT))
    settings = tomllib.loads(read_text(project.root / "pyproject.toml"))
    return Release(version=settings["project"]["version"], law=project.requirements.law)


def offered(place: str) -> Offer:
    """Return the newest release at a place.

    Raises:
        CannotFindError: there is none.
        DataFileError: what is there describes no release.
        UnreachableError, NotShownError: the place cannot be asked.
    """
    content = read_file(_asked(place), ABOUT)
    if content is None:
        raise CannotFindError(f"{place} offers no release: there is no {ABOUT}.")
    try:
        return Offer.model_validate_json(content)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise DataFileError(f"{place}/{ABOUT}: {where + ': ' if where else ''}{fault['msg']}") from None


def fetch(place: str, release: Offer, folder: Path) -> Path:
    """Put the wheel of a release into a folder and return it.

    Raises:
        CannotFindError: the wheel is not there, or is another than its release says.
        FileError: it cannot be written.
        UnreachableError, NotShownError: the place cannot be asked.
    """
    content = read_file(_asked(place), release.wheel)
    if content is None or hashlib.sha256(content).hexdigest() != release.sha256:
        why = "is not there" if content is None else "is another file than the release says: do not use it"
        raise CannotFindError(f"{place}: {release.wheel} {why}.")
    write_whole(folder / release.wheel, content)
    return folder / release.wheel


def lock_line(place: str, release: Offer) -> str:
    """Return the line of a lock file for the wheel: its fixed address, and its hash."""
    repository = repository_of(place)
    if repository:
        address = f"{repository}/{_FIXED}/{release.tag}/{release.wheel}"
    elif is_address(place):
        address = f"{place.rstrip('/')}/{release.wheel}"
    else:
        address = (Path(place).resolve() / release.wheel).as_uri()
    return f"{NAME} @ {address} --hash=sha256:{release.sha256}\n"


def place_of(lock: str) -> str:
    """Return the place that a lock file has its wheel from, where newer ones are looked for.

    Raises:
        CannotFindError: it names no wheel of this program.
    """
    found = _LOCKED.search(lock)
    if not found:
        raise CannotFindError(f'requirements.txt has no line "{NAME} @ …". Updates are for the repository of a school.')
    address = found["address"].rpartition("/")[0]
    repository, fixed, _ = address.partition(f"/{_FIXED}/")
    if fixed and _GITHUB.fullmatch(repository):
        return repository
    return unquote(urlsplit(address).path) if address.startswith("file:") else address


def repository_of(place: str) -> str:
    """Return the address of a repository on GitHub, "" where a place is none."""
    found = _GITHUB.fullmatch(place)
    return found[1] if found else ""


def _asked(place: str) -> str:
    repository = repository_of(place)
    return f"{repository}/{_LATEST}" if repository else place
