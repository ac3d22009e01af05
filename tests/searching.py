"""Asks the search in Node, with the code that runs in the browser, and compares its answers with the right ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    data: dict[str, Any] = json.loads(search_json(ordered, first or ordered[0][0], requirements, synonyms))
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


@dataclass(frozen=True)
class Question:
    """A question of questions.toml; `answers` is empty where the year that is searched has no answer."""

    text: str
    year: str
    answers: tuple[str, ...]
    elsewhere: frozenset[str]


def questions(name: str, half: str, first: str) -> list[Question]:
    """Return the questions of a half ("tuned", "held_out") to one of the sets ("real", "decade")."""
    entries = tomllib.loads((FOLDER / "questions.toml").read_text(encoding="utf-8"))[name][half]
    unanswered = [{"ask": each} if isinstance(each, str) else each for each in entries["unanswered"]]
    return [
        Question(
            each["ask"], each.get("year", first), tuple(each.get("answers", ())), frozenset(each.get("elsewhere", ()))
        )
        for each in entries["answered"] + unanswered
    ]


@dataclass(frozen=True)
class Score:
    """How many questions were answered by the first result, within three, and honestly with no."""

    answered: int
    first: int
    three: int
    unanswered: int
    honest: int

    def __add__(self, other: Score) -> Score:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Score(*(one + two for one, two in pairs))


def score(asked: Sequence[Question], found: Sequence[Sequence[bool | None]]) -> Score:
    """Return the score; `found` says of each result, in order, whether it is an answer, None for another year's."""
    ranks = [
        next((place for place, is_answer in enumerate(results) if is_answer), 99)
        for question, results in zip(asked, found, strict=True)
        if question.answers
    ]
    honest = [
        all(is_answer is None for is_answer in results)
        for question, results in zip(asked, found, strict=True)
        if not question.answers
    ]
    return Score(
        len(ranks), sum(rank == 0 for rank in ranks), sum(rank < 3 for rank in ranks), len(honest), sum(honest)
    )


def score_ours(data: Mapping[str, Any], asked: Sequence[Question]) -> Score:
    """Ask each question as a parent types it and return the score."""
    found = []
    for question, answer in zip(asked, ask(data, *(each.text for each in asked)), strict=True):
        found.append(
            [anchor in question.answers if year == question.year else None for year, anchor in answer["found"]]
        )
    return score(asked, found)
