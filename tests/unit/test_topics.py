"""What the notices of all years say about one requirement."""

from __future__ import annotations

from privacy_notices.history.versions import Wording, published_front_matter
from privacy_notices.site.topics import YearOfTopic, through_the_years
from privacy_notices.years import AcademicYear
from tests.fictional import BODY, fictional_notice


def version(year: str, body: str = BODY, **keys: str) -> Wording:
    source = fictional_notice(year, 1, body, **keys).encode()
    front_matter = published_front_matter(source)
    assert front_matter
    return Wording(front_matter, source)


def test_the_years_come_newest_first_with_those_that_are_not_held() -> None:
    years = through_the_years("retention", [version("2016-17"), version("2019-20")])
    assert [str(entry.year) for entry in years] == ["2019-20", "2018-19", "2017-18", "2016-17"]
    assert [entry.is_held for entry in years] == [True, False, False, True]


def test_a_passage_keeps_its_words_and_its_shape() -> None:
    (entry,) = through_the_years("recipients", [version("2016-17")])
    assert entry.elements == (
        ("strong", ("Who sees it",)),
        ("p", ("We share it with:",)),
        ("ul", ("the council", "the Department for Education", "the company that sends our texts")),
    )


def test_all_passages_that_answer_are_shown_in_their_order_each_block_once() -> None:
    body = "{.answers-recipients}\nWe share it with:\n\n{#recipients}\n- the council\n\nElse.\n\n"
    body += "{.answers-recipients}\nTexts.\n"
    (entry,) = through_the_years("recipients", [version("2016-17", body)])
    assert entry.elements == (("p", ("We share it with:",)), ("ul", ("the council",)), ("p", ("Texts.",)))


def test_numbered_lists_quotations_code_and_tables_are_told_apart() -> None:
    body = "{#purposes}\n## Why\n\n1. one\n2. two\n\n> quoted\n\n```\nas  it\nstands\n```\n\n| a |\n|---|\n| b |\n"
    (entry,) = through_the_years("purposes", [version("2016-17", body)])
    assert [(tag, texts) for tag, texts in entry.elements if tag != "strong"] == [
        ("ol", ("one", "two")),
        ("blockquote", ("quoted",)),
        ("pre", ("as  it\nstands",)),
        ("p", ("a",)),
        ("p", ("b",)),
    ]


def test_a_year_that_says_nothing_has_the_reason_if_the_notice_gives_one() -> None:
    silent = version("2016-17")
    declared = version("2017-18", known_gaps='{complain-to-school: "It names nobody."}')
    assert through_the_years("complain-to-school", [silent, declared]) == [
        YearOfTopic(AcademicYear(2017), gap="It names nobody."),
        YearOfTopic(AcademicYear(2016)),
    ]


def test_without_notices_there_are_no_years() -> None:
    assert through_the_years("purposes", []) == []
