"""How well the import recognises what fictional notices answer: precision and recall on the half not tuned on."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from privacy_notices.checks import load_rulebook
from privacy_notices.project import Project
from tests.bench.generate import ROOT
from tests.bench.page import part_head, say, today, write_part
from tests.importing import Judged, Score, judge, labelled

TARGET = 0.9
PART = (
    part_head("How well the import recognises what a notice answers")
    + """
{notices} fictional notices (`tests/fixtures/importing/`): 2009 to 2026, first, primary, middle, special and secondary
schools, maintained, academy and independent, good and bad. Each is labelled with the requirements that its words answer
and with the paragraph that does. `make import` reads each as plain text, so it also has to find headings and lists.

The notices and labels were written before the signs in `requirements.toml`. Those with an even number were held out:
the signs were fitted to the odd ones only. But one author wrote notices, labels and signs, so notices of real schools
may fare worse.

- **found**: answered, and recognised. **wrong**: recognised, though not answered. **missed**: answered, not recognised.
- **right place**: of those found, the marked passage holds the labelled paragraph.

| what, on the half held out | target | measured | result |
|---|---|---|---|
| F1 | at least {target:.2f} | {held.f1:.3f} | {result} |
| precision | | {held.precision:.3f} | |
| recall | | {held.recall:.3f} | |
| right place, of those found | | {placed:.3f} | |

| notices | found | wrong | missed | precision | recall | F1 | right place |
|---|---|---|---|---|---|---|---|
{rows}

### The mistakes on the half held out

| notice | wrong | missed | at another place |
|---|---|---|---|
{mistakes}
"""
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Say which options this part takes: none."""


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Import every notice and write the part "importing"."""
    rules = load_rulebook(Project(ROOT), date(2026, 11, 23), with_history=False)
    judged = [judge(notice, rules) for notice in labelled()]
    held = [each for each in judged if each.labelled.is_held_out]
    tuned = [each for each in judged if not each.labelled.is_held_out]
    score = total(held)
    part = PART.format(
        day=today(),
        command=command,
        notices=len(judged),
        target=TARGET,
        held=score,
        result="reached" if score.f1 >= TARGET else "not reached",
        placed=score.placed / score.found,
        rows="\n".join([row("**held out**", score), row("tuned on", total(tuned)), *(each_row(each) for each in held)]),
        mistakes="\n".join(
            f"| {each.labelled.path.stem} | {names(each.wrong)} | {names(each.missed)} | {names(each.misplaced)} |"
            for each in held
        ),
    )
    say(f"Written: {write_part(docs, 'importing', part)}")


def total(judged: Iterable[Judged]) -> Score:
    """Return the sum of the scores."""
    return sum((each.score for each in judged), Score())


def each_row(judged: Judged) -> str:
    """Return the row of a notice."""
    return row(judged.labelled.path.stem, judged.score)


def row(name: str, score: Score) -> str:
    """Return a row of the table."""
    return (
        f"| {name} | {score.found} | {score.wrong} | {score.missed} | {score.precision:.3f} | {score.recall:.3f} "
        f"| {score.f1:.3f} | {score.placed} of {score.found} |"
    )


def names(ids: list[str]) -> str:
    """Return the requirements by name."""
    return ", ".join(f"`{id_}`" for id_ in ids) or "none"
