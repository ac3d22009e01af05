"""What changes in the law between two days, and the table of what a notice must say, as `make law` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from privacy_notices.errors import BadValueError
from privacy_notices.law.requirements import Kind, Requirement, Requirements
from privacy_notices.text import plural
from privacy_notices.years import Period, day_in_words

_BY = {
    "law": "a law",
    "fairness": "the law's general duty of fairness",
    "model": "the Department for Education's suggested text",
    "guidance": "guidance",
    "our rule": "our own rule",
}
#: More than so many requirements that only get another citation on one day are counted, not listed.
_MOST_RENAMED = 5


def report(requirements: Requirements, first: date, last: date) -> str:
    """Return what changes after the first day until the last, a paragraph a day, and what has no day yet.

    Raises:
        BadValueError: the last day is before the first.
    """
    if last < first:
        raise BadValueError(f"{day_in_words(last)} is before {day_in_words(first)}: name the earlier day first.")
    days = sorted(day for day in _days(requirements) if first < day <= last)
    parts = ["\n  ".join([day_in_words(day), *_on(requirements, day)]) for day in days]
    head = f"What changes in the law after {day_in_words(first)}, until {day_in_words(last)}:"
    parts.insert(0, head if parts else f"{head} nothing that notices/requirements.toml knows.")
    written = day_in_words(requirements.written)
    parts += [
        f"Not known yet on {written}, from which day on: {open_date.what} ({open_date.cite})."
        for open_date in requirements.open_date
    ]
    return "\n\n".join(parts)


def table(requirements: Requirements) -> str:
    """Return a Markdown table: each requirement, who asks for it since when, and its sources with their days."""
    lines = ["| requirement | who asks, since when | sources |", "|---|---|---|"]
    for requirement in requirements:
        force = "<br>".join(_asking(requirement))
        sources = "<br>".join(
            f"{s.cite}, {s.kind}, {s.from_} to {s.until or 'now'}, {s.read}" for s in requirement.source
        )
        lines.append(f"| {requirement.id} | {force} | {sources} |")
    return "\n".join(lines)


def _asking(requirement: Requirement) -> Iterator[str]:
    first: dict[str, date] = {}
    for source in requirement.source:
        if source.asks:
            first[source.kind] = min(source.from_, first.get(source.kind, date.max))
    for kind, day in sorted(first.items(), key=lambda each: each[1]):
        advice = " (advice only)" if requirement.advice_only else ""
        yield f"{kind}{advice} since {day}"
    if requirement.when:
        yield f"where {requirement.when}"


def _days(requirements: Requirements) -> set[date]:
    days = {change.date for change in requirements.law_change}
    days |= {stale.wrong_from for stale in requirements.stale if stale.wrong_from}
    for requirement in requirements:
        for source in requirement.source:
            days |= {source.from_} | ({source.until + timedelta(days=1)} if source.until else set())
    return days


def _on(requirements: Requirements, day: date) -> Iterator[str]:
    for change in requirements.law_change:
        if change.date == day:
            yield f"{change.what} ({change.cite})."
    renamed = []
    for requirement in requirements:
        was, now = (requirement.force(Period(each, each)) for each in (day - timedelta(days=1), day))
        if was is not now:
            cited = requirement.citation(Period(day, day))
            yield f"{_asked(was, now)}: {requirement.write} {{#{requirement.id}}} ({cited})."
        elif line := _cited_otherwise(requirement, day):
            renamed.append(line)
    if len(renamed) > _MOST_RENAMED:
        yield f"{plural(len(renamed), 'requirement')} are asked for as before, under other names of the law."
    else:
        yield from renamed
    for stale in requirements.stale:
        if stale.wrong_from == day:
            yield f'"{stale.phrase}" is wrong from this day on: {stale.why}.'


def _asked(was: Kind | None, now: Kind | None) -> str:
    if now is None:
        return "No longer asked for"
    return f"Asked for by {_BY[now]}" + (f", until then by {_BY[was]}" if was else "")


def _cited_otherwise(requirement: Requirement, day: date) -> str:
    begins = [source.cite for source in requirement.source if source.from_ == day]
    ends = [source.cite for source in requirement.source if source.until == day - timedelta(days=1)]
    says = [f"{how} {' and '.join(cites)}" for how, cites in (("now", begins), ("no longer", ends)) if cites]
    return f"{requirement.title} {{#{requirement.id}}}: {', '.join(says)}." if says else ""
