"""Fits the clues of notices/requirements.toml: `python -m tests.clues` writes which words speak for an answer, and how
strongly.

They come from the labels of the tuned notices, sentences.txt and the marks of 2016-17 alone, by a logistic regression
for each requirement over the words of a passage. `--held-out` writes nothing: it leaves each third of the third round's
tuned notices out in turn, and prints what clues that were fitted without it find in it.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from privacy_notices.importing.document import Block, Run
from privacy_notices.importing.read import read_document
from privacy_notices.importing.recognise import beginning, passages_of, suggest
from privacy_notices.importing.shape import shape
from privacy_notices.importing.write import units_of
from privacy_notices.law.requirements import Requirement, Requirements, load_requirements
from privacy_notices.notices.reading import read_notice
from privacy_notices.years import AcademicYear
from tests.bench.page import say
from tests.conftest import ROOT
from tests.importing import FOLDER, Labelled, Score, as_html, compare, labelled

REQUIREMENTS = ROOT / "notices" / "requirements.toml"
ROUNDS = ("first-tuned", "second-tuned", "third-tuned")
#: Words of grammar, of which a few thousand passages would make clues by chance.
ORDINARY = (
    "a an the and or of to in on for is are be it that this we our us you your they their i my with by at as if so not"
)
#: The clues that a requirement keeps; the notices or sentences that must have a word; what an answer counts for beside
#: another passage.
KEPT, AT_LEAST, WEIGHT = 60, 2, 5
#: Points per natural logarithm of odds: even odds are enough.
POINTS = 2


@dataclass(frozen=True)
class Example:
    """The words of a passage, the requirements that it answers, those of which its labels say anything, its source."""

    source: str
    words: dict[str, str]
    answers: frozenset[str]
    known: frozenset[str]


def published() -> Labelled:
    """Return the school's own notice of 2016-17, whose marks are labels."""
    path = ROOT / "notices" / "2016-17.md"
    notice = read_notice(path)
    answers = {id_: [block.plain for block in notice.blocks_of(at)] for id_, at in notice.passages.items()}
    known = frozenset(each.id for each in load_requirements(REQUIREMENTS))
    return Labelled(path, AcademicYear(2016), answers, known)


def of_notice(notice: Labelled) -> list[Example]:
    """Return the passages of a labelled notice."""
    units = read_units(notice.path)
    found = []
    for passage in passages_of(units):
        below = units[passage.unit : passage.unit + 1 + units[passage.unit][-1].text.endswith(":")]
        texts = [block.text for unit in below for block in unit]
        answers = [id_ for id_, at in notice.answers.items() if any(t.startswith(tuple(at)) for t in texts)]
        if answers or not passage.is_heading:
            found.append(Example(notice.path.stem, passage.words, frozenset(answers), notice.known))
    return found


def read_units(path: Path) -> list[list[Block]]:
    """Return the passages of a notice, one in Markdown through the page that it makes."""
    if path.suffix == ".md":
        with NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
            file.write(as_html(read_notice(path)))
            file.flush()
            document = read_document(Path(file.name)).document
    else:
        document = read_document(path).document
    shape(document)
    return units_of(document.blocks)


