"""Words that are removed from a version: what is found, what is proved, and what is left of a version taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.checks import Rulebook, check_notice
from privacy_notices.checks.removals import removals_done
from privacy_notices.draft_next_year import new_notice
from privacy_notices.errors import BadValueError, DataFileError
from privacy_notices.history.removing import read_words
from privacy_notices.history.versions import Wording, published_front_matter
from privacy_notices.links.records import load_links
from privacy_notices.notices.reading import parse_notice
from privacy_notices.notices.redactions import (
    MARKS,
    Reason,
    Removals,
    Retraction,
    What,
    commitment,
    load_removals,
    only_removed,
    without_words,
)
from privacy_notices.years import AcademicYear
from tests.conftest import ROOT
from tests.fictional import fictional_notice

MARK = What.NAME.mark
GONE = Removals(
    retraction=[Retraction(version="2026-27.2", reason=Reason.PERSONAL, on=date(2026, 11, 1), decided_by="head")]
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask Ann Ewe.", f"Ask {MARK}."),
        ("Ask Ann\n  Ewe’s office, or _Ann Ewe_.", f"Ask {MARK}’s office, or _{MARK}_."),
        ("Ask Ann\N{NO-BREAK SPACE}Ewe.", f"Ask {MARK}."),
        ("Joann Ewe, Ann Ewen, Ann Ewé and LéAnn Ewe", "Joann Ewe, Ann Ewen, Ann Ewé and LéAnn Ewe"),
        ("ann ewe", "ann ewe"),
    ],
)
def test_whole_words_are_removed_over_line_ends_and_never_a_part_of_a_word(text: str, left: str) -> None:
    words = read_words("Ann Ewe\n", MARK)
    assert words.removed(text.encode()).decode() == left
    for line in words.replacements().splitlines():  # As git-filter-repo reads it.
        expression, _, mark = line.removeprefix(b"regex:").partition(b"==>")
        assert re.sub(expression, mark, text.encode()).decode() == left


def test_longer_words_are_removed_first_and_other_spellings_are_found() -> None:
    words = read_words("Ewe\nAnn Ewe\n", MARK)
    assert words.removed(b"Ann Ewe, Mrs Ewe") == f"{MARK}, Mrs {MARK}".encode()
    assert list(words.left_in("ask ANN  EWE")) == [1, 2]
    assert list(words.left_in("ewer")) == []


@pytest.mark.parametrize("text", ["", " \n\n", "ab", "Ann==>Ewe", "Ewe" * 27])
def test_words_that_would_be_found_where_they_are_not_meant_are_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        read_words(text, MARK)


@given(st.lists(st.text("ab [].\n", max_size=8), max_size=3), st.sampled_from(MARKS), st.data())
def test_a_text_with_words_removed_is_told_from_one_with_another_word_changed(
    between: list[str], mark: str, data: st.DataObject
) -> None:
    kept = ["a", *between, "b"]
    now = mark.join(kept)
    then = "".join(f"{piece}{data.draw(st.text('xyz', min_size=1, max_size=5))}" for piece in kept[:-1]) + kept[-1]
    assert only_removed(then, now)
    assert not only_removed(f"{then}!", now)
    assert not only_removed(f"!{then}", now)
    place = data.draw(st.sampled_from([i for i, piece in enumerate(kept) if piece]))
    other = [*kept[:place], "!" + kept[place][1:], *kept[place + 1 :]]
    assert not only_removed(then, mark.join(other))


def test_without_a_mark_nothing_may_differ_and_a_mark_stands_for_no_more_than_was_said() -> None:
    assert only_removed("a b", "a b")
    assert not only_removed("a b", "a c")
    assert only_removed("aNNNb", f"a{MARK.replace(' ', '')}b", 3)
    assert not only_removed("aNNNNb", f"a{MARK}b", 3)
    assert not only_removed("ab", f"a{MARK}b")


def test_the_commitment_is_not_the_digest_of_the_original() -> None:
    one, other = (commitment(salt, b"original") for salt in (b"1" * 32, b"2" * 32))
    assert one != other
    assert len(one) == 64


def test_of_a_version_taken_back_its_place_is_left_and_no_check_asks_it_for_words(rules: Rulebook) -> None:
    source = fictional_notice("2026-27", 2, changes="Zebedee", in_force_from="2026-10-01").encode()
    front_matter = published_front_matter(source)
    assert front_matter
    left = without_words(front_matter)
    notice = parse_notice("2026-27.md", left)
    assert (notice.meta.version, notice.meta.in_force_from) == ("2026-27.2", date(2026, 10, 1))
    assert b"Zebedee" not in left
    there = Wording(notice.meta, left)
    with_record = replace(rules, removals=GONE, history=(there,))
    assert check_notice(notice, with_record) == []
    assert "retention" in [finding.rule for finding in check_notice(notice, rules)]
    assert list(removals_done(Path("redactions.toml"), with_record)) == []
    still = replace(with_record, history=(Wording(front_matter, source),))
    (finding,) = removals_done(Path("redactions.toml"), still)
    assert finding.message.startswith("2026-27.2 is said to have no words any more, and has them.")
    (finding,) = removals_done(Path("redactions.toml"), replace(with_record, history=()))
    assert finding.message.startswith('"2026-27.2" is no published version.')


def test_next_years_draft_begins_from_the_latest_notice_that_has_words(tmp_path: Path, rules: Rulebook) -> None:
    (tmp_path / "2025-26.md").write_text(fictional_notice("2025-26"))
    front_matter = published_front_matter(fictional_notice("2026-27", 2, changes="x").encode())
    assert front_matter
    (tmp_path / "2026-27.md").write_bytes(without_words(front_matter))
    links = load_links(ROOT / "notices" / "links.toml")
    new = new_notice(tmp_path, AcademicYear(2027), replace(rules, removals=GONE), links)
    assert "We keep it until your child leaves our school" in new.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[redaction]]\nversion = "2016-17.1"\nname = "Ann Ewe"\n', "redaction.1."),
        ('[[retraction]]\nversion = "2016-17.1"\nreason = "because"\n', "retraction.1.reason"),
        ("[[redaction]", "cannot be read"),
    ],
)
def test_a_record_with_a_name_or_a_reason_of_its_own_is_refused_in_a_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "redactions.toml"
    path.write_text(text)
    with pytest.raises(DataFileError) as error:
        load_removals(path)
    assert said in str(error.value)
    assert all(line.startswith(f"{path}:") for line in str(error.value).splitlines())  # one for each mistake
