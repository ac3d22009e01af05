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
    return answer["results"][0] if answer["results"] and not answer["is_nearest"] else None


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("hamster", "hamsters"),
        ("HAMSTER'S", "hamsters"),
        ("hamstr", "hamsters"),
        ("hamsetr", "hamsters"),
        ("hams", "hamsters"),
        ("hamsetrx", "hamsters"),
        ("hemstirs", "hamsters"),
        ("humstrex", None),
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
    chosen, typed, newest = ask(decade, ("dpo", "2019-20"), ("dpo 2022-23", "2019-20"), ("dpo", ""))
    assert [chosen["year"], typed["year"], newest["year"]] == ["2019-20", "2022-23", "2026-27"]


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
    assert answer["is_nearest"]
    assert answer["is_empty"] == (question != "<script>")


@pytest.mark.parametrize(
    ("question", "said", "nearest"),
    [
        ("consent app", "The 2016-17 notice does not mention “app”.", "recipients"),
        ("consent dodecahedron", "The 2016-17 notice does not use the word “dodecahedron”.", "recipients"),
        ("texts dodecahedra icosahedra", "does not use the words “dodecahedra” or “icosahedra”.", "teachers2parents"),
        ("foster", "The 2016-17 notice does not mention “foster”.", "categories-of-data"),
        ("nationality", "The 2016-17 notice does not mention “nationality”.", "categories-of-data"),
        ("gdpr", "The 2016-17 notice does not mention “gdpr”.", "legal-framework-named"),
        ("do you sell it", "The 2016-17 notice does not mention “sell”.", "npd-text-4"),
        ("how much does a copy cost", "No passage says “cost” of “copy”.", "recipients"),
        ("zebra", "The 2016-17 notice does not use the word “zebra”. No other notice held here does.", "recipients"),
        ("зебрай", "The 2016-17 notice does not use the word “зебрай”.", "recipients"),
    ],
)
def test_what_is_not_said_is_named_and_what_is_nearest_is_given_as_no_answer(
    real: dict[str, Any], question: str, said: str, nearest: str
) -> None:
    (answer,) = ask(real, question)
    assert said in answer["summary"]
    assert answer["summary"].endswith("Nearest, not an answer:")
    assert answer["is_nearest"]
    assert nearest in answer["results"]


def test_how_long_is_answered_only_by_a_passage_that_says_it_of_the_thing(decade: dict[str, Any]) -> None:
    photos, cameras, everything = ask(
        decade, "how long are photos kept", "how long is cctv kept", "how long is it kept"
    )
    assert photos["apart"] == ["how long", "photos"]
    assert cameras["found"] == [["2026-27", "cameras-at-the-gates"]]
    assert everything["results"][0] == "retention"


@pytest.mark.parametrize("question", ["consent in writing", "consent 12345", "will you always want our consent"])
def test_an_everyday_word_that_the_notice_does_not_use_takes_no_answer_away(
    real: dict[str, Any], question: str
) -> None:
    assert first(real, question) == "recipients"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("atendence", "attendance"),
        ("medicle", "medical"),
        ("informashun", "information"),
        ("speshal", "special"),
        ("alergies", "allergies"),
        ("fotograf", "photograph"),
        ("goverment", "government"),
        ("ethnisity", "ethnicity"),
    ],
)
def test_a_word_is_mended_by_its_letters_or_its_sound_and_the_answer_says_so(
    real: dict[str, Any], typed: str, meant: str
) -> None:
    (answer,) = ask(real, typed)
    assert answer["mended"] == [[typed, meant]]
    assert answer["summary"].startswith(f"Looked for “{meant}” instead of “{typed}”.")


def test_who_it_is_shared_with_is_answered_in_whole(real: dict[str, Any]) -> None:
    (answer,) = ask(real, "who do you share with")
    assert {"recipients", "dfe-sharing"} <= set(answer["results"][:3])


