import json
import re

from privacy_notices.findings import (
    ADVICE,
    FORM,
    ONLY_THE_SCHOOL_KNOWS,
    TO_FILL_IN,
    Finding,
    Severity,
    as_github,
    as_json,
    as_text,
    has_errors,
    in_sections,
)

ERROR = Finding("notices/2016-17.md", 3, "purposes", Severity.ERROR, "Say why.", "Art 13")
WARNING = Finding("a,b:c.md", 1, "to-do", Severity.WARNING, "100%\r\n::error::x")


def test_text_is_one_line_a_finding_and_one_of_counts() -> None:
    assert as_text([ERROR], 2).splitlines() == [
        "notices/2016-17.md:3: error: Say why. (Art 13) [purposes]",
        "2 notices checked: 1 error, 0 warnings.",
    ]


def heap(errors: int, warnings: int) -> list[Finding]:
    """Findings as of a notice that is hardly begun, the advice first."""
    line = ("notices/2026-27.md", 3)
    found = [Finding(*line, f"w{n}", Severity.WARNING, f"Advice {n}.", "A; B") for n in range(warnings)]
    for number in range(errors):
        part, short = f"Part {number % 2}", f"Say {number}."
        found.append(Finding(*line, f"e{number}", Severity.ERROR, f"{short} Mark it.", "A; B", part=part, short=short))
    known = Finding(*line, "cctv", Severity.WARNING, "Cameras?", part=ONLY_THE_SCHOOL_KNOWS)
    return [known, Finding(*line, "to-do", Severity.WARNING, "Fill in: x", to_fill_in="x"), *found]


def test_a_heap_is_put_under_headings_the_worst_first_with_short_lines_and_the_first_of_the_advice() -> None:
    place = "notices/2026-27.md:3:"
    assert as_text(heap(3, 12), 1).splitlines() == [
        "Stops publishing: Part 0",
        f"{place} error: Say 0. [e0]",
        f"{place} error: Say 2. [e2]",
        "",
        "Stops publishing: Part 1",
        f"{place} error: Say 1. [e1]",
        "",
        "Advice",
        *(f"{place} warning: Advice {number}. [w{number}]" for number in range(10)),
        "… and 2 more, which make check ALL=on lists.",
        "",
        ONLY_THE_SCHOOL_KNOWS,
        f"{place} warning: Cameras? [cctv]",
        "",
        "What a rule in [brackets] means is in docs/checks.md. Where it is the name of a requirement, write the "
        "passage below a line with its mark, like {#retention}.",
        "Still to fill in before this can be published:",
        f"{place} x",
        "1 notice checked: 3 errors, 14 warnings.",
    ]


def test_what_stops_publishing_comes_first_as_it_is_read_everywhere_and_what_is_missing_where_its_part_would_be() -> (
    None
):
    found = [
        Finding("a.md", 3, "advice", Severity.WARNING, "Late."),
        Finding("a.md", 2, "late-part", Severity.ERROR, "Missing.", part="Late", place=30),
        Finding("a.md", 2, "early-part", Severity.ERROR, "Missing.", part="Early"),
        Finding("a.md", 2, "title", Severity.ERROR, "Wrong."),
        Finding("a.md", 30, "mark", Severity.ERROR, "Wrong."),
        Finding("a.md", 31, "link-address", Severity.ERROR, "Wrong."),
        Finding("a.md", 1, "to-do", Severity.WARNING, "Fill in.", to_fill_in="x"),
        Finding("b.md", 1, "raw-html", Severity.ERROR, "Wrong."),
    ]
    errors = ["title", "early-part", "mark", "late-part", "link-address", "raw-html"]
    in_brackets = [f"[{rule}]" for rule in [*errors, "advice"]]
    assert [line.split(" ")[-1] for line in as_text(found, 2).splitlines()[:7]] == in_brackets
    assert [each["rule"] for each in json.loads(as_json(found))["findings"]] == [*errors, "advice", "to-do"]
    assert re.findall("title=([a-z-]+)::", as_github(found, 2)) == [*errors, "advice", "to-do"]
    sections = in_sections(found)
    assert list(sections) == [FORM, "Stops publishing: Early", "Stops publishing: Late", ADVICE, TO_FILL_IN]
    assert [each.rule for each in sections[FORM]] == ["title", "mark", "link-address", "raw-html"]


def test_everything_is_there_in_whole_lines_when_asked_for() -> None:
    lines = as_text(heap(3, 12), 1, everything=True).splitlines()
    assert "notices/2026-27.md:3: error: Say 0. Mark it. (A; B) [e0]" in lines
    assert "notices/2026-27.md:3: warning: Advice 11. (A; B) [w11]" in lines


def test_github_gets_ten_annotations_the_worst_first_and_the_rest_as_plain_lines() -> None:
    lines = as_github(heap(7, 12), 1).splitlines()
    assert [line.split(" ")[0] for line in lines[:10]] == ["::error"] * 7 + ["::warning"] * 3
    assert not [line for line in lines[10:] if line.startswith("::")]
    assert len(lines) == 7 + 12 + 2 + 1
    hostile = Finding("x.md", 1, "mark", Severity.WARNING, "\n::error::x")
    assert not [line for line in as_github([ERROR] * 10 + [hostile], 1).splitlines() if line.startswith("::error::x")]


def test_json_holds_the_findings_and_their_counts() -> None:
    document = json.loads(as_json([ERROR, WARNING]))
    assert document["schema"] == 1
    assert document["summary"] == {"error": 1, "warning": 1}
    assert document["findings"][0] == {
        "path": "notices/2016-17.md",
        "line": 3,
        "rule": "purposes",
        "severity": "error",
        "message": "Say why.",
        "source": "Art 13",
    }


def test_no_text_of_a_notice_can_end_a_github_command() -> None:
    lines = as_github([ERROR, WARNING], 2).splitlines()
    assert lines == [
        "::error file=notices/2016-17.md,line=3,title=purposes::Say why. (Art 13)",
        "::warning file=a%2Cb%3Ac.md,line=1,title=to-do::100%25%0D%0A::error::x",
        "2 notices checked: 1 error, 1 warning.",
    ]


def test_warnings_are_no_errors() -> None:
    assert not has_errors([WARNING])
    assert has_errors([WARNING, ERROR])
