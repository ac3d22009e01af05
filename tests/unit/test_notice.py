from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import MAX_BYTES, parse_notice

HEAD = "---\nacademic_year: 2016-17\nrevision: 1\nstatus: draft\n---\n"


def read(text: str) -> Notice:
    return parse_notice("2016-17.md", (HEAD + text).encode())


def passage_text(notice: Notice, name: str) -> list[str]:
    return [block.text for block in notice.blocks_of(notice.passages[name])]


def test_a_mark_answers_its_requirement_and_those_of_its_classes() -> None:
    notice = read("# T\n\n{#purposes .answers-data-sources}\nWhy.\n\nMore.\n")
    assert set(notice.passages) == {"purposes", "data-sources"}
    assert passage_text(notice, "data-sources") == ["Why."]
    assert notice.passages["purposes"].line == 8


def test_a_passage_that_ends_with_a_colon_takes_the_list_along() -> None:
    notice = read("# T\n\n{#purposes}\nWe use it to:\n\n- learn\n- care\n\nMore.\n")
    assert passage_text(notice, "purposes") == ["We use it to:", "learn", "care"]


def test_but_not_a_list_with_a_mark_of_its_own() -> None:
    notice = read("# T\n\n{#right-of-access}\nPlease contact:\n\n{#how-to-request-access}\n- the office\n")
    assert passage_text(notice, "right-of-access") == ["Please contact:"]
    assert passage_text(notice, "how-to-request-access") == ["the office"]


def test_a_marked_heading_answers_with_its_section() -> None:
    notice = read("# T\n\n{#retention}\n## Keeping\n\nA year.\n\n### Longer\n\nTwo.\n\n## Next\n\nNo.\n")
    assert passage_text(notice, "retention") == ["Keeping", "A year.", "Longer", "Two."]


def test_a_section_ends_where_the_next_mark_stands() -> None:
    notice = read("# T\n\n{#retention}\n## Keeping\n\nA year.\n\n{#recipients}\nThe council.\n")
    assert passage_text(notice, "retention") == ["Keeping", "A year."]


def test_a_marked_title_stands_for_itself() -> None:
    notice = read("{#academic-year-label}\n# The year 2016-17\n\nWords.\n")
    assert passage_text(notice, "academic-year-label") == ["The year 2016-17"]


def test_lines_are_those_of_the_file_inside_lists_tables_and_boxes() -> None:
    text = (
        "# T\n\n- one\n\n  two\n\n| a | b |\n|---|---|\n| c | d |\n\n:::{note} A title\nfirst\nsecond\n\n- third\n:::\n"
    )
    lines = {block.text: block.line for block in read(text).blocks}
    assert lines == {"T": 6, "one": 8, "two": 10, "a": 12, "b": 12, "c": 14, "d": 14} | {
        "A title": 16,
        "first\nsecond": 17,
        "third": 20,
    }


def test_the_line_of_a_word_counts_the_breaks_before_it() -> None:
    block = read("# T\n\none\ntwo <https://example.org/>\n").blocks[1]
    assert block.line_at(block.text.index("two")) == 9
    assert [(link.url, link.line) for link in block.links] == [("https://example.org/", 9)]


def test_links_of_every_kind_are_seen() -> None:
    notice = read(
        "# T\n\n[a](https://a.example) <https://b.example> [c][d] <e@example.org>\n\n[d]: https://d.example\n"
    )
    assert [link.url for link in notice.links] == [
        "https://a.example",
        "https://b.example",
        "https://d.example",
        "mailto:e@example.org",
    ]


def test_several_passages_may_answer_one_requirement_and_one_has_its_address() -> None:
    notice = read(
        "# T\n\n{.answers-recipients}\none\n\ntwo\n\n{#recipients}\nthree\n\n{#purposes .answers-recipients}\nfour\n"
    )
    assert notice.findings == []
    assert [block.text for block in notice.answer("recipients")] == ["one", "three", "four"]
    assert passage_text(notice, "recipients") == ["three"]
    assert [each.is_anchor for each in notice.marked if each.id == "recipients"] == [False, True, False]


def test_without_a_mark_with_a_hash_the_first_passage_has_the_address() -> None:
    notice = read("# T\n\n{#purposes .answers-recipients}\nus:\n\n{.answers-recipients}\n- you\n")
    assert passage_text(notice, "recipients") == ["us:"]
    assert [block.text for block in notice.answer("recipients")] == ["us:", "you"]


def test_addresses_are_not_words() -> None:
    block = read("# T\n\nsee <https://example.org/connexions> or www.example.org/40 now\n").blocks[1]
    assert block.without_addresses.split() == ["see", "or", "now"]
    assert len(block.without_addresses) == len(block.text)


def test_a_revision_inside_the_year_is_in_force_from_its_day() -> None:
    source = HEAD.replace("2016-17", "2017-18").replace("status", "in_force_from: 2018-05-25\nstatus")
    notice = parse_notice("2017-18.md", (source + "# T\n").encode())
    assert str(notice.days) == "25 May 2018 to 31 August 2018"


def test_other_mistakes_do_not_hide_the_dates() -> None:
    notice = parse_notice("2016-17.md", (HEAD.replace("draft", "neither") + "# T\n").encode())
    assert notice.in_force is not None
    with pytest.raises(ValueError, match="front matter"):
        _ = notice.meta


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = HEAD + "# T\n\n{#purposes}\nWhy.\n"
    windows = parse_notice("2016-17.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert windows == parse_notice("2016-17.md", text.encode())


def test_a_file_over_a_megabyte_is_refused() -> None:
    notice = parse_notice("2016-17.md", b"x" * (MAX_BYTES + 1))
    assert [finding.message for finding in notice.findings] == [
        "The file is larger than 1 MB. Keep to the words of the notice."
    ]


def test_a_front_matter_without_bounds_is_refused() -> None:
    notice = parse_notice("2016-17.md", ("---\n" + "x: 1\n" * 5000 + "---\n# T\n").encode())
    assert "too long" in notice.findings[0].message


def test_deep_nesting_is_read_or_told() -> None:
    assert read("# T\n\n" + ">" * 500 + " deep\n").titles
    deeper = read("# T\n\n" + "*a " * 3000 + "a* " * 3000)
    assert [finding.line for finding in deeper.findings] == [1]
    assert "nested too deeply" in deeper.findings[0].message
    assert deeper.in_force is not None


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=8)


@given(
    title=sentences,
    paragraphs=st.lists(
        st.tuples(st.sampled_from(["", "## ", "- ", "1. ", "> ", "{#purposes}\n"]), sentences), max_size=8
    ),
)
def test_visible_text_survives_parsing(title: list[str], paragraphs: list[tuple[str, list[str]]]) -> None:
    source = f"# {' '.join(title)}\n\n" + "\n\n".join(mark + " ".join(text) for mark, text in paragraphs)
    expected = title + [word for _, text in paragraphs for word in text]
    assert read(source).text.split() == expected


@given(st.binary(max_size=300))
def test_no_bytes_raise(source: bytes) -> None:
    parse_notice("2016-17.md", source)
    parse_notice("2016-17.md", HEAD.encode() + source)


@given(st.text(st.sampled_from("{}#.[]()<>:`*_-|!&\\ \nab1/\"'="), max_size=200))
def test_no_markup_raises(source: str) -> None:
    read(source)
    parse_notice("2016-17.md", f"---\n{source}\n---\n# T\n".encode())


def test_the_real_notice_has_no_fault_of_form() -> None:
    path = Path(__file__).parents[2] / "notices" / "2016-17.md"
    assert parse_notice(path.name, path.read_bytes()).findings == []