def of_sentences(requirements: Requirements) -> list[Example]:
    """Return the single sentences; what only looks like an answer says so of every requirement."""
    lines = (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()
    known = frozenset(each.id for each in requirements)
    found = []
    for id_, sentence in (line.split(" | ", 1) for line in lines if " | " in line):
        passage = next(iter(passages_of([[Block("paragraph", [Run(sentence)])]])))
        of = known if id_ == "nothing" else frozenset([id_])
        found.append(Example(sentence, passage.words, frozenset([id_]), of))
    return found


def regression(
    rows: Sequence[Iterable[str]], answers: Sequence[bool], counting: Sequence[int], strength: float
) -> dict[str, float]:
    """Return the weight of each feature by a logistic regression, by Newton's method for one feature at a time."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for feature in row:
            places[feature].append(number)
    weights = dict.fromkeys(places, 0.0)
    logits = [0.0] * len(rows)
    for _ in range(12):
        for feature, at in places.items():
            slope, curve = weights[feature] / strength, 1 / strength
            for number in at:
                odds = 1 / (1 + math.exp(-logits[number]))
                counts = counting[number]
                slope += counts * (odds - answers[number])
                curve += counts * odds * (1 - odds)
            step = -slope / curve
            weights[feature] += step
            for number in at:
                logits[number] += step
    return weights


def fit(id_: str, learnt: Iterable[Example]) -> tuple[dict[str, int], int]:
    """Return the points of each clue to a requirement, by the beginning of its word, and the points that it needs."""
    of_it = [each for each in learnt if id_ in each.known or id_ in each.answers]
    answers = [id_ in each.answers for each in of_it]
    sources: dict[str, set[str]] = defaultdict(set)
    for each in of_it:
        for start in each.words:
            sources[start].add(each.source)
    ordinary = {beginning(word) for word in ORDINARY.split()}
    usable = {start for start, of in sources.items() if len(of) >= AT_LEAST} - ordinary
    counting = [WEIGHT if id_ in each.answers else 1 for each in of_it]
    everything = regression([["", *sorted(usable & each.words.keys())] for each in of_it], answers, counting, 1)
    strongest = sorted(usable, key=lambda start: (-abs(everything[start]), start))[:KEPT]
    weights = regression([["", *sorted(each.words.keys() & set(strongest))] for each in of_it], answers, counting, 0.5)
    points = {start: round(weights[start] * POINTS) for start in strongest if start in weights}
    needed = -round(weights.pop("") * POINTS)
    return {start: count for start, count in points.items() if count}, needed


def fitted(requirements: Requirements, learnt: list[Example]) -> list[Requirement]:
    """Return the requirements with clues fitted to these passages and sentences."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for each in learnt:
        for start, word in each.words.items():
            spelled[start][word] += 1
    result = []
    for requirement in requirements:
        points, needed = fit(requirement.id, learnt)
        by_points: dict[int, list[str]] = defaultdict(list)
        for start, count in points.items():
            by_points[count].append(spelled[start].most_common(1)[0][0])
        clues = [f"{count:+d} {' '.join(sorted(words))}" for count, words in sorted(by_points.items(), reverse=True)]
        result.append(requirement.model_copy(update={"clues": clues, "needed": needed}))
    return result


def written(text: str, requirements: Iterable[Requirement]) -> str:
    """Return the text of requirements.toml with the clues of these requirements."""
    of = {each.id: each for each in requirements}
    lines: list[str] = []
    within, clues = False, ""
    for line in text.splitlines():
        if line.startswith("id = ") and (requirement := of.get(line.removeprefix("id = ").strip('"'))):
            rows = "".join(f'  "{clue}",\n' for clue in requirement.clues)
            clues = f"clues = [\n{rows}]\nneeded = {requirement.needed}"
        within = within or line == "clues = ["
        if not within and not (clues and line.startswith("needed = ")):
            if clues and (not line or line.startswith("note = ")):
                lines, clues = [*lines, clues], ""
            lines.append(line)
        within = within and line != "]"
    return "\n".join(lines) + "\n"


def all_notices() -> list[Labelled]:
    """Return the notices whose labels may be learnt from."""
    return [published(), *(notice for name in ROUNDS for notice in labelled(name))]


def examples(requirements: Requirements) -> list[Example]:
    """Return all passages and sentences that may be learnt from."""
    return [example for notice in all_notices() for example in of_notice(notice)] + of_sentences(requirements)


def held_out(requirements: Requirements, sentences: list[Example]) -> Score:
    """Return what is found in the third round's tuned notices by clues that were fitted without them."""
    notices = all_notices()
    newest = [notice for notice in notices if notice.path.parent.name == ROUNDS[-1]]
    score = Score()
    for part in (newest[0::3], newest[1::3], newest[2::3]):
        seen = [example for notice in notices if notice not in part for example in of_notice(notice)]
        signs = fitted(requirements, seen + sentences)
        for notice in part:
            found = [each.id for each in suggest(read_units(notice.path), signs)]
            score += compare(notice, found, {}).score
    return score


def main(options: list[str]) -> None:
    """Write the clues, or print what they find in notices that they were not fitted to."""
    requirements = load_requirements(REQUIREMENTS)
    if options == ["--held-out"]:
        score = held_out(requirements, of_sentences(requirements))
        say(f"{score}: F1 {score.f1:.3f}")
        return
    text = written(REQUIREMENTS.read_text(encoding="utf-8"), fitted(requirements, examples(requirements)))
    REQUIREMENTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
