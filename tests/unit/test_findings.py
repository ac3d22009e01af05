import json

from privacy_notices.findings import Finding, Severity, as_github, as_json, as_text, has_errors

ERROR = Finding("notices/2016-17.md", 3, "purposes", Severity.ERROR, "Say why.", "Art 13")
WARNING = Finding("a,b:c.md", 1, "to-do", Severity.WARNING, "100%\r\n::error::x")


def test_text_is_one_line_a_finding_and_one_of_counts() -> None:
    assert as_text([ERROR], 2).splitlines() == [
        "notices/2016-17.md:3: error: Say why. (Art 13) [purposes]",
        "2 notices checked: 1 error, 0 warnings.",
    ]


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
