"""What was removed from published versions: the record in notices/redactions.toml, and the words that the site shows.

The record says that something was removed, when and by which role, and never what: a list of removed names would be a
list of people to look for. Nor does it have the SHA-256 of the original, against which a name could be guessed, but a
commitment that only whoever keeps the salt can open.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from privacy_notices.data_files import DataModel, load_data
from privacy_notices.notices.front_matter import FrontMatter
from privacy_notices.years import day_in_words


class What(StrEnum):
    """The kind of thing that was removed."""

    NAME = "a name"
    CONTACT = "contact details"
    OTHER = "personal information"

    @property
    def mark(self) -> str:
        """What stands in the place of the words."""
        return f"[{'name' if self is What.NAME else 'words' if self is What.OTHER else self.value} removed]"

    @property
    def sentence(self) -> str:
        """What readers are told, without the day."""
        return f"{self.value.capitalize()} {'were' if self is What.CONTACT else 'was'} removed"


class Reason(StrEnum):
    """The kind of reason for which a version is not shown."""

    PERSONAL = "it held personal information"
    WRONG_FILE = "the wrong file was published"


class Ground(StrEnum):
    """Why words were removed."""

    REQUEST = "at the person's request"
    DECISION = "decided by the school"


_NOT_SHOWN = """
# The words of this version are not shown

They were taken out of this record. The history of this site says when, and for what kind of reason.
"""
#: How many characters, without spaces, a mark may stand for where the original is compared as its page showed it.
LONGEST = 80
#: What stands in the place of removed words.
MARKS = tuple(what.mark for what in What)
#: The same in a file, and on a page whose spaces are left out.
_ANY_MARK = re.compile("|".join(re.escape(mark).replace(r"\ ", " ?") for mark in MARKS))
Role = Annotated[str, Field(min_length=3, max_length=60)]


class Redaction(DataModel):
    """Words of a version were replaced; `commitment` is that to the file as it was before."""

    version: str
    what: What
    passages: list[str]
    on: date
    ground: Ground
    decided_by: Role
    commitment: str = Field(pattern="^[0-9a-f]{64}$")


class Retraction(DataModel):
    """A version keeps its place and its dates, without its words."""

    version: str
    reason: Reason
    on: date
    decided_by: Role


class Removals(DataModel):
    """All of redactions.toml."""

    redaction: list[Redaction] = []
    retraction: list[Retraction] = []

    def redacted(self, version: str) -> date | None:
        """Return the last day on which words of a version were removed, or None."""
        return max((each.on for each in self.redaction if each.version == version), default=None)

    def retraction_of(self, version: str) -> Retraction | None:
        """Return why a version is not shown, or None."""
        return next((each for each in self.retraction if each.version == version), None)

    def retracted(self, version: str) -> date | None:
        """Return the day since which a version is not shown, or None."""
        found = self.retraction_of(version)
        return found.on if found else None

    def changed(self, version: str) -> date | None:
        """Return the last day on which anything of a version was removed, or None."""
        return max(filter(None, (self.redacted(version), self.retracted(version))), default=None)

    def sentences(self, version: str) -> list[str]:
        """Return what readers are told of a version, oldest first."""
        told = {
            (each.on, f"{each.what.sentence} on {day_in_words(each.on)}.")
            for each in self.redaction
            if each.version == version
        }
        if gone := self.retraction_of(version):
            told.add((gone.on, f"Its words were taken out on {day_in_words(gone.on)}: {gone.reason}."))
        return [sentence for _, sentence in sorted(told)]


def load_removals(path: Path) -> Removals:
    """Read redactions.toml; raise FileError where it cannot be used."""
    return load_data(path, Removals)


def commitment(salt: bytes, original: bytes) -> str:
    """Return what is published in the place of the original's own SHA-256, against which a name could be guessed."""
    return hashlib.sha256(salt + original).hexdigest()


def only_removed(then: str, now: str, most: int | None = None) -> bool:
    """Say whether a text differs from an earlier one only where a mark stands in the place of words.

    Args:
        then: the text as it was.
        now: the text with marks, in which `then` may have some already.
        most: how many characters one mark may stand for; without it any number.
    """
    between = f".{{1,{most or ''}}}?"
    kept = _ANY_MARK.split(now)
    return re.fullmatch(between.join(re.escape(each) for each in kept), then, re.DOTALL) is not None


def translation_without_words(version: str) -> bytes:
    """Return the file of a translation whose version was taken back: its words, and so its language, are gone."""
    return f"---\ntranslates: {version}\nstatus: draft\n---\n{_NOT_SHOWN}".encode()


def without_words(front_matter: FrontMatter) -> bytes:
    """Return the file of a version that is not shown: its days and its number, and none of its words."""
    keys = {key: str(getattr(front_matter, key)) for key in ("academic_year", "revision", "status")}
    if front_matter.in_force_from:
        keys["in_force_from"] = front_matter.in_force_from.isoformat()
    if front_matter.revision > 1:
        keys["changes"] = '"What changed is not shown: this version was taken back."'
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{lines}---\n{_NOT_SHOWN}".encode()
