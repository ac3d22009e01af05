"""Asks the sites of all schools for their lists of versions: politely, within limits, each for one file."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from privacy_notices.errors import LogError
from privacy_notices.law.requirements import Requirements
from privacy_notices.links.answer import Answer
from privacy_notices.links.fetch import Fetcher
from privacy_notices.links.guard import Address
from privacy_notices.overview.judge import Standing, judge
from privacy_notices.overview.listed import read_listed
from privacy_notices.overview.trust import Trust, TrustSchool

_FILE = "versions.json"


@dataclass(frozen=True)
class Settings:
    """How to ask, and for which day: `rate`, `allowed` and `ca_file` are those of `links.fetch.Fetcher`."""

    today: date
    rate: float = 1.0
    allowed: Collection[Address] = ()
    ca_file: Path | None = None


@dataclass(frozen=True)
class Asked:
    """A school and how it is placed; `has_answered` says whether any server did, if only with a refusal."""

    school: TrustSchool
    standing: Standing
    has_answered: bool = True


def ask_all(trust: Trust, requirements: Requirements, settings: Settings) -> list[Asked]:
    """Ask the site of each school, and judge what it says at once, so that no list is kept.

    Raises:
        FileError: the file of the certificate authority cannot be read.
    """
    return asyncio.run(_ask_all(trust, requirements, settings))


async def _ask_all(trust: Trust, requirements: Requirements, settings: Settings) -> list[Asked]:
    agent = f"privacy-notices-overview/1 ({trust.contact})"
    async with Fetcher(agent, settings.rate, settings.allowed, settings.ca_file) as fetcher:

        async def one(school: TrustSchool) -> Asked:
            answer = await fetcher.get(school.site + _FILE, {})
            return Asked(school, standing_of(answer, requirements, settings.today), answer.made_contact)

        return await asyncio.gather(*map(one, trust.school))


def standing_of(answer: Answer, requirements: Requirements, today: date) -> Standing:
    """Return how a school is placed by the answer of its site, whatever that is."""
    if reason := _no_list(answer):
        return Standing(reason=reason)
    assert answer.response is not None  # noqa: S101 - or there were a reason
    try:
        standing = judge(read_listed(answer.response.body), requirements, today)
    except LogError as error:
        standing = Standing(reason=str(error))
    return replace(standing, moved_to=_moved_to(answer))


def _no_list(answer: Answer) -> str:
    """Say why there is no list of versions to read in an answer, "" where there may be one."""
    response = answer.response
    if response is None:
        failure = answer.failure.value if answer.failure else "it did not answer"
        return f"Its site could not be read: {failure}{f' ({answer.detail})' if answer.detail else ''}."
    if response.is_wall:
        return "Its site asks whether the reader is a robot, so no program can read it."
    if response.status in (404, 410):
        return f"There is no list of versions on its site ({response.status}). Is the address in trust.toml right?"
    if response.status != 200:
        return f"Its site could not be read: it answers {response.status}."
    if not response.is_whole:
        return "Its list of versions is larger than 2 MB, so it was not read."
    return ""


def _moved_to(answer: Answer) -> str:
    """Return the address of the site to which readers were sent on for good, or ""."""
    hops: Sequence[str] = [hop.target for hop in answer.hops if all(each.is_permanent for each in answer.hops)]
    return hops[-1].removesuffix(_FILE) if hops and hops[-1].endswith(f"/{_FILE}") else ""
