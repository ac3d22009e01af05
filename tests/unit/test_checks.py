"""Each fault of a notice, with the exact lines that staff read."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from privacy_notices.checks import Rulebook, check_files, check_notice, notice_files
from privacy_notices.errors import FileError
from privacy_notices.findings import Finding, Rule, as_text
from privacy_notices.history.versions import Wording
from privacy_notices.law.school import Dated
from privacy_notices.notices.reading import parse_notice
from privacy_notices.phrases import find_phrase
from tests.conftest import ROOT

FIXTURES = Path(__file__).parents[1] / "fixtures" / "invalid"
DOCS = ROOT / "docs"
# The other fixtures are notices of years that are not over, whose words can still be changed.
OF_YEARS_THAT_ARE_OVER = ("known-", "issued-")


@pytest.mark.parametrize("mistake", sorted(path.stem for path in FIXTURES.glob("*.md")))
def test_a_mistake_is_reported_with_its_line_and_what_to_write(
    mistake: str, rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = (FIXTURES / f"{mistake}.expected.txt").read_text(encoding="utf-8")
    name = Path(next(line for line in expected.splitlines() if ".md:" in line).split(":", 1)[0])
    shutil.copy(FIXTURES / f"{mistake}.md", tmp_path / name)
    monkeypatch.chdir(tmp_path)
    if not mistake.startswith(OF_YEARS_THAT_ARE_OVER):
        rules = replace(rules, today=date(1999, 1, 1))
    findings, checked = check_files([name], ROOT / "notices", rules)
    assert as_text(findings, checked, everything=True) + "\n" == expected


def test_every_rule_of_one_file_has_a_fixture_and_all_are_explained_to_staff() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in FIXTURES.glob("*.expected.txt"))
    guide = (DOCS / "checks.md").read_text(encoding="utf-8")
    of_history = {Rule.PUBLISHED_CHANGED, Rule.PUBLISHED_WITHDRAWN, Rule.REVISION_NUMBER}
    of_history |= {Rule.FILE_PLACE, Rule.TWO_TRIES, Rule.COMMIT_DATE, Rule.OLD_DATE, Rule.REMOVAL}
    of_history |= {Rule.TRANSLATION, Rule.FACE}
    of_imports = {Rule.IMPORT, Rule.SUGGESTED_MARK}
    assert [rule for rule in Rule if f"[{rule}]" not in told] == [
        rule for rule in Rule if rule in of_history | of_imports
    ]
    assert [rule for rule in Rule if f"`{rule}`" not in guide] == []


def findings_of(rules: Rulebook, year: str, text: str, **front_matter: str) -> list[Finding]:
    keys = {"academic_year": year, "revision": "1", "status": "published", **front_matter}
    head = "".join(f"{key}: {value}\n" for key, value in keys.items())
    notice = parse_notice(f"{year}.md", f"---\n{head}---\n# A fictional notice\n\n{text}\n".encode())
    return check_notice(notice, rules)


def notice_of(rules: Rulebook, year: str, text: str, **front_matter: str) -> list[str]:
    return [finding.rule for finding in findings_of(rules, year, text, **front_matter)]


def test_both_laws_named_beside_each_other_are_right_in_the_year_of_the_change(rules: Rulebook) -> None:
    text = "The Data Protection Act 1998 applies at first, from 25 May 2018 on the GDPR."
    assert Rule.STALE_WORDING not in notice_of(rules, "2017-18", text)
    assert Rule.STALE_WORDING in notice_of(rules, "2018-19", text)


def test_a_sign_that_this_schools_own_passages_have_too_is_not_of_other_schools(rules: Rulebook) -> None:
    text = "The law makes us tell the council when a child is ill for 15 school days."
    assert Rule.OTHER_SCHOOLS not in notice_of(rules, "2026-27", text)
    assert Rule.OTHER_SCHOOLS in notice_of(rules, "2026-27", f"{text} You may see the educational record.")


def test_an_address_is_not_wording(rules: Rulebook) -> None:
    assert Rule.STALE_WORDING not in notice_of(rules, "2021-22", "[here](https://example.org/connexions)")
    assert Rule.STALE_WORDING not in notice_of(rules, "2021-22", "<https://example.org/connexions>")


@pytest.mark.parametrize("text", ["Our fee is £100.", "within 140 days", "Article 6(1)(e) and Article 9(2)(g)"])
def test_what_only_resembles_a_mistake_is_none(rules: Rulebook, text: str) -> None:
    assert not set(notice_of(rules, "2021-22", text)) & {Rule.STALE_WORDING, Rule.LETTERED_REFERENCE}


@pytest.mark.parametrize(
    "text", ["(a) learning and (b) care, as in (a) and (b).", "a) learning\n\nb) care\n\nSee (a) and (b)."]
)
def test_letters_that_are_there_may_be_referred_to(rules: Rulebook, text: str) -> None:
    assert Rule.LETTERED_REFERENCE not in notice_of(rules, "1998-99", text)


def test_a_gap_may_be_declared_only_once_the_notices_time_is_over(rules: Rulebook) -> None:
    gap = {"known_gaps": '{controller-identity: "it names no school"}'}
    assert "controller-identity" not in notice_of(rules, "2016-17", "Words.", **gap)
    early = replace(rules, today=date(2017, 8, 31))
    assert {"controller-identity", Rule.KNOWN_GAP} <= set(notice_of(early, "2016-17", "Words.", **gap))


def test_a_draft_is_asked_what_only_the_school_knows_until_that_is_written_down(rules: Rulebook) -> None:
    def with_cameras(value: bool) -> Rulebook:
        known = [Dated[bool].model_validate({"value": value, "from": date(2026, 9, 1)})]
        return replace(rules, school=rules.school.model_copy(update={"cctv": known}))

    draft = ("2026-27", "Words.")
    assert "cctv" in notice_of(rules, *draft, status="draft")
    assert "cctv" in notice_of(with_cameras(True), *draft, status="draft")
    assert "cctv" not in notice_of(with_cameras(False), *draft, status="draft")
    assert "cctv" not in notice_of(rules, "2026-27", "{#cctv}\nTwo cameras are at the gate.", status="draft")
    assert "cctv" not in notice_of(rules, *draft)
    assert "cctv" in notice_of(with_cameras(True), *draft)


@pytest.mark.parametrize(
    ("year", "front_matter", "is_reported"),
    [
        ("2026-27", {"status": "draft"}, True),
        ("2026-27", {"status": "published"}, False),
        ("2026-27", {"status": "draft", "revision": "2", "changes": "x", "in_force_from": "2026-09-30"}, False),
        ("2027-28", {"status": "draft"}, False),
        ("2025-26", {"status": "draft"}, False),
    ],
)
def test_a_change_of_the_law_inside_the_days_of_a_draft_is_reported(
    rules: Rulebook, year: str, front_matter: dict[str, str], is_reported: bool
) -> None:
    assert (Rule.LAW_CHANGE in notice_of(rules, year, "Words.", **front_matter)) is is_reported


def test_a_folder_stands_for_its_notices(tmp_path: Path) -> None:
    (tmp_path / "2016-17.md").write_text("")
    (tmp_path / "school.toml").write_text("")
    assert notice_files([tmp_path]) == [tmp_path / "2016-17.md"]
    with pytest.raises(FileError, match="no such file"):
        notice_files([tmp_path / "2017-18.md"])


def test_what_has_been_issued_is_never_told_to_read_more_easily(rules: Rulebook) -> None:
    text = f"Pursuant to the law {'we go on ' * 30}."
    style = {Rule.LONG_SENTENCE, Rule.HEAVY_WORDS}
    assert style <= set(notice_of(rules, "2026-27", text, status="draft"))
    assert not style & set(notice_of(rules, "2026-27", text))
    assert not style & set(notice_of(rules, "2024-25", text, status="draft"))


@pytest.mark.parametrize("text", ["As the law says. Also, Mr Marshall did.", "<https://example.org/pursuant to>"])
def test_plain_words_get_no_warning(rules: Rulebook, text: str) -> None:
    assert Rule.HEAVY_WORDS not in notice_of(rules, "2026-27", text, status="draft")


def test_each_heavy_word_stands_once_in_small_letters_and_no_advice_repeats_it(rules: Rulebook) -> None:
    phrases = [heavy.phrase for heavy in rules.plain_words.heavy]
    assert len(phrases) == len(set(phrases))
    assert [phrase for phrase in phrases if phrase != phrase.lower().strip()] == []
    assert [heavy for heavy in rules.plain_words.heavy if f'"{heavy.phrase}"' in heavy.write] == []


def empty(rules: Rulebook, text: str) -> list[tuple[int, str]]:
    """The lines, counted from the first of the text, where a list is said to be empty, and what is said."""
    found = [each for each in findings_of(rules, "1998-99", text) if each.rule == Rule.EMPTY_LIST]
    return [(each.line - 7, each.message) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "## Sharing\n\nWe share it with:\n\n### Schools\n\nThe next school.\n\n### The council\n\nAll of it.",
        "- schools:\n  - the next one\n- the council",
        "- schools:\n\n  Only the next one.",
        "## Contact:\n\nThe office.",
        "Please ask:\n\nthe office",
        "| Name: | Kept: |\n|---|---|\n| a | b |",
        "Open from 9:00 to 15:30.",
    ],
)
def test_a_colon_that_is_followed_by_what_it_promises_is_no_empty_list(rules: Rulebook, text: str) -> None:
    assert empty(rules, text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## Sharing\n\nWe share it with:\n\n## Keeping\n\nWe keep it.", 3),
        ("## Sharing\n\nWe share it with:\n\n### Schools\n\n## Keeping\n\nWe keep it.", 3),
        ("We share it with:\n\n## Schools\n\nThe next school.", 1),
        ("- schools:\n- the council", 1),
        ("We share it with:-", 1),
        ("We share it with:\n*", 1),
        ("We share it with:\n-", 1),
        ("We share it with:\n\n•", 1),
        ("## We share it with:\n\n## Keeping\n\nWe keep it.", 1),
        ("> We share it with:", 1),
        (":::{note}\nWe share it with:\n:::", 2),
        ("We share it with:\n\nWe keep it until:\n\n- the end", 1),
    ],
)
def test_a_list_is_empty_whatever_its_shape(rules: Rulebook, text: str, line: int) -> None:
    assert [at for at, _ in empty(rules, text)] == [line]


def published_before(rules: Rulebook, text: str) -> Rulebook:
    source = (
        f"---\nacademic_year: 2016-17\nrevision: 1\nstatus: published\n---\n# A fictional notice\n\n{text}\n".encode()
    )
    meta = parse_notice("2016-17.md", source).meta
    return replace(rules, history=(Wording(meta, source),))


@pytest.mark.parametrize(
    ("before", "now", "is_old"),
    [
        ("Last updated: 1 September 2016.", "Last updated: 1 September 2016.", True),
        ("Version 1, September 2016", "This notice was last reviewed in September 2016.", True),
        ("Last reviewed 01/09/2016", "Last reviewed 01/09/2016", True),
        ("Last updated: 1 September 2016.", "Last updated: 3 March 2017.", False),
        ("Children joined on 1 September 2016.", "Children joined on 1 September 2016.", False),
    ],
)
def test_the_date_of_the_last_update_is_new_in_a_new_revision(
    rules: Rulebook, before: str, now: str, is_old: bool
) -> None:
    later = published_before(rules, before)
    found = notice_of(later, "2016-17", f"New words.\n\n{now}", revision="2", changes="We added words.")
    assert (Rule.OLD_DATE in found) is is_old
    assert Rule.OLD_DATE not in notice_of(later, "2016-17", before)


ISSUED = "Ask [name of school] for a £10 copy, as (a) and (b) say.\n\nWe share it with:"


def test_no_message_advises_to_change_words_that_parents_have(rules: Rulebook) -> None:
    known = published_before(rules, ISSUED)
    in_force = replace(known, today=date(2017, 3, 1))
    now = [each for each in findings_of(in_force, "2016-17", ISSUED) if each.severity == "error"]
    assert {each.rule for each in now} > {Rule.TEMPLATE_BRACKETS, Rule.LETTERED_REFERENCE, Rule.EMPTY_LIST}
    assert [each.message for each in now if "revision" not in each.message] == []
    later = [each for each in findings_of(known, "2016-17", ISSUED) if each.severity == "error"]
    assert [
        each.message for each in later if "known_faults: {" not in each.message and "known_gaps: {" not in each.message
    ] == []
    unpublished = replace(rules, history=(), today=date(2017, 3, 1))
    assert any("Fill it in" in each.message for each in findings_of(unpublished, "2016-17", ISSUED))


@pytest.mark.parametrize(
    "text",
    [
        "Until 25 May 2018 the Data Protection Act 1998 applied.",
        "The Data Protection Act 1998, now repealed, was the law then.",
        "The youth support service, formerly Connexions, gets the name.",
        "You no longer pay £10 for a copy.",
        "The trip costs £10,000; the deposit is £10.",
        "Recordings of the cameras are kept for 40 days.",
        "Our supplier keeps a copy in Ireland, in the European Economic Area.",
        "The Information Commissioner keeps a register of fee payers, the data protection register of old.",
    ],
)
def test_a_true_sentence_with_words_that_date_a_notice_is_no_error(rules: Rulebook, text: str) -> None:
    found = findings_of(rules, "2021-22", text)
    assert [each.message for each in found if each.rule == Rule.STALE_WORDING] == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("We follow the Data Protection Act 1998. The old register was abolished.", "error"),
        ("You may see what we hold for a fee of £10.", "error"),
        ("We answer within 40 days.", "error"),
        ("Nothing leaves the European Economic Area.", "warning"),
        ("We tell Connexions the names.", "warning"),
        ("Our entry is in the data protection register.", "warning"),
    ],
)
def test_words_that_date_a_notice_are_found_in_the_sense_that_is_wrong(
    rules: Rulebook, text: str, severity: str
) -> None:
    found = [each for each in findings_of(rules, "2021-22", text) if each.rule == Rule.STALE_WORDING]
    assert [each.severity for each in found] == [severity]


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("information commission", "the information commissioner's office", False),
        ("information commission", "the information commission's office", True),
        ("primary care trust", "two primary care trusts", True),
        ("£10", "£10,000 or £10.50", False),
        ("£10", "pay £10.", True),
        ("40 days", "2,040 days", False),
        ("40 days", "40 days' time", True),
    ],
)
def test_a_phrase_ends_where_a_word_does(phrase: str, text: str, is_there: bool) -> None:
    assert (find_phrase(phrase, text) >= 0) is is_there


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Estyn inspects us.", "belongs to Wales"),
        ("The SEEMiS system holds it.", "belongs to Scotland"),
        ("C2k runs our computers.", "belongs to Northern Ireland"),
        ("The Isle of Man Government is told.", "belongs to the Isle of Man"),
        ("We keep your contract of employment and your pension.", "is about the staff"),
        ("As a governor you may object.", "is about governors"),
        ("Personal data about parents: your marital status.", "is about parents' own information"),
        ("Our councillors see it.", "is about a council's own work"),
    ],
)
def test_text_for_another_nation_or_other_readers_is_a_warning(rules: Rulebook, text: str, said: str) -> None:
    (found,) = [each for each in findings_of(rules, "2026-27", text) if each.rule == Rule.OTHER_READERS]
    assert said in found.message
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "A child who moves to Wales takes the file along.",
        "Jersey and the Isle of Man protect data as the UK does.",
        "Staff and governors see what they need. Parents may ask the council.",
        "The school's employees are trained.",
    ],
)
def test_a_nation_or_a_person_that_is_only_named_gets_no_warning(rules: Rulebook, text: str) -> None:
    assert Rule.OTHER_READERS not in notice_of(rules, "2026-27", text)
