"""Each slip of the pen in a front matter has one line, at the place where staff made it."""

import pytest

from privacy_notices.findings import Rule
from privacy_notices.notices.reading import parse_notice

TEXT = "# A fictional notice\n\nWords.\n"
KEYS = "academic_year: 2016-17\nrevision: 1\nstatus: draft"


def told(source: str) -> list[tuple[int, str]]:
    findings = parse_notice("2016-17.md", source.encode()).findings
    return [(finding.line, finding.message) for finding in findings if finding.rule == Rule.FRONT_MATTER]


@pytest.mark.parametrize(
    ("slip", "line", "words"),
    [
        ('known_gaps: {retention: "it says nothing"', 2, 'bracket "{" on this line is never closed. Write "}"'),
        ("changes: [see below", 2, 'bracket "[" on this line is never closed. Write "]"'),
        ("changes: We moved (soon) [see\n  below", 2, None),
        ('known_gaps: {retention: "no"]', 2, '"{" of line 2 is closed by "]". Write "}"'),
        ('known_gaps:\n  {retention: "no"}}', 3, '"}" closes nothing'),
        ('changes: "We moved.', 2, "A quote on this line is never closed"),
        ('changes: "We moved.\nin_force_from: "2016-10-01"', 2, "closed only on line 3"),
        ("changes: 'The council's page moved.'", 2, "Write ’ inside it"),
        ('changes: "We say "you" now."', 2, "Write “ and ” inside it"),
        ("known_gaps:\n\tretention: no", 3, "begins with a tab. Write spaces"),
        ("changes: “We moved: see below.”", 2, 'straight quotes (")'),
        ("in_force_from: “2016-10-01”", 2, 'straight quotes (")'),
        ("changes:We moved.", 2, 'like "changes: We moved."'),
        ("changes We moved.", 2, 'like "changes: We moved."'),
        ("in_force_from = 2016-10-01", 2, 'like "in_force_from: 2016-10-01"'),
        ("status: draft", 5, '"status" is on line 2 already'),
        ("changes: We moved: see below.", 2, "in double quotes"),
        ("changes: @home is new", 2, "in double quotes"),
    ],
)
def test_a_slip_is_found_on_its_line_and_alone(slip: str, line: int, words: str | None) -> None:
    found = told(f"---\n{slip}\n{KEYS}\n---\n{TEXT}")
    assert [at for at, _ in found] == ([line] if words else [])
    assert not words or words in found[0][1]


def test_a_key_after_a_space_is_found() -> None:
    assert told(f"---\n{KEYS}\n changes: We moved.\n---\n{TEXT}") == [
        (5, 'Begin this line with "changes:", without the spaces before it.')
    ]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        (f"{KEYS}\n---\n{TEXT}", 1, 'The first line "---" is missing'),
        (f"\n---\n{KEYS}\n---\n{TEXT}", 1, 'Write "---" as its first line'),
        (f"—\n{KEYS}\n---\n{TEXT}", 1, 'Write "---" as its first line'),
        (f"----\n{KEYS}\n---\n{TEXT}", 1, 'Write "---" as the first line'),
        (f"---\n{KEYS}\n{TEXT}", 4, 'Write a line "---" below this one'),
        (f"---\n{KEYS}\n\n{TEXT}\n---\n\nMore words.\n", 4, 'Write a line "---" below this one'),
        (f"---\n{KEYS}\n—-\n{TEXT}", 5, 'Write "---" on this line'),
        (f"---\n{KEYS}\n-----\n{TEXT}", 5, 'Write "---" on this line'),
    ],
)
def test_a_line_of_hyphens_that_is_missing_or_no_such_line_is_found(source: str, line: int, words: str) -> None:
    ((at, message),) = told(source)
    assert at == line
    assert words in message
