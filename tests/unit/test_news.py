"""What of a comparison is news for people: each answer once, and nothing that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.history.changes import compare
from privacy_notices.history.news import News, news_of
from privacy_notices.notices.reading import parse_notice

QUESTIONS = {
    "purposes": "Why?",
    "recipients": "Who sees it?",
    "retention": "How long?",
    "erasure": "Can it be deleted?",
    "academic-year-label": "Which year?",
}


def news(old: str, new: str) -> News:
    def read(year: str, body: str) -> object:
        head = f"---\nacademic_year: {year}\nrevision: 1\nstatus: draft\n---\n"
        return parse_notice(f"{year}.md", f"{head}# A fictional notice for {year}\n\n{body}\n".encode())

    before, after = read("2017-18", old), read("2018-19", new)
    return news_of(before, after, compare(before, after, QUESTIONS), QUESTIONS)  # type: ignore[arg-type]


def said(found: News) -> dict[str, list[str]]:
    return {str(kind): [" ".join(item.names) for item in items] for kind, items in found.groups}


TITLES = ["#", "A", "fictional", "notice", "for", "2017-18", "2018-19"]
KEEP = "{#retention}\nWe keep the file until your child leaves us."
SHARE = "{#recipients}\nWe share it with:\n\n- the council\n- the next school"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{#purposes}\n## Why\n\nTo teach.", "{#purposes}\n## What for\n\nTo teach."),
        ("## Trips\n\nWe keep lists.", "## School trips and visits\n\nWe keep lists."),
        ("This is for the school year 2017-18.", "This is for the school year 2018 to 2019."),
        ("In 2017/18 we use it to teach.", "In 2018–19 we use it to teach."),
        ("## Rules for 2017-18\n\nTo teach.", "## Rules for 2018-19\n\nTo teach."),
        ("Words.", "{#academic-year-label}\nFrom this September until next August.\n\nWords."),
        (f"{KEEP}\n\n{SHARE}", f"{SHARE}\n\n{KEEP}"),
        (SHARE, SHARE.replace("- the council\n- the next school", "- the next school\n- the council")),
        ("We keep it until your child leaves us.", "{#retention}\nWe keep it until your child leaves us."),
        ("{#purposes}\nTo teach. And to feed everybody.", "{#purposes}\n## Why\n\nTo teach.\n\nAnd to feed everybody."),
        (SHARE, SHARE.replace("- ", "1. ")),
        ("{#purposes}\n## All\n\nOne.\n\nTwo two.", "{#purposes}\n## All\n\nOne.\n\n{#erasure}\nTwo two."),
    ],
)
def test_headings_year_labels_moves_marks_and_layout_are_no_news(old: str, new: str) -> None:
    assert news(old, new).items == []
    assert news(old, new).sentence.startswith("No")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # What was replaced by quite other words, in one block or many.
        (KEEP, "{#retention}\nSix years, then it is shredded.", {"reworded": ["How long?"]}),
        (SHARE, "{#recipients}\n## Others\n\nNobody at all sees this.", {"reworded": ["Who sees it?"]}),
        ("## Trips\n\nWe keep lists.", "## Trips\n\nNothing is written down.", {"reworded": ["Trips"]}),
        ("Old words here.", "Quite another beginning.", {"reworded": ["The beginning"]}),
        # An answer that comes and one that goes, also where the passage stays for what else it answers.
        (KEEP, f"{KEEP}\n\n{SHARE}", {"new": ["Who sees it?"]}),
        (f"{KEEP}\n\n{SHARE}", SHARE, {"no longer said": ["How long?"]}),
        (
            KEEP,
            "{#retention .answers-erasure}\nWe keep the file until your child leaves us, then it is deleted.",
            {"new": ["Can it be deleted?"], "reworded": ["How long?"]},
        ),
        # One passage that answers two questions, in both notices, is one item.
        (
            "{#purposes .answers-recipients}\nWe teach with the council.",
            "{#purposes .answers-recipients}\nWe teach with the county.",
            {"reworded": ["Why? Who sees it?"]},
        ),
        # Only the smallest passage around a change counts.
        (
            "{#purposes}\n## Why\n\nTo teach.\n\n{#retention}\nWe keep it for one whole year.",
            "{#purposes}\n## Why\n\nTo teach.\n\n{#retention}\nWe keep it for two whole years.",
            {"reworded": ["How long?"]},
        ),
        # Text that had no mark, or lost it, was said before or is said still.
        ("Some other words.", KEEP, {"new": ["How long?"], "no longer said": ["The beginning"]}),
        (
            "We keep it for one whole year.",
            "{#retention}\nWe keep it for two whole years.",
            {"reworded": ["How long?"]},
        ),
        (
            "{#retention}\nWe keep it for one whole year.",
            "We keep it for two whole years.",
            {"reworded": ["How long?"]},
        ),
        # A section under another heading.
        (
            "## Trips\n\nWe keep lists of all who come.\n\nAlso a bus.",
            "## Journeys and visits\n\nWe keep lists of all who come.",
            {"reworded": ["Journeys and visits"]},
        ),
        # Where a link leads is a part of what is said.
        ("{#purposes}\nSee [this](https://a.example).", "{#purposes}\nSee [this](https://b.example).",
         {"reworded": ["Why?"]}),
        # A year that is not the notice's own is no label.
        ("{#retention}\nUntil 2020-21 ends.", "{#retention}\nUntil 2021-22 ends.", {"reworded": ["How long?"]}),
        # An item in another list means another thing.
        (
            f"{SHARE}\n- the police\n\n{{#purposes}}\nIt is never given to:\n\n- shops",
            f"{SHARE}\n\n{{#purposes}}\nIt is never given to:\n\n- shops\n- the police",
            {"reworded": ["Why?", "Who sees it?"]},
        ),
    ],
)  # fmt: skip
def test_each_answer_is_named_once_by_what_became_of_it(old: str, new: str, expected: dict[str, list[str]]) -> None:
    assert said(news(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Same.", "Same.", "No answer changed: only headings, the label of the year, links or the order of the text."),
        (
            "Same.",
            f"{KEEP}\n\n{SHARE}\n\nSame.",
            "2 new questions are answered, among them “How long?”; no answer is reworded; no answer was dropped.",
        ),
        (
            f"{KEEP}\n\n{{#purposes}}\nTo teach.",
            f"{SHARE}\n\n{{#purposes}}\nTo feed them.",
            "1 new question is answered, “Who sees it?”; 1 answer is reworded; "
            "1 question is no longer answered, “How long?”.",
        ),
        ("## A\n\nOne.\n\n## B\n\nTwo.", "Other words.", "No answer changed; 3 other parts of the text differ."),
    ],
)
def test_a_sentence_says_it_all(old: str, new: str, sentence: str) -> None:
    assert news(old, new).sentence == sentence


words = st.sampled_from(["we", "keep", "share", "it", "your", "child", "for", "one", "two", "years"])
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)
marks = st.sampled_from(["", "{#retention}\n", "{#recipients .answers-purposes}\n", "{.answers-purposes}\n"])
blocks = st.tuples(marks, st.sampled_from(["", "- ", "## "]), texts).map("".join)
bodies = st.lists(blocks, max_size=6, unique_by=lambda block: block.split("\n")[0]).map("\n\n".join)


@given(bodies, bodies)
def test_whatever_changes_no_question_is_named_twice_and_both_texts_are_shown_whole(old: str, new: str) -> None:
    found = news(old, new)
    asked = [question for item in found.items for question in item.questions]
    assert len(asked) == len(set(asked))
    for item in found.items:
        for rows, text in ((item.before, old), (item.after, new)):
            written = [word for row in rows for piece in row.pieces for word in piece.text.split()]
            assert set(written) <= {*text.split(), *TITLES}
            assert written or item.kind != "reworded"


@given(st.permutations([KEEP, SHARE, "{#erasure}\n## Gone\n\nAsk the office.", "## Trips\n\nWe keep lists."]))
def test_the_order_of_what_is_said_is_no_news(order: list[str]) -> None:
    whole = [KEEP, SHARE, "{#erasure}\n## Gone\n\nAsk the office.", "## Trips\n\nWe keep lists."]
    assert news("\n\n".join(whole), "\n\n".join(order)).items == []
