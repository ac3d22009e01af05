"""Each fault of a notice, with the exact lines that staff read."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from privacy_notices.checks import Rulebook, check_files, check_notice, notice_files
from privacy_notices.errors import FileError
from privacy_notices.findings import Rule, as_text
from privacy_notices.law.school import Dated
from privacy_notices.notices.reading import parse_notice
from tests.conftest import ROOT

FIXTURES = Path(__file__).parents[1] / "fixtures" / "invalid"
DOCS = ROOT / "docs"
# What is reported only while the year of a draft lasts, and for which no law asks.
OF_ITS_TIME = {"heavy-words-in-a-draft", "sentence-too-long-in-a-draft"}


@pytest.mark.parametrize("mistake", sorted(path.stem for path in FIXTURES.glob("*.md")))
def test_a_mistake_is_reported_with_its_line_and_what_to_write(
    mistake: str, rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = (FIXTURES / f"{mistake}.expected.txt").read_text(encoding="utf-8")
    name = Path(next(line for line in expected.splitlines() if ".md:" in line).split(":", 1)[0])
    shutil.copy(FIXTURES / f"{mistake}.md", tmp_path / name)
    monkeypatch.chdir(tmp_path)
    if mistake in OF_ITS_TIME:
        rules = replace(rules, today=date(1999, 1, 1))
    findings, checked = check_files([name], ROOT / "notices", rules)
    assert as_text(findings, checked, everything=True) + "\n" == expected


def test_every_rule_of_one_file_has_a_fixture_and_all_are_explained_to_staff() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in FIXTURES.glob("*.expected.txt"))
    guide = (DOCS / "checks.md").read_text(encoding="utf-8")
    of_history = {Rule.PUBLISHED_CHANGED, Rule.PUBLISHED_WITHDRAWN, Rule.REVISION_NUMBER}
    of_history |= {Rule.FILE_PLACE, Rule.TWO_TRIES, Rule.COMMIT_DATE}
    of_imports = {Rule.IMPORT, Rule.SUGGESTED_MARK}
    assert [rule for rule in Rule if f"[{rule}]" not in told] == [
        rule for rule in Rule if rule in of_history | of_imports
    ]
    assert [rule for rule in Rule if f"`{rule}`" not in guide] == []


def notice_of(rules: Rulebook, year: str, text: str, **front_matter: str) -> list[str]:
    keys = {"academic_year": year, "revision": "1", "status": "published", **front_matter}
    head = "".join(f"{key}: {value}\n" for key, value in keys.items())
    notice = parse_notice(f"{year}.md", f"---\n{head}---\n# A fictional notice\n\n{text}\n".encode())
    return [finding.rule for finding in check_notice(notice, rules)]


def test_both_laws_named_beside_each_other_are_right_in_the_year_of_the_change(rules: Rulebook) -> None:
    text = "Until 24 May 2018 the Data Protection Act 1998 applies, from then on the GDPR."
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
