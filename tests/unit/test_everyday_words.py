"""How the list of everyday words is made from WordNet's counts, and whether the one that is kept fits the rest."""

import tomllib
from typing import Any

import pytest

from tests.everyday_words import LISTED, everyday, with_everyday

#: Lines of index.sense: a verb, a noun of time, a rare word, a rare noun, a noun that is met everywhere.
SENSES = [
    "stay%2:42:00:: 02674130 1 98",
    "stay%1:28:00:: 01055304 1 20",
    "week%1:28:00:: 15149787 1 60",
    "ponder%2:31:00:: 00632250 1 3",
    "hamster%1:05:00:: 02345142 1 39",
    "system%1:06:00:: 04384736 1 112",
    "hair%1:08:00:: 05262140 1 80",
    "war%1:04:00:: 00975181 1 120",
    "take_up%2:41:00:: 02381579 1 200",
]


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    return tomllib.loads(LISTED.read_text(encoding="utf-8"))


def test_what_is_met_often_and_not_as_a_noun_or_very_often_is_an_everyday_word() -> None:
    assert everyday(SENSES, {"war"}) == ["stay", "system", "week"]


def test_the_list_is_written_in_its_place_and_leaves_out_what_is_known() -> None:
    text = (
        'synonym = [{ parents = ["week"], notices = ["week"] }]\n[words]\nshort_for = {}\nlittle = []\ncommon = []\n'
        'topics = ["war"]\neveryday = [\n  "old",\n]\n'
    )
    assert with_everyday(text, SENSES) == text.replace('"old"', '"stay", "system"')


def test_no_kept_everyday_word_is_a_topic_that_parents_ask_about(kept: dict[str, Any]) -> None:
    topics = {parent for synonym in kept["synonym"] for parent in synonym["parents"]} | set(kept["words"]["topics"])
    assert len(kept["words"]["everyday"]) > 500
    assert not topics & set(kept["words"]["everyday"])