@pytest.mark.parametrize(
    ("typed", "notices"),
    [("2018-19", ["2018-19"]), ("2019", ["2019-20", "2018-19"]), ("2016", []), ("2027", ["2026-27"]), ("2031-32", [])],
)
def test_a_bare_year_leads_to_the_notices_that_touch_it(decade: dict[str, Any], typed: str, notices: list[str]) -> None:
    (answer,) = ask(decade, typed)
    assert answer["notices"] == notices
    assert answer["found"] == []
    assert bool(notices) != ("is held here" in answer["summary"])


@pytest.mark.parametrize("asked", ["dpo 2018-20", ("dpo", "2018-20"), ("dpo", "<b>"), ("dpo", "2019"), ("dpo", "dpo")])
def test_what_is_no_school_year_is_refused(decade: dict[str, Any], asked: str | tuple[str, str]) -> None:
    (answer,) = ask(decade, asked)
    assert answer["refused"]
    assert answer["found"] == []
    assert "is no school year. Write it like 2018-19" in answer["summary"]


@pytest.mark.parametrize("word", ["Privacy", "alternative", "pupils", "schools", "use", "how"])
def test_a_single_word_of_the_title_leads_somewhere(real: dict[str, Any], word: str) -> None:
    (answer,) = ask(real, word)
    assert answer["found"]
    assert (first(real, word) == "academic-year-label") == (word not in ("use", "how"))


def test_a_very_long_question_is_cut_before_it_is_read(real: dict[str, Any]) -> None:
    long, wide = ask(real, "x" * 20_000, "🦓" * 20_000 + " consent")
    assert len(long["summary"]) < 400
    assert long["summary"].startswith("Only the beginning of the question was read.")
    assert wide["missing"] == []
    assert wide["rest"] == "🦓" * 200


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


@pytest.mark.parametrize(
    ("part", "answered", "first_is", "in_three", "honest"),
    [("tuned", 49, 0.90, 0.95, 0.95), ("held_out", 50, 0.85, 0.90, 0.90), ("fresh", 89, 0.60, 0.75, 0.90)],
)
def test_parents_questions_are_answered_as_often_as_was_aimed_for(
    real: dict[str, Any],
    decade: dict[str, Any],
    part: str,
    answered: int,
    first_is: float,
    in_three: float,
    honest: float,
) -> None:
    total = Score()
    for name, data in (("real", real), ("decade", decade)):
        total += score_ours(data, questions(name, part, data["first"]))
    assert total.answered == answered
    assert total.first / total.answered >= first_is
    assert total.three / total.answered >= in_three
    assert total.whole == total.parted
    assert total.honest / total.unanswered >= honest


def test_the_other_years_that_answer_are_named(decade: dict[str, Any]) -> None:
    asked = [
        each
        for part in ("tuned", "held_out", "fresh")
        for each in questions("decade", part, "2026-27")
        if each.elsewhere
    ]
    for question, answer in zip(asked, ask(decade, *(each.text for each in asked)), strict=True):
        assert question.elsewhere <= {*answer["others"], *answer["elsewhere"]}, question.text


def test_what_other_years_mention_is_said_also_where_none_answers_the_whole_question(decade: dict[str, Any]) -> None:
    (answer,) = ask(decade, "fingerprint dodecahedron")
    assert "“fingerprint” is mentioned in 2021-22, 2020-21 and 2019-20." in answer["summary"]
    assert answer["is_nearest"]
    assert answer["found"]


def test_each_of_the_sites_own_questions_is_answered_first_by_a_passage_that_is_marked_for_it(
    decade: dict[str, Any],
) -> None:
    marked = {
        (decade["years"][number], passage["anchor"]): passage.get("answers", [])
        for passage in decade["passages"]
        for number in passage["years"]
    }
    asked = [
        (question, name, next(year for (year, _), names in sorted(marked.items(), reverse=True) if name in names))
        for name, question in decade["questions"].items()
    ]
    assert len(asked) > 20
    answers = ask(decade, *((question, year) for question, _, year in asked))
    for (question, name, _), answer in zip(asked, answers, strict=True):
        assert name in marked[tuple(answer["found"][0])], question
