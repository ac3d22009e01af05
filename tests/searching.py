"""Asks the search in Node, with the code that runs in the browser, and compares its answers with the right ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from privacy_notices.law.requirements import load_requirements
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice, read_notice
from privacy_notices.site.search import load_synonyms, search_json
from tests.fictional_decade import FOLDER, fictional_decade

ROOT = Path(__file__).resolve().parent.parent


def search_data(notices: Mapping[str, Notice], first: str | None = None) -> dict[str, Any]:
    """Return what the search reads, for these notices by their years; the newest is searched first."""
    requirements = load_requirements(ROOT / "notices" / "requirements.toml")
    synonyms = load_synonyms(ROOT / "notices" / "synonyms.toml", requirements)
    ordered = sorted(notices.items(), reverse=True)
    data: dict[str, Any] = json.loads(search_json(ordered, [], first or ordered[0][0], requirements, synonyms))
    return data


def real_data() -> dict[str, Any]:
    """Return what the search reads for the notice of 2016-17 alone."""
    return search_data({"2016-17": read_notice(ROOT / "notices" / "2016-17.md")})


def decade_data() -> dict[str, Any]:
    """Return what the search reads for the ten fictional notices."""
    return search_data({year: parse_notice(f"notices/{year}.md", text.encode()) for year, text in fictional_decade()})


def ask(data: Mapping[str, Any], *questions: str | tuple[str, str]) -> list[dict[str, Any]]:
    """Return the search's answer to each question, or to each question and the year that is chosen."""
    node = shutil.which("node")
    assert node, "the search is tested in Node: apt-get install nodejs npm"
    asked = [[each, None] if isinstance(each, str) else list(each) for each in questions]
    script = str(Path(__file__).with_suffix(".js"))
    given = json.dumps({"data": data, "questions": asked})
    result = subprocess.run([node, script], input=given, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    answers: list[dict[str, Any]] = json.loads(result.stdout)
    return answers


#: The parts of the questions: the file of each, and what the part is called in it. Two are reported only.
PARTS = {
    "tuned": ("questions.toml", "tuned"),
    "held_out": ("questions.toml", "held_out"),
    "fresh": ("fresh.toml", "tuned"),
    "aside": ("fresh.toml", "aside"),
}


@dataclass(frozen=True)
class Question:
    """A question of parents; `answers` is empty where the year that is searched has no answer.

    Each set of `whole` has the anchors of one passage that must be among the first three. `near` are passages that
    may be shown as nearest, but not as an answer.
    """

    text: str
    year: str
    answers: frozenset[str]
    whole: tuple[frozenset[str], ...]
    near: frozenset[str]
    elsewhere: frozenset[str]


def questions(name: str, part: str, first: str) -> list[Question]:
    """Return the questions of a part to one of the sets ("real", "decade")."""
    file, key = PARTS[part]
    entries = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))[name][key]
    unanswered = [{"ask": each} if isinstance(each, str) else each for each in entries["unanswered"]]
    return [
        _question(each, first, _anchor if file == "questions.toml" else _anchors_of_mark)
        for each in entries["answered"] + unanswered
    ]


def _question(entry: Mapping[str, Any], first: str, anchors: Callable[[str], Iterable[str]]) -> Question:
    def all_of(key: str) -> frozenset[str]:
        return frozenset(anchor for name in entry.get(key, ()) for anchor in anchors(name))

    return Question(
        text=entry["ask"],
        year=entry.get("year", first),
        answers=all_of("answers"),
        whole=tuple(frozenset(anchors(name)) for name in entry.get("all", ())),
        near=all_of("near"),
        elsewhere=frozenset(entry.get("elsewhere", ())),
    )


def _anchor(name: str) -> list[str]:
    return [name]


def _anchors_of_mark(mark: str) -> list[str]:
    """Return the anchors of a mark and of the text without one that follows it: fresh.toml names marks only."""
    return [mark, *(f"{mark}-{number}" for number in range(2, 10))]


@dataclass(frozen=True)
class Score:
    """How many questions were answered by the first result, within three, in whole, and honestly with no.

    `labelled` are those whose answer is among three that are shown as nearest only. `parted` are the questions with
    several passages to find, `whole` those of them for which all were in three.
    """

    answered: int = 0
    first: int = 0
    three: int = 0
    labelled: int = 0
    parted: int = 0
    whole: int = 0
    unanswered: int = 0
    honest: int = 0

    def __add__(self, other: Score) -> Score:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Score(*(one + two for one, two in pairs))


def score(asked: Sequence[Question], found: Sequence[Sequence[str | None]]) -> Score:
    """Return the score; `found` has the anchors that are given as answers, in order, None for another year's."""
    return sum((_score_one(*pair) for pair in zip(asked, found, strict=True)), Score())


def _score_one(question: Question, found: Sequence[str | None], nearest: Sequence[str | None] = ()) -> Score:
    if not question.answers:
        return Score(unanswered=1, honest=int(all(anchor is None for anchor in found)))
    first, three = (bool(question.answers.intersection(found[:count])) for count in (1, 3))
    whole = bool(question.whole) and all(anchors.intersection(found[:3]) for anchors in question.whole)
    labelled = bool(question.answers.intersection(nearest[:3]))
    return Score(1, int(first), int(three), int(labelled), int(bool(question.whole)), int(whole))


def _as_marked(question: Question, passages: Sequence[Mapping[str, Any]]) -> Question:
    """Return the question with the passages that are marked for what it asks, under whichever address they stand."""

    def marked(anchors: frozenset[str]) -> frozenset[str]:
        return anchors.union(each["anchor"] for each in passages if anchors.intersection(each.get("answers", ())))

    return replace(question, answers=marked(question.answers), whole=tuple(marked(each) for each in question.whole))


def score_ours(data: Mapping[str, Any], asked: Sequence[Question]) -> Score:
    """Ask each question as a parent types it and return the score."""
    total = Score()
    for each, answer in zip(asked, ask(data, *(each.text for each in asked)), strict=True):
        question = _as_marked(each, data["passages"])
        found = [anchor if year == question.year else None for year, anchor in answer["found"]]
        total += _score_one(question, [], found) if answer["is_nearest"] else _score_one(question, found)
    return total
