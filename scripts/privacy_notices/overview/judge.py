"""Judges one school by what its site lists: whose notice is in force, what it lacks of the law, which links are dead.

A pure function of the list, the requirements and the day. It knows nothing of how a site was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from privacy_notices.law.requirements import CITE_SEPARATOR, Requirement, Requirements
from privacy_notices.overview.listed import Listed, ListedVersion
from privacy_notices.text import one_line, plural
from privacy_notices.years import Period, day_in_words

#: A weekly check proposes to write down what it saw only when it saw something new, so a day may be long ago.
MOST_DAYS_UNCHECKED = 365


class State(StrEnum):
    """What there is to do for a school: nothing, something, or to find out, because its site could not be read."""

    WELL = "well"
    TO_DO = "to do"
    UNREAD = "unread"


@dataclass(frozen=True)
class Gap:
    """A requirement that the notice in force does not answer.

    `since` is the day from which its sources ask for it; `is_newer` says whether that was after the notice was
    published.
    """

    requirement: str
    write: str
    since: date
    source: str
    is_newer: bool


@dataclass(frozen=True)
class Standing:
    """How a school is placed on a day.

    `missing` is what a law asks; `to_ask` what it asks only on a condition of which the site says nothing; `advised`
    what guidance, a model text or our own rule asks. `answers_are_known` is False for the list of an older program.
    `reason` is why there is nothing else, of a site that could not be read; `moved_to` where it sends readers for good.
    """

    in_force: ListedVersion | None = None
    answers_are_known: bool = True
    missing: Sequence[Gap] = ()
    to_ask: Sequence[Gap] = ()
    advised: Sequence[Gap] = ()
    to_do: Sequence[str] = ()
    remarks: Sequence[str] = ()
    reason: str = ""
    moved_to: str = ""

    @property
    def state(self) -> State:
        """What there is to do."""
        if self.reason:
            return State.UNREAD
        return State.TO_DO if self.to_do else State.WELL

    @property
    def out_of_date_since(self) -> date | None:
        """The first change of law after the notice was published that it does not answer; None where it answers all."""
        return min((gap.since for gap in self.missing if gap.is_newer), default=None)


def judge(listed: Listed, requirements: Requirements, today: date) -> Standing:
    """Return how a school is placed on a day, by the list of its site."""
    version = listed.on(today)
    if version is None:
        return Standing(to_do=[_none_in_force(listed, today)], remarks=listed.remarks)
    gaps = list(_gaps(version, requirements, today))
    missing = [gap for kind, gap in gaps if kind == "missing"]
    return Standing(
        in_force=version,
        answers_are_known=version.answers is not None,
        missing=missing,
        to_ask=[gap for kind, gap in gaps if kind == "to ask"],
        advised=[gap for kind, gap in gaps if kind == "advised"],
        to_do=[*_of_words(version), *_of_law(version, missing, requirements, today), *_of_links(version, today)],
        remarks=[*listed.remarks, *_of_others(version, requirements)],
    )


def _none_in_force(listed: Listed, today: date) -> str:
    days = [version.days for version in listed.versions if version.days]
    if not days:
        return "No notice is published."
    begins = min((period.first for period in days if period.first > today), default=None)
    ended = max((period.last for period in days if period.last < today), default=None)
    said = ["No notice is in force today."]
    said += [f"The last one ended on {day_in_words(ended)}."] if ended else []
    said += [f"The next one begins on {day_in_words(begins)}."] if begins else []
    return " ".join(said)


def _gaps(version: ListedVersion, requirements: Requirements, today: date) -> Iterator[tuple[str, Gap]]:
    """Yield what the version does not answer: each "missing", "to ask" or "advised"."""
    if version.answers is None:
        return
    for requirement in requirements:
        concerns = version.conditions.get(requirement.id) if requirement.when else True
        if requirement.id in version.answers or concerns is False:
            continue
        is_law = requirement.force(Period(today, today)) == "law" and not requirement.advice_only
        if gap := _gap(requirement, version, today, is_law):
            yield ("advised" if not is_law else "missing" if concerns else "to ask"), gap


def _gap(requirement: Requirement, version: ListedVersion, today: date, is_law: bool) -> Gap | None:
    """Return the gap with what asks for it today: where any of that is newer than the version, only those."""
    asking = [source for source in requirement.sources(Period(today, today)) if source.asks]
    asking = [source for source in asking if source.kind == "law"] if is_law else asking
    newer = [source for source in asking if source.from_ > version.published_at.date()]
    if not asking:
        return None
    since = min(source.from_ for source in newer or asking)
    cites = CITE_SEPARATOR.join(source.cite for source in newer or asking if source.from_ == since)
    return Gap(requirement.id, requirement.write, since, cites, bool(newer))


def _of_words(version: ListedVersion) -> Iterator[str]:
    if version.retracted:
        yield f"The words of the notice in force were taken back on {day_in_words(version.retracted)}."


def _of_law(version: ListedVersion, missing: Sequence[Gap], law: Requirements, today: date) -> Iterator[str]:
    if version.answers is None:
        days = sorted(_changes_since(law, version.published_at.date(), today))
        changed = f" The law changed after it was published: {_in_words(days)}." if days else ""
        yield f"Its site was built by an older program, which does not say what the notice answers.{changed}"
    newer = [gap for gap in missing if gap.is_newer]
    if newer:
        since = day_in_words(min(gap.since for gap in newer))
        yield f"The notice is out of date since {since}: {plural(len(newer), 'thing')} that the law now asks."
    if older := len(missing) - len(newer):
        yield f"The notice lacks {plural(older, 'thing')} that the law asked already when it was published."


def _changes_since(requirements: Requirements, published: date, today: date) -> set[date]:
    sources = (source for requirement in requirements for source in requirement.source)
    return {source.from_ for source in sources if source.kind == "law" and published < source.from_ <= today}


def _in_words(days: Iterable[date]) -> str:
    return ", ".join(day_in_words(day) for day in days)


def _of_links(version: ListedVersion, today: date) -> Iterator[str]:
    if version.links_dead:
        yield f"{plural(len(version.links_dead), 'link')} in the notice {_are(len(version.links_dead))} dead."
    if unchecked := len(version.links_not_checked):
        yield f"{plural(unchecked, 'link')} in the notice {_are(unchecked)} not checked yet."
    checked = version.links_checked
    if checked and (today - checked).days > MOST_DAYS_UNCHECKED:
        yield f"What is on record of its links is from {day_in_words(checked)}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _of_others(version: ListedVersion, requirements: Requirements) -> Iterator[str]:
    if unknown := sorted((version.answers or frozenset()) - set(requirements.ids)):
        names = one_line(", ".join(unknown))
        yield f"It answers requirements that this program does not know ({names}): bring this program up to date."
