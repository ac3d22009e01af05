"""The search's own code, run in Node: what it finds, and how it says that there is nothing."""

from typing import Any

import pytest

from privacy_notices.notices.reading import parse_notice
from tests.searching import Score, ask, decade_data, questions, real_data, score_ours, search_data

NOTICE = """---
academic_year: 2025-26
revision: 1
status: published
---
# A fictional notice

{#retention}
## How long we keep it

The file is shredded after seven years. Ask Mrs Okonkwo, registry@larch.example.

## Hamsters

A hamster lives in class two. Photographs of it are taken, and `<b>`.
"""


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return real_data()


@pytest.fixture(scope="module")
def decade() -> dict[str, Any]:
    return decade_data()


@pytest.fixture(scope="module")
def small() -> dict[str, Any]:
    return search_data({"2025-26": parse_notice("notices/2025-26.md", NOTICE.encode())})


def first(data: dict[str, Any], question: str) -> str | None:
    (answer,) = ask(data, question)
    return answer["results"][0] if answer["results"] else None


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("hamster", "hamsters"),
        ("HAMSTER'S", "hamsters"),
        ("hamstr", "hamsters"),
        ("hamsetr", "hamsters"),
        ("hams", "hamsters"),
        ("hamsetrx", None),
        ("pics", "hamsters"),
        ("does anybody take pictures of it", "hamsters"),
        ("how long do u keep it", "retention"),
        ("shredding", "retention"),
        ("wot about hamsters", "hamsters"),
        ("hamsters at school", "hamsters"),
        ("okonkwo", "retention"),
        ("larch", "retention"),
        ("seven", "retention"),
        ("sven", None),
    ],
)
def test_a_passage_is_found_by_stem_typo_beginning_and_synonym_whatever_little_words_are_around(
    small: dict[str, Any], question: str, anchor: str | None
) -> None:
    assert first(small, question) == anchor


def test_a_known_word_is_not_taken_for_a_typo(decade: dict[str, Any]) -> None:
    # "diner" is nobody's word here, "dinner" is; "trip" is a word, so it is no misspelt "strip".
    assert first(decade, "school diners") == "school-dinners"
    (answer,) = ask(decade, ("cookies", "2020-21"))
    assert answer["results"] == ["cookies"]
    (answer,) = ask(decade, "cookies")
    assert answer["missing"] == ["cookies"]


@pytest.mark.parametrize(
    "typed",
    [
        "consent 2016-17",
        "2016/17 consent",
        "consent 2016 to 2017",
        "consent 2016–2017",
        "consent in 2016",
        "consent 16/17",
    ],
)
def test_a_typed_year_is_the_year_that_is_searched(typed: str) -> None:
    text = NOTICE.replace("class two", "class two with your consent")
    notices = {year: parse_notice("n.md", text.encode()) for year in ("2016-17", "2025-26")}
    (answer,) = ask(search_data(notices), typed)
    assert answer["year"] == "2016-17"
    assert answer["found"] == [["2016-17", "hamsters"]]


def test_the_year_of_an_act_is_not_the_year_that_is_searched(decade: dict[str, Any]) -> None:
    (answer,) = ask(decade, "data protection act 2018")
    assert answer["year"] == "2026-27"
    assert answer["results"][0] == "legal-framework-named"


def test_a_year_that_is_not_held_is_said_and_the_others_are_named(real: dict[str, Any]) -> None:
    (answer,) = ask(real, "consent 2018-19")
    assert not answer["is_held"]
    assert answer["others"] == ["2016-17"]
    assert answer["found"][0] == ["2016-17", "recipients"]


def test_the_chosen_year_counts_unless_one_is_typed(decade: dict[str, Any]) -> None:
    chosen, typed, nonsense = ask(decade, ("dpo", "2019-20"), ("dpo 2022-23", "2019-20"), ("dpo", "<b>"))
    assert [chosen["year"], typed["year"], nonsense["year"]] == ["2019-20", "2022-23", "2026-27"]


def test_what_another_year_answers_is_found_there_newest_first(decade: dict[str, Any]) -> None:
    (answer,) = ask(decade, "fingerprints")
    assert answer["missing"] == ["fingerprints"]
    assert answer["results"] == []
    assert answer["others"] == ["2021-22", "2020-21", "2019-20"]
    assert answer["found"] == [[year, "biometric-information"] for year in answer["others"]]


def test_all_years_are_searched_newest_first(decade: dict[str, Any]) -> None:
    (answer,) = ask(decade, ("coronavirus", "all"))
    assert answer["found"] == [["2021-22", "coronavirus"], ["2020-21", "coronavirus"]]


@pytest.mark.parametrize("question", ["", "   ", "?", "who are you", "2016-17", "<script>"])
def test_a_question_without_words_is_told_from_one_without_an_answer(real: dict[str, Any], question: str) -> None:
    (answer,) = ask(real, question)
    assert answer["found"] == []
    assert answer["is_empty"] == (question != "<script>")


def test_without_any_notice_there_is_no_answer() -> None:
    data = search_data({"2016-17": parse_notice("n.md", b"")}) | {"years": [], "first": None, "passages": []}
    (answer,) = ask(data, "cctv")
    assert answer["found"] == []


def test_a_result_has_the_plain_question_or_the_heading_as_its_title_and_shows_what_was_asked(
    small: dict[str, Any],
) -> None:
    kept, hamster = ask(small, "how long is it kept", "pictures of hamsters")
    assert kept["titles"] == ["How long is it kept?"]
    assert hamster["titles"] == ["Hamsters"]
    assert hamster["excerpts"] == ["A [hamster] lives in class two. [Photographs] of it are taken, and <b>."]


def test_a_long_passage_is_shown_from_near_the_words_that_were_asked_for(real: dict[str, Any]) -> None:
    (answer,) = ask(real, "does the texting cost us anything")
    excerpt = answer["excerpts"][0]
    assert excerpt.startswith("… ")
    assert "[cost]" in excerpt
    assert len(excerpt.split()) < 75


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_parents_questions_are_answered_as_often_as_was_aimed_for(
    real: dict[str, Any], decade: dict[str, Any], half: str
) -> None:
    total = Score(0, 0, 0, 0, 0)
    for name, data in (("real", real), ("decade", decade)):
        total += score_ours(data, questions(name, half, data["first"]))
    assert total.answered == {"tuned": 48, "held_out": 50}[half]
    assert total.first / total.answered >= 0.90
    assert total.three / total.answered >= 0.95
    assert total.honest / total.unanswered >= 0.85


def test_the_other_years_that_answer_are_named(decade: dict[str, Any]) -> None:
    asked = [each for half in ("tuned", "held_out") for each in questions("decade", half, "2026-27") if each.elsewhere]
    for question, answer in zip(asked, ask(decade, *(each.text for each in asked)), strict=True):
        assert question.elsewhere <= set(answer["others"]), question.text
