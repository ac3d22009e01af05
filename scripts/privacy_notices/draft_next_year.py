"""Makes next year's draft from the latest notice, and lists what changed in the law between the two.

The draft is changed line by line in the source, not written from what was read: whatever is not replaced stays byte for
byte. Words are replaced only where the old ones are wrong on every day of the new year; those that become wrong during
it are listed for staff, as is every dead link without a page to take its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from privacy_notices.checks import Rulebook, check_notice
from privacy_notices.checks.removals import is_taken_back
from privacy_notices.data_files import read_text
from privacy_notices.errors import CannotBeginError
from privacy_notices.findings import Rule, Severity
from privacy_notices.links.records import KeptLinks
from privacy_notices.links.verdict import Verdict
from privacy_notices.notices.notice import Block, BlockKind, Notice
from privacy_notices.notices.reading import notice_paths, parse_notice, read_notice
from privacy_notices.phrases import find_phrase, folded
from privacy_notices.years import AcademicYear, academic_year_of, day_in_words

#: What a notice says about itself, and so has to say again each year.
OF_THE_YEAR = ("academic-year-label", "last-updated", "review-cycle")


@dataclass
class NewNotice:
    """The draft's file and text, the notice that it was made from, and what staff need to know to continue.

    `changed` has a line for each change of words or links; `law` what changed in the law between the two years;
    `look_at` the lines of the draft that somebody has to read. `shift` is by how many lines the front matter is
    longer than the old one.
    """

    path: Path
    made_from: str
    shift: int
    text: str = ""
    changed: list[str] = field(default_factory=list)
    law: list[str] = field(default_factory=list)
    look_at: list[str] = field(default_factory=list)

    def report(self) -> str:
        """Return what happened and what to do next, in lines."""
        parts = [f"{self.path.parent.name}/{self.path.name} is a draft made from {self.made_from}. Nobody sees it yet."]
        for heading, lines, none in (
            ("Changed from last time:", self.changed, "nothing but the year in its first lines"),
            (
                "What changed in the law between the two years:",
                self.law,
                "nothing that notices/requirements.toml knows",
            ),
            ("Read these lines and decide:", self.look_at, "none"),
        ):
            parts += [heading, *(f"  {line}" for line in lines or [none])]
        return "\n".join(
            [*parts, 'All other words stand as they were. Now change what has to change, and run "make check".']
        )


def new_notice(folder: Path, year: AcademicYear, rules: Rulebook, links: KeptLinks) -> NewNotice:
    """Return next year's draft, not yet written: see `NewNotice`.

    Args:
        folder: the folder of the notices.
        year: the year that it will be for.
        rules: what the draft will be checked against.
        links: the verdicts on addresses; those that have a replacement get it.

    Raises:
        CannotBeginError: its file is there, no law is known for it, or the latest notice has faults.
    """
    old = _latest(folder, rules)
    path = folder / f"{year}.md"
    if path.exists():
        raise CannotBeginError(f"{folder.name}/{path.name} is there already, and stays as it is. Change that file.")
    before = old.meta.academic_year
    if year < before:
        raise CannotBeginError(f"{year} is before the latest notice, that of {before}, so it cannot be made from it.")
    last = AcademicYear(max(before.start, academic_year_of(rules.today).start) + 1)
    if year > last:
        raise CannotBeginError(
            f"{year} is too far ahead: the law until then is not known. The last that can be is {last}."
        )
    lines = read_text(folder / Path(old.path).name).split("\n")
    end = next(number for number, line in enumerate(lines) if number and line.rstrip() == "---")
    head = ["---", f"academic_year: {year}", "revision: 1", "status: draft"]
    new = NewNotice(path, old.path, len(head) - end)
    _name_the_year(old, year, lines, new)
    _replace_links(old, links, lines, new)
    _replace_words(old, year.period.first, rules, lines, new)
    new.text = "\n".join([*head, *lines[end:]])
    draft = parse_notice(f"{folder.name}/{path.name}", new.text.encode())
    new.law = list(_law_between(old, draft, rules))
    new.look_at = list(_to_look_at(draft, rules, links))
    return new


def _latest(folder: Path, rules: Rulebook) -> Notice:
    years = {}
    for path in notice_paths(folder):
        notice = read_notice(path, f"{folder.name}/{path.name}")
        if notice.findings:
            fault = notice.findings[0]
            raise CannotBeginError(f"{fault.path}:{fault.line}: {fault.message} Mend this first.")
        if not is_taken_back(notice, rules):
            years[notice.meta.academic_year] = notice
    if not years:
        raise CannotBeginError(f"There is no notice in {folder.name}/ to begin from.")
    return years[max(years)]


def _name_the_year(old: Notice, year: AcademicYear, lines: list[str], new: NewNotice) -> None:
    """Write the new year where the notice says which year it is for: in its title and its passage on the year."""
    before = old.meta.academic_year
    for block in [*old.titles, *old.answer("academic-year-label")]:
        for was, now in (
            (f"{before}", f"{year}"),
            (f"{before}".replace("-", "/"), f"{year}".replace("-", "/")),
            (before.in_words, year.in_words),
        ):
            for number in range(block.line, block.line + block.text.count("\n") + 1):
                _replace(lines, number, was, now, new)


def _replace_links(old: Notice, links: KeptLinks, lines: list[str], new: NewNotice) -> None:
    for link in old.links:
        kept = links.of(link.url)
        if kept and kept.replacement and not set(kept.replacement) & set("()<>"):
            line = lines[link.line - 1]
            start = line.find(link.url)
            follows = line[start + len(link.url) : start + len(link.url) + 1]
            if start >= 0 and follows in ("", ">", ")", " "):
                lines[link.line - 1] = line[:start] + kept.replacement + line[start + len(link.url) :]
                new.changed.append(f"line {link.line + new.shift}: {link.url} is now {kept.replacement}")


def _replace_words(old: Notice, first_day: date, rules: Rulebook, lines: list[str], new: NewNotice) -> None:
    """Replace what is wrong on every day of the new year, where the data has words that fit in its place."""
    for stale in rules.requirements.stale:
        if stale.replacement and stale.wrong_from and stale.wrong_from <= first_day:
            for block in old.blocks:
                position = find_phrase(stale.phrase, folded(block.without_addresses))
                if position >= 0:
                    _replace(lines, block.line_at(position), stale.phrase, stale.replacement, new)


def _replace(lines: list[str], number: int, was: str, now: str, new: NewNotice) -> None:
    """Replace words in a line of the file, but not in an address; whether upper or lower case."""
    line = lines[number - 1]
    start = find_phrase(was, folded(Block(BlockKind.PARAGRAPH, 0, 1, line).without_addresses))
    if start >= 0:
        new.changed.append(f'line {number + new.shift}: "{line[start : start + len(was)]}" is now "{now}"')
        lines[number - 1] = line[:start] + now + line[start + len(was) :]


def _law_between(old: Notice, draft: Notice, rules: Rulebook) -> Iterator[str]:
    """Yield what changed in the law since the old notice began, until the new one ends."""
    for change in rules.requirements.law_change:
        if old.days.first < change.date <= draft.days.last:
            yield f"{day_in_words(change.date)}: {change.what}."
    for requirement in rules.requirements:
        was, now = (requirement.severity(days, rules.school) for days in (old.days, draft.days))
        passage = draft.passages.get(requirement.id)
        place = f"line {passage.line} is marked with it" if passage else "no line is marked with it"
        if was and not now:
            yield f"No longer asked of this school: {requirement.title} ({place})."
        elif now and was is not now:
            is_law = now is Severity.ERROR and requirement.law_from is not None
            since = day_in_words((is_law and requirement.law_from) or requirement.required_from)
            asks = f"{'a law' if is_law else 'custom or guidance'} asks since {since}, {place}"
            yield f"{requirement.write}: {asks} ({requirement.citation(draft.days)})."
    for stale in rules.requirements.stale:
        if stale.wrong_from and old.days.last < stale.wrong_from <= draft.days.last:
            yield f'"{stale.phrase}" is wrong from {day_in_words(stale.wrong_from)}: {stale.why}.'
    written = day_in_words(rules.requirements.written)
    for open_date in rules.requirements.open_date:
        yield f"Its day was not known on {written}: {open_date.what} ({open_date.cite})."


def _to_look_at(draft: Notice, rules: Rulebook, links: KeptLinks) -> Iterator[str]:
    for name in OF_THE_YEAR:
        if name in draft.passages:
            yield f"line {draft.passages[name].line}: {rules.requirements[name].question}"
    for link in draft.links:
        kept = links.of(link.url)
        if kept and kept.verdict not in (Verdict.OK, Verdict.BLOCKED):
            seen = f"{link.url} was {kept.verdict} on {day_in_words(kept.seen)}"
            yield f"line {link.line}: {seen}. Find the page to link to now."
    for finding in check_notice(draft, rules):
        if finding.rule in (Rule.STALE_WORDING, Rule.OTHER_SCHOOLS):
            yield f"line {finding.line}: {finding.message}"
