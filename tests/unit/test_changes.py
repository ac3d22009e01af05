from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_notices.history import changes_report
from privacy_notices.history.changes import Comparison, PieceKind, RowKind, compare
from privacy_notices.history.changes_report import as_json, as_text
from privacy_notices.history.layout import laid_out
from privacy_notices.history.news import news_of
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice
from tests.conftest import ROOT

TEMPLATES = [ROOT / "docs" / "theme" / "templates"]
QUESTIONS = {"purposes": "Why does the school use it?", "retention": "How long is it kept?"}


def read(text: str) -> Notice:
    head = "---\nacademic_year: 2016-17\nrevision: 1\nstatus: draft\n---\n"
    return parse_notice("2016-17.md", f"{head}# A fictional notice\n\n{text}\n".encode())


def as_html(old: Notice, new: Notice) -> str:
    comparison = compare(old, new, QUESTIONS)
    return changes_report.as_html(comparison, news_of(old, new, comparison, QUESTIONS), TEMPLATES)


words = st.sampled_from(
    ["we", "keep", "share", "it", "your", "child", "for", "one", "two", "years", "<b>", "&", "“data”"]
)
blocks = st.tuples(st.sampled_from(["", "", "- ", "1. ", "## ", "> "]), st.lists(words, min_size=1, max_size=12))
notices = st.lists(blocks, max_size=8).map(lambda found: [mark + " ".join(text) for mark, text in found])


cells = st.text("abc", max_size=2)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=4).map(
    lambda rows: "\n".join(["| a | b |", "|---|---|", *(f"| {one} | {two} |" for one, two in rows)])
)
mixed = st.lists(st.one_of(tables, st.just("Words."), st.just("- item")), max_size=4).map("\n\n".join)


@given(mixed, mixed)
def test_each_row_of_a_comparison_is_laid_out_once_and_in_order(old: str, new: str) -> None:
    rows = compare(read(old), read(new), {}).rows
    parts = list(laid_out(rows))
    flat = [
        row for part in parts for row in (*part.rows, *(row for line in part.lines for cell in line for row in cell))
    ]
    assert flat == list(rows)
    parsed(as_html(read(old), read(new)))


def test_a_table_stays_a_table_and_a_cell_shows_what_was_replaced_in_it() -> None:
    head = "| What | How long |\n|---|---|\n"
    old = read(f"{head}| Register | 3 years |\n| Photographs | 1 year |\n| Pupil file | until 25 |\n")
    new = read(f"{head}| Register | 6 years |\n| Pupil file | until 25 |\n| Trips | a week |\n")
    table = parsed(as_html(old, new)).find(".//div[@class='comparison']//table")
    assert table is not None
    assert [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")] == [
        ["What", "How long"],
        ["Register", "removed: 3 added: 6 years"],
        ["removed: Photographs", "removed: 1 year"],
        ["Pupil file", "until 25"],
        ["added: Trips", "added: a week"],
    ]


def test_a_cell_with_quite_other_words_shows_the_old_ones_beside_the_new_and_keeps_its_column() -> None:
    head = "| What | How long | Who |\n|---|---|---|\n"
    old = read(f"{head}| Register | three school years | office |\n| Trips | a week | teachers |\n")
    new = read(f"{head}| Register | until your child is 25 | office |\n| Trips | a week | teachers |\n")
    table = parsed(as_html(old, new)).find(".//div[@class='comparison']//table")
    assert table is not None
    assert ["".join(cell.itertext()).split() for cell in list(table.iter("tr"))[1]] == [
        ["Register"],
        ["removed:", "three", "school", "years", "added:", "until", "your", "child", "is", "25"],
        ["office"],
    ]


def notice_of(blocks: list[str]) -> Notice:
    return read("\n\n".join(block.replace("<", "\\<") for block in blocks))


