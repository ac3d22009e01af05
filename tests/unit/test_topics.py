"""What the notices of all years say about one requirement."""

from __future__ import annotations

from datetime import date

from privacy_notices.history.versions import Wording, published_front_matter
from privacy_notices.site.topics import YearOfTopic, in_groups, through_the_years
from privacy_notices.years import AcademicYear
from tests.fictional import BODY, fictional_notice


def version(year: str, body: str = BODY, revision: str = "1", **keys: str) -> Wording:
    source = fictional_notice(year, int(revision), body, **keys).encode()
    front_matter = published_front_matter(source)
    assert front_matter
    return Wording(front_matter, source)


def years_of(requirement: str, notices: list[Wording], coming: list[Wording] | None = None) -> list[YearOfTopic]:
    return through_the_years(requirement, notices, coming or [], date(2026, 1, 10))


def test_words_to_come_stand_above_those_that_they_will_replace_and_say_from_when() -> None:
    now = version("2025-26")
    later = version("2025-26", BODY.replace("one year", "two years"), in_force_from="2026-02-05")
    first, second = years_of("retention", [now], [later])
    assert (first.begins, first.page, second.begins) == (date(2026, 2, 5), "versions/2025-26.1", None)
    assert [entry.begins for entry in years_of("recipients", [now], [later])] == [None], "it says the same"
    assert years_of("recipients", [version("2026-27")])[0].begins == date(2026, 9, 1)


def test_the_years_come_newest_first_with_those_that_are_not_held() -> None:
    years = years_of("retention", [version("2016-17"), version("2019-20")])
    assert [str(entry.year) for entry in years] == ["2019-20", "2018-19", "2017-18", "2016-17"]
    assert [bool(entry.page) for entry in years] == [True, False, False, True]


def test_a_passage_keeps_its_words_and_its_shape() -> None:
    (entry,) = years_of("recipients", [version("2016-17")])
    assert entry.elements == (
        ("strong", ("Who sees it",)),
        ("p", ("We share it with:",)),
        ("ul", ("the council", "the Department for Education", "the company that sends our texts")),
    )


def test_all_passages_that_answer_are_shown_in_their_order_each_block_once() -> None:
    body = "{.answers-recipients}\nWe share it with:\n\n{#recipients}\n- the council\n\nElse.\n\n"
    body += "{.answers-recipients}\nTexts.\n"
    (entry,) = years_of("recipients", [version("2016-17", body)])
    assert entry.elements == (("p", ("We share it with:",)), ("ul", ("the council",)), ("p", ("Texts.",)))


def test_numbered_lists_quotations_code_and_tables_are_told_apart() -> None:
    body = "{#purposes}\n## Why\n\n1. one\n2. two\n\n> quoted\n\n```\nas  it\nstands\n```\n\n| a |\n|---|\n| b |\n"
    (entry,) = years_of("purposes", [version("2016-17", body)])
    assert [(tag, texts) for tag, texts in entry.elements if tag != "strong"] == [
        ("ol", ("one", "two")),
        ("blockquote", ("quoted",)),
        ("pre", ("as  it\nstands",)),
        ("table", (("a",), ("b",))),
    ]


def test_a_year_that_says_nothing_has_the_reason_if_the_notice_gives_one() -> None:
    silent = version("2016-17")
    declared = version("2017-18", known_gaps='{complain-to-school: "It names nobody."}')
    assert years_of("complain-to-school", [silent, declared]) == [
        YearOfTopic(AcademicYear(2017), "notices/2017-18", gap="It names nobody."),
        YearOfTopic(AcademicYear(2016), "notices/2016-17"),
    ]


def test_without_notices_there_are_no_years() -> None:
    assert years_of("purposes", []) == []


def test_years_that_say_the_same_are_one_group_and_a_year_between_that_differs_parts_them() -> None:
    other = BODY.replace("one year", "two years")
    notices = [version(year) for year in ("2016-17", "2017-18", "2019-20", "2022-23")] + [version("2018-19", other)]
    groups = in_groups(years_of("retention", notices))
    assert [[str(entry.year) for entry in group] for group in groups] == [
        ["2022-23"],
        ["2021-22", "2020-21"],
        ["2019-20"],
        ["2018-19"],
        ["2017-18", "2016-17"],
    ]


def test_years_without_an_answer_are_a_group_by_the_reason_that_they_give() -> None:
    silent = {"body": "Nothing.\n"}
    notices = [version("2016-17", **silent), version("2017-18", **silent)]
    notices.append(version("2018-19", known_gaps='{retention: "It was left out."}', **silent))
    groups = in_groups(years_of("retention", notices))
    assert [(len(group), group[0].gap) for group in groups] == [(1, "It was left out."), (2, "")]
    later = version("2018-19", BODY, in_force_from="2019-02-05")
    future = through_the_years("retention", [version("2018-19"), later][:1], [later], date(2018, 10, 1))
    assert len(in_groups(future)) == len(future)
