"""Prints the verdicts on links: for people, for programs, for GitHub and for test reporters.

The JSON has what update_links.py needs beside the verdict, such as whether the run saw the archived copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.etree import ElementTree

from privacy_notices.links.checked import Checked, blockers, counts
from privacy_notices.links.collect import Location
from privacy_notices.links.verdict import DEAD, Verdict
from privacy_notices.text import escape_markdown, github_command, one_line, plural
from privacy_notices.years import day_in_words


def groups(checked: Sequence[Checked]) -> Iterator[tuple[str, list[Checked]]]:
    """Yield what there is to do, the most pressing first, with the addresses that it is to be done for."""
    failing = [each for each in checked if each.failing]
    frozen = [each for each in checked if each.is_frozen and each.outcome.verdict is not Verdict.OK]
    rest = [each for each in checked if not each.failing and not each.is_frozen]

    if blockers(checked):  # `network` says it in one line
        rest = [each for each in rest if not each.outcome.is_walled]
        frozen = [each for each in frozen if not each.outcome.is_walled]

    def of(*verdicts: Verdict) -> list[Checked]:
        return [each for each in rest if each.outcome.verdict in verdicts]

    found = [
        ("Mend these: parents cannot follow them, or must not", failing),
        ("Read these: the page has changed since the links were last reviewed", [e for e in checked if e.is_news]),
        ("Mend these when you next change the notice", of(*DEAD)),
        ("Write the new address", of(Verdict.MOVED)),
        ("Open these yourself: a program is not let in", of(Verdict.BLOCKED)),
        ("Nothing to do yet: could not be reached this time", of(Verdict.UNKNOWN)),
        ("Nothing to do: in notices that are kept as they are", [e for e in frozen if not e.failing]),
    ]
    return ((heading, links) for heading, links in found if links)


def network(checked: Sequence[Checked]) -> str:
    """Return what to say where the network of the check seems to be blocked, or ""."""
    if not (owners := blockers(checked)):
        return ""
    walled = sum(each.outcome.is_walled for each in checked)
    return (
        f"The network of this check seems to be blocked: {len(owners)} sites of different owners keep it out "
        f"({one_line(', '.join(owners))}). Nothing is known of {plural(walled, 'link')} there. Run the check from "
        "another network, such as the school's."
    )


def tally(checked: Sequence[Checked]) -> str:
    """Return the line of counts: "4 links checked: 3 ok, 1 moved."."""
    found = ", ".join(f"{number} {verdict}" for verdict, number in counts(checked).items() if number)
    return f"{plural(len(checked), 'link')} checked: {found or 'none'}."


def _facts(checked: Checked) -> Iterator[str]:
    outcome = checked.outcome
    yield f"{outcome.verdict}: {outcome.reason}"
    if outcome.suggested_url:
        yield f"write instead: {_shown(outcome.suggested_url)}"
    if checked.is_news and outcome.updated_on:
        note = f": {one_line(outcome.change_note)}" if outcome.change_note else ""
        yield f"updated on {day_in_words(outcome.updated_on)}{note}"
    if checked.archive_url:
        yield f"{'a copy' if checked.archive_seen else 'look for a copy near this date'}: {_shown(checked.archive_url)}"


def _shown(url: str) -> str:
    """Return an address as it may stand in a line of text."""
    return one_line(url, 2000)


def _writable(report: str) -> str:
    """Return the report with what no encoding has (a byte of the name of a file) as its escape."""
    return report.encode("utf-8", "backslashreplace").decode()


def as_text(checked: Sequence[Checked], at: datetime) -> str:
    """Return the report for people, grouped by what to do."""
    lines = [said, ""] if (said := network(checked)) else []
    for heading, links in groups(checked):
        lines += [heading, ""]
        for each in links:
            lines += [f"  {_shown(each.url)}", *(f"    {fact}" for fact in _facts(each))]
            lines += [f"    {place.path}:{place.line}" for place in each.locations]
        lines.append("")
    return _writable("\n".join([*lines, tally(checked)]))


def as_json(checked: Sequence[Checked], at: datetime) -> str:
    """Return the report for programs: `schema`, `checked_at`, `links`, `summary` (verdict: count) and the network."""
    links = [
        {
            "url": each.url,
            "verdict": each.outcome.verdict,
            "reason": each.outcome.reason,
            "final_url": each.outcome.final_url,
            "suggested_url": each.outcome.suggested_url,
            "archive_url": each.archive_url,
            "archive_seen": each.archive_seen,
            "updated_on": each.outcome.updated_on.isoformat() if each.outcome.updated_on else "",
            "change_note": one_line(each.outcome.change_note),
            "is_news": each.is_news,
            "fails": bool(each.failing),
            "locations": [{"path": p.path, "line": p.line, "frozen": p.frozen} for p in each.locations],
        }
        for each in checked
    ]
    document = {"schema": 1, "checked_at": at.isoformat(), "links": links, "summary": counts(checked)}
    document |= {"network_seems_blocked": bool(blockers(checked))}
    return _writable(json.dumps(document, indent=2, ensure_ascii=False))


def as_markdown(checked: Sequence[Checked], at: datetime) -> str:
    """Return the report for an issue or a job summary."""
    lines = [f"# Links checked on {day_in_words(at.date())}", "", tally(checked), ""]
    if said := network(checked):
        lines += [f"**{escape_markdown(said)}**", ""]
    for heading, links in groups(checked):
        lines += [f"## {heading}", ""]
        for each in links:
            places = ", ".join(f"`{place.path}:{place.line}`" for place in each.locations)
            lines.append(f"- {escape_markdown(_shown(each.url))} ({places})")
            lines += (f"  - {escape_markdown(fact)}" for fact in _facts(each))
        lines.append("")
    return _writable("\n".join(lines).rstrip())


def as_github(checked: Sequence[Checked], at: datetime) -> str:
    """Return GitHub workflow commands at the file and line of each link that is not all right, then the counts."""
    said = network(checked)
    commands = [f"::warning title=link check::{said}"] if said else []
    for each in checked:
        if (each.outcome.verdict is Verdict.OK and not each.is_news) or (said and each.outcome.is_walled):
            continue
        title, message = f"link {each.outcome.verdict}", f"{_shown(each.url)} {'; '.join(_facts(each))}"
        commands += (
            github_command(_level(each, place), place.path, place.line, title, message) for place in each.locations
        )
    return _writable("\n".join([*commands, tally(checked)]))


def _level(checked: Checked, place: Location) -> str:
    if place in checked.failing:
        return "error"
    return "notice" if place.frozen else "warning"


def as_junit(checked: Sequence[Checked], at: datetime) -> str:
    """Return the report in the XML of JUnit: a test case a link; what could not be decided is skipped."""
    suite = ElementTree.Element("testsuite", name="links", timestamp=at.isoformat(), tests=str(len(checked)))
    if said := network(checked):
        properties = ElementTree.SubElement(suite, "properties")
        ElementTree.SubElement(properties, "property", name="network", value=said)
    for each in checked:
        case = ElementTree.SubElement(suite, "testcase", classname="links", name=_shown(each.url))
        message = one_line("; ".join(_facts(each)), 2000)
        if each.failing:
            places = "\n".join(f"{place.path}:{place.line}" for place in each.failing)
            ElementTree.SubElement(case, "failure", message=message, type=each.outcome.verdict).text = places
        elif each.outcome.verdict in (Verdict.BLOCKED, Verdict.UNKNOWN):
            ElementTree.SubElement(case, "skipped", message=message)
        elif each.outcome.verdict is not Verdict.OK:
            ElementTree.SubElement(case, "system-out").text = message
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _writable(ElementTree.tostring(suite, encoding="unicode"))


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "markdown": as_markdown, "junit": as_junit}


def fails(checked: Sequence[Checked]) -> bool:
    """Say whether any link has to be mended."""
    return any(each.failing for each in checked)


def has_work(checked: Sequence[Checked]) -> bool:
    """Say whether people have something to mend, to rewrite or to read in a notice that can still be changed."""
    to_do = (*DEAD, Verdict.MOVED)
    return any(e.failing or e.is_news or (not e.is_frozen and e.outcome.verdict in to_do) for e in checked)
