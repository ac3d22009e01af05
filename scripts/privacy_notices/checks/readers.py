"""Checks whether a notice speaks of another nation's schools, or to other readers than pupils and their parents."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.checks.issued import of_words
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Notice
from privacy_notices.phrases import find_phrase, folded

#: Bodies and laws of schools outside England. The nations' own names are no sign: a child may move there.
_NATIONS = {
    "Wales": (
        "welsh government", "welsh ministers", "welsh assembly government", "estyn", "curriculum for wales",
        "education (wales) act", "school standards and organisation (wales) act", "hwb", "careers wales",
    ),
    "Scotland": (
        "scottish government", "scottish ministers", "scottish executive", "education scotland", "seemis",
        "scottish qualifications authority", "general teaching council for scotland", "scottish candidate number",
        "skills development scotland", "curriculum for excellence", "pupil census scotland",
    ),
    "Northern Ireland": (
        "department of education northern ireland", "department of education for northern ireland",
        "northern ireland executive", "education authority northern ireland", "education and training inspectorate",
        "ccea", "c2k", "council for catholic maintained schools",
    ),
    "the Isle of Man": (
        "isle of man government", "isle of man information commissioner", "department of education, sport and culture",
        "tynwald", "manx government",
    ),
    "the Channel Islands": ("states of jersey", "government of jersey", "states of guernsey"),
}  # fmt: skip
#: Words that are written to or about others, by whom.
_READERS = {
    "the staff": (
        "school workforce census", "privacy notice for staff", "privacy notice for the school workforce",
        "staff privacy notice", "your employment with us", "your contract of employment", "contract of employment",
        "your salary", "payroll", "your pension", "our employees", "job applicants", "recruitment process",
        "performance management", "workforce data", "workforce information",
    ),
    "governors": (
        "privacy notice for governors", "privacy notice for governance roles", "governor privacy notice",
        "as a governor", "individuals in governance roles", "governance data", "get information about schools",
        "your term of office", "register of business interests",
    ),
    "parents' own information": (
        "parent privacy notice", "use parents' information", "use parent information", "personal data about parents",
        "personal information about parents", "information that we hold about parents",
        "information we hold about parents", "your marital status", "your own employment",
    ),
    "a council's own work": (
        "council tax", "the council is the data controller", "the council is the controller", "our councillors",
        "elected members", "as a local authority we", "as a council we", "electoral register",
    ),
    "visitors or volunteers": ("privacy notice for visitors", "privacy notice for volunteers"),
}  # fmt: skip
_OF_NATIONS = ("belongs to {}.", "Write who does this in England and by which law, or delete it.")
_OF_READERS = ("is about {}; this notice is about pupils.", "Move it to a notice of its own, or delete it.")


def text_for_others(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block with words of another nation's schools, or for readers of another kind."""
    for block in notice.blocks:
        text = folded(block.without_addresses)
        for groups, (what, advice) in ((_NATIONS, _OF_NATIONS), (_READERS, _OF_READERS)):
            for name, phrases in groups.items():
                place, words = _first(phrases, text)
                if words:
                    shown = " ".join(block.text[place : place + len(words)].split())
                    fault, line = f'"{shown}" {what.format(name)}', block.line_at(place)
                    yield of_words(notice, line, Rule.OTHER_READERS, Severity.WARNING, words, fault, advice)


def _first(phrases: tuple[str, ...], text: str) -> tuple[int, str]:
    """Return where the text has the first of the phrases, and which it is; (-1, "") where it has none."""
    found = ((find_phrase(phrase, text), phrase) for phrase in phrases)
    return min(((at, phrase) for at, phrase in found if at >= 0), default=(-1, ""))