def parsed(html: str) -> ET.Element:
    """Parse strictly: what is not valid HTML raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: ET.Element = parser.parse(f"<!doctype html><html lang=en><title>x</title><body>{html}</body></html>")
    return root


def old_words(comparison: Comparison) -> list[str]:
    """Return the words of the earlier notice, in its order."""
    moved = {row.number: row for row in comparison.rows if row.kind is RowKind.MOVED}
    words: list[str] = []
    for row in comparison.rows:
        if row.kind is not RowKind.MOVED:
            pieces = moved[row.number].pieces if row.kind is RowKind.MOVED_AWAY else row.pieces
            words += [word for piece in pieces if piece.kind is not PieceKind.ADDED for word in piece.text.split()]
    return words


def new_words(comparison: Comparison) -> list[str]:
    """Return the words of the later notice, in its order."""
    pieces = [piece for row in comparison.rows for piece in row.pieces]
    return [word for piece in pieces if piece.kind is not PieceKind.REMOVED for word in piece.text.split()]


@given(notices, notices)
def test_both_texts_can_be_read_back(old: list[str], new: list[str]) -> None:
    before, after = notice_of(old), notice_of(new)
    comparison = compare(before, after, QUESTIONS)
    assert old_words(comparison) == before.text.split()
    assert new_words(comparison) == after.text.split()


@given(
    st.permutations(
        ["We keep it for one year.", "The council sees it too.", "## Your rights here", "- a list item here"]
    )
)
def test_both_texts_can_be_read_back_after_moves(order: list[str]) -> None:
    before = notice_of(
        ["We keep it for one year.", "The council sees it too.", "## Your rights here", "- a list item here"]
    )
    comparison = compare(before, notice_of(order), QUESTIONS)
    assert old_words(comparison) == before.text.split()
    assert not [row for row in comparison.rows if row.kind in ("added", "removed")]


@given(notices)
def test_the_same_text_has_no_changes(text: list[str]) -> None:
    comparison = compare(notice_of(text), notice_of(text), QUESTIONS)
    assert comparison.changes == []
    assert comparison.summary == []


@settings(max_examples=50)
@given(notices, notices)
def test_the_html_is_valid_and_holds_the_new_words(old: list[str], new: list[str]) -> None:
    after = notice_of(new)
    root = parsed(as_html(notice_of(old), after))
    for parent in list(root.iter()):
        for child in list(parent):
            hidden = child.tag == "del" or child.get("class") in ("visually-hidden", "change-note", "change-list")
            if hidden:
                rest = child.tail
                child.clear()
                child.tail = rest
    (text,) = [element for element in root.iter("div") if element.get("class") == "comparison"]
    assert "".join(text.itertext()).split() == after.text.split()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_marks_and_line_breaks_are_no_change() -> None:
    assert compare(read("{#purposes}\nOne two\nthree."), read("One\ntwo three."), QUESTIONS).changes == []


def test_a_changed_word_is_told_by_its_passage() -> None:
    comparison = compare(
        read("{#retention}\nWe keep it for one year."), read("{#retention}\nWe keep it for two years."), QUESTIONS
    )
    assert comparison.summary == [("How long is it kept?", "changed", 1)]
    assert [(piece.kind, piece.text) for piece in comparison.changes[0].pieces] == [
        ("same", "We keep it for"),
        ("removed", "one year."),
        ("added", "two years."),
    ]


def test_a_moved_duty_is_moved_and_not_deleted() -> None:
    duty = "You may ask for a copy of what we hold about your child."
    rest = "We use it to teach.\n\n## Sharing\n\nThe council sees it."
    old, new = read(f"{duty}\n\n{rest}"), read(f"{rest}\n\n{duty}")
    comparison = compare(old, new, QUESTIONS)
    assert [(row.kind, row.label) for row in comparison.changes] == [("moved", "Sharing")]
    assert comparison.changes[0].notes == ("moved from below “A fictional notice”",)
    html = as_html(old, new)
    assert "<del>" not in html
    assert 'What stood here <a href="#change-1">moved down</a>' in html


def test_a_changed_address_is_said_in_words() -> None:
    comparison = compare(read("See [here](https://a.example)."), read("See [here](https://b.example)."), QUESTIONS)
    assert comparison.changes[0].notes == ("link address changed from https://a.example to https://b.example",)
    gone = compare(read("See [here](https://a.example)."), read("See here."), QUESTIONS)
    assert gone.changes[0].notes == ("link address removed: https://a.example",)


def test_a_changed_kind_is_said_in_words() -> None:
    comparison = compare(read("## Who sees it"), read("Who sees it"), QUESTIONS)
    assert comparison.changes[0].notes == ("was a heading, is now a paragraph",)


def test_text_and_json_name_both_sides() -> None:
    old, new = read("We keep it for one year."), read("We keep it for two years.\n\nAnd more.")
    comparison = compare(old, new, QUESTIONS)
    news = news_of(old, new, comparison, QUESTIONS)
    assert as_text(comparison, news, "A", "B").splitlines() == [
        "From A to B:",
        "No answer changed; 1 other part of the text differs.",
        "",
        "1. The title: changed",
        "   We keep it for [-one year.-] {+two years.+}",
        "",
        "2. The title: added",
        "   {+And more.+}",
    ]
    document = json.loads(as_json(comparison, news, "A", "B"))
    assert document["changes"][0] | {"notes": []} == {
        "number": 1,
        "change": "changed",
        "passage": "The title",
        "old": "We keep it for one year.",
        "new": "We keep it for two years.",
        "notes": [],
    }
    assert document["news"] == [{"kind": "reworded", "questions": [], "heading": "The beginning", "number": 1}]
    same = compare(old, old, QUESTIONS)
    assert as_text(same, news_of(old, old, same, QUESTIONS), "A", "B") == "A and B say the same."


@pytest.mark.parametrize("name", ["notice-2016-17.txt"])
def test_a_long_notice_is_compared_with_an_unrelated_one(name: str) -> None:
    text = (Path(__file__).parents[1] / "fixtures" / name).read_text()
    before, after = read(text * 3), read("\n\n".join(reversed(text.split("\n\n"))) * 3)
    comparison = compare(before, after, QUESTIONS)
    assert old_words(comparison) == before.text.split()
    assert new_words(comparison) == after.text.split()
