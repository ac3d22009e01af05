"""Versions: the published revisions of notices, as git keeps them for ever.

A later revision without `in_force_from` replaces the earlier one for all its days. The earlier version then stays at
its address and in the log, without any day on which it applied, so whoever looks up a day finds the correction.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from privacy_notices.notices.front_matter import FrontMatter, read_front_matter, split_front_matter, with_line_feeds
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice
from privacy_notices.years import AcademicYear, Period

#: A version's name, and so its tag's. conf.py gives it to sphinx-multiversion as `smv_tag_whitelist`.
TAG_PATTERN = r"^[0-9]{4}-[0-9]{2}\.[1-9][0-9]*$"


class _Notices(dict[tuple[str, bytes], Notice]):
    def __missing__(self, key: tuple[str, bytes]) -> Notice:
        notice = self[key] = parse_notice(*key)
        return notice


#: The notices of versions by path and source, each read when first asked for, and once. A build of the site keeps some
#: for the next one.
NOTICES = _Notices()


@dataclass(frozen=True)
class Wording:
    """A published revision as a file has it, which need not be in the history yet.

    `in_force` is None where later revisions replaced it for all its days.
    """

    front_matter: FrontMatter
    source: bytes
    in_force: Period | None = None

    @property
    def name(self) -> str:
        """Like `2016-17.1`."""
        return self.front_matter.version

    @property
    def year(self) -> AcademicYear:
        """The academic year of the notice."""
        return self.front_matter.academic_year

    @property
    def revision(self) -> int:
        """Which wording of its year it is, from 1."""
        return self.front_matter.revision

    @property
    def key(self) -> tuple[AcademicYear, int]:
        """What versions are ordered by: as strings, `.10` would come before `.2`."""
        return (self.year, self.revision)

    @property
    def first_day(self) -> date:
        """The day since which it applied."""
        return self.front_matter.in_force_from or self.year.period.first

    @property
    def sha256(self) -> str:
        """The SHA-256 of the notice file, as hex digits."""
        return hashlib.sha256(self.source).hexdigest()

    @property
    def path(self) -> str:
        """The notice's file, as git calls it."""
        return f"notices/{self.year}.md"

    @property
    def notice(self) -> Notice:
        """The notice itself, read when first asked for."""
        return NOTICES[self.path, self.source]


@dataclass(frozen=True, kw_only=True)
class State(Wording):
    """A published revision as a commit has it. `step` is the place of that commit in the history."""

    commit: str
    step: int


@dataclass(frozen=True, kw_only=True)
class Version(State):
    """A state of a revision that main published: the first one without faults.

    Versions are published in the order of their steps, those of one step in the order of their keys.
    """

    published_at: datetime


#: Whatever has days: what is in force is worked out in the same way for what git has and for what it has not.
AnyWording = TypeVar("AnyWording", bound=Wording)


def with_periods(versions: Iterable[AnyWording]) -> list[AnyWording]:
    """Return the versions in order, each with the days on which it applied.

    A version applies from its first day to the last of its year, but no longer than until the day before
    a later revision of the year begins.
    """
    found: list[AnyWording] = []
    last: dict[AcademicYear, date] = {}
    for version in sorted(versions, key=lambda version: version.key, reverse=True):
        until = last.get(version.year, version.year.period.last)
        in_force = Period(version.first_day, until) if version.first_day <= until else None
        found.append(replace(version, in_force=in_force))
        last[version.year] = min(until, version.first_day - timedelta(days=1))
    return found[::-1]


def applies_on(versions: Iterable[AnyWording], day: date) -> AnyWording | None:
    """Return the version that applied on the day, or None."""
    return next((version for version in versions if version.in_force and day in version.in_force), None)


def pairs(versions: Sequence[Version]) -> list[tuple[Version, Version]]:
    """Return the pairs to compare: each version of an ordered list, after the one that it is compared with.

    That is the one before it in its year; for a year's first, the last of the latest earlier year that has one.
    """
    return list(pairwise(versions))


def successor(version: Wording, versions: Iterable[AnyWording]) -> AnyWording | None:
    """Return the next revision of the same year, or None."""
    later = (v for v in versions if v.year == version.year and v.revision > version.revision)
    return min(later, key=lambda v: v.key, default=None)


def gaps(versions: Sequence[Wording]) -> list[Period]:
    """Return the stretches between the versions on which none applied."""
    found: list[Period] = []
    reached: date | None = None
    for period in sorted(version.in_force for version in versions if version.in_force):
        if reached and period.first > reached + timedelta(days=1):
            found.append(Period(reached + timedelta(days=1), period.first - timedelta(days=1)))
        reached = max(reached, period.last) if reached else period.last
    return found


def is_version_name(name: str) -> bool:
    """Say whether a tag of this name is a version's."""
    return re.match(TAG_PATTERN, name) is not None


@lru_cache(maxsize=1024)
def published_front_matter(source: bytes) -> FrontMatter | None:
    """Return the front matter of a published notice, None for every other text."""
    text = with_line_feeds(source.decode("utf-8-sig", errors="replace"))
    front_matter = read_front_matter("", split_front_matter(text), text).front_matter
    return front_matter if front_matter and front_matter.status == "published" else None
