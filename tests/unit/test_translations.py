"""Translations: which files are some, their languages, and what the search makes of their words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from privacy_notices.checks import Rulebook, check_translation
from privacy_notices.history.main_branch import is_place
from privacy_notices.languages import find_language, meant
from privacy_notices.law.requirements import load_requirements
from privacy_notices.notices.reading import notice_paths, parse_notice, translation_paths
from privacy_notices.notices.redactions import Removals
from privacy_notices.notices.translation import is_translation
from privacy_notices.site.search import Translated, load_synonyms, search_json
from privacy_notices.site.translations import place_of
from tests.conftest import ROOT
from tests.fictional import fictional_notice
from tests.fictional_decade import fictional_decade
from tests.fictional_translations import ARABIC, POLISH, fictional_translation
from tests.searching import ask

DECIDED = {"version": "2026-27.1", "on": date(2026, 10, 1), "decided_by": "the head teacher"}
GONE = {**DECIDED, "reason": "the wrong file was published"}
REMOVED = {
    **DECIDED,
    "what": "a name",
    "passages": ["recipients"],
    "ground": "decided by the school",
    "commitment": "0" * 64,
}


@pytest.mark.parametrize(
    ("code", "name", "own_name", "direction"),
    [
        ("pl", "Polish", "polski", "ltr"),
        ("ar", "Arabic", "العربية", "rtl"),
        ("ur", "Urdu", "اردو", "rtl"),
        ("ps", "Pashto", "پښتو", "rtl"),
        ("ckb", "Central Kurdish", "کوردیی ناوەندی", "rtl"),
        ("pa", "Punjabi", "ਪੰਜਾਬੀ", "ltr"),
        ("pa-Arab", "Punjabi (Arabic)", "پنجابی (عربی)", "rtl"),
        ("zh-Hant", "Traditional Chinese", "中文 (繁體)", "ltr"),
        ("fa-AF", "Dari", "فارسی (افغانستان)", "rtl"),
        ("so", "Somali", "Soomaali", "ltr"),
        ("rom", "Romany", "Romany", "ltr"),  # Unicode only names it.
    ],
)
def test_a_language_has_its_names_and_its_direction(code: str, name: str, own_name: str, direction: str) -> None:
    language = find_language(code)
    assert language
    assert (language.name, language.own_name, language.direction) == (name, own_name, direction)


@pytest.mark.parametrize("code", ["PL", "polish", "xx", "", "p", "pl_PL", "pl-", "-", "pl\n", "zh-hant", "पl", "en pl"])
def test_what_is_no_code_is_no_language(code: str) -> None:
    assert find_language(code) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("PL", "pl"), ("Polish", "pl"), ("pl_PL", "pl-PL"), ("ua", "uk"), ("cz", "cs"), ("pk", "ur"), ("zz9", None)],
)
def test_a_slip_leads_to_the_code_that_was_meant(written: str, code: str | None) -> None:
    language = meant(written)
    assert (language and language.code) == code


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("2026-27.pl.md", True),
        ("notices/2026-27.zh-Hant.md", True),
        ("2026-27.polish.md", True),
        ("2026-27.md", False),
        ("2026-27.1.md", False),
        ("versions/2026-27.1.md", False),
        ("notes.pl.md", False),
        ("2026-27..md", False),
        (".pl.md", False),
    ],
)
def test_a_translation_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_translation(name) is is_one


def test_translations_are_listed_apart_from_notices_and_are_no_place_of_versions(tmp_path: Path) -> None:
    for name in ("2026-27.md", "2026-27.pl.md", "2025-26.md"):
        (tmp_path / name).write_text("words")
    (tmp_path / "2026-27.ar.md").symlink_to(tmp_path / "2026-27.pl.md")
    assert [path.name for path in notice_paths(tmp_path)] == ["2025-26.md", "2026-27.md"]
    assert [path.name for path in translation_paths(tmp_path)] == ["2026-27.pl.md"]
    assert is_place("notices/2026-27.md")
    assert not is_place("notices/2026-27.pl.md")


def test_its_page_is_below_that_of_its_notice_and_all_others_stay_where_they_are() -> None:
    assert place_of("notices/2026-27.zh-Hant") == "notices/2026-27/zh-Hant"
    for name in ("notices/2026-27", "versions/2026-27.1", "changes/2026-27.1", "index", "docs/a.b", "topics/a"):
        assert place_of(name) == name


def test_the_front_matter_of_a_translation_has_no_faults_and_no_days() -> None:
    translation = parse_notice("notices/2026-27.pl.md", fictional_translation(POLISH, "pl").encode())
    assert translation.findings == []
    assert (translation.front_matter, translation.in_force) == (None, None)
    assert translation.translation
    assert (translation.translation.stem, translation.translation.revision) == ("2026-27.pl", 1)
    assert translation.is_published


@pytest.mark.parametrize(
    ("removals", "body", "said"),
    [
        ({"retraction": [GONE]}, POLISH, ["The words of 2026-27.1 were taken back. Delete this file too."]),
        (
            {"redaction": [REMOVED]},
            POLISH,
            ["Words were removed from 2026-27.1 on 1 October 2026. Take them out here t"],
        ),
        ({"redaction": [REMOVED]}, POLISH.replace("radzie", "[name removed]"), []),
    ],
)
def test_what_was_removed_from_the_english_is_removed_from_the_translation(
    rules: Rulebook, removals: dict[str, list[dict[str, object]]], body: str, said: list[str]
) -> None:
    english = parse_notice("notices/2026-27.md", fictional_notice("2026-27").encode())
    translation = parse_notice("notices/2026-27.pl.md", fictional_translation(body, "pl").encode())
    known = replace(rules, removals=Removals.model_validate(removals))
    found = [finding.message for finding in check_translation(translation, english, known)]
    assert [message[: len(start)] for message, start in zip(found, said, strict=True)] == said


def test_the_search_finds_a_translation_by_its_words_and_english_questions_as_before() -> None:
    requirements = load_requirements(ROOT / "notices" / "requirements.toml")
    synonyms = load_synonyms(ROOT / "notices" / "synonyms.toml", requirements)
    notices = [(year, parse_notice(f"{year}.md", text.encode())) for year, text in reversed(list(fictional_decade()))]
    translations = [
        Translated(
            "2026-27",
            f"notices/2026-27/{code}",
            code,
            {"name": code, "direction": "ltr"},
            parse_notice(f"2026-27.{code}.md", fictional_translation(body, code).encode()),
        )
        for code, body in (("pl", f"{POLISH}\nKontakt: sekretariat.\n"), ("ar", ARABIC))
    ]
    without, data = (
        json.loads(search_json(notices, [], "2026-27", requirements, synonyms, each)) for each in ([], translations)
    )
    questions = ["who sees it", "how do i get a copy", "cctv", "fingerprints", "retension", "photos 2019-20"]
    before, after = ask(without, *questions), ask(data, *questions)
    assert [each["found"] for each in before] == [each["found"] for each in after]
    polish, arabic, known, slip, other = ask(
        data, "kto wysyla wiadomości", "لتعليم طفلك", "kontakt", "retension", "sekretarial"
    )
    assert "firmie, która [wysyła] [wiadomości]" in polish["excerpts"][0]
    assert "[لتعليم] [طفلك]" in arabic["excerpts"][0]
    assert (known["mended"], known["excerpts"]) == ([], ["[Kontakt]: sekretariat."])  # It is no "contact" spelt wrong.
    assert slip["mended"] == [["retension", "retention"]]
    assert other["mended"] == []  # English is not mended into Polish.
