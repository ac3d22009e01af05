"""How well the import recognises what fictional notices answer: precision, recall and F1 on sets of notices."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from privacy_notices.checks import load_rulebook
from privacy_notices.project import Project
from tests.bench.generate import ROOT
from tests.bench.page import part_head, say, today, write_part
from tests.importing import SETS, Judged, Score, judge, labelled

TARGET = 0.93
PART = (
    part_head("How well the import recognises what a notice answers")
    + """
{notices} fictional notices (`tests/fixtures/importing/`): 2009 to 2026, all kinds of schools, good and bad, from a
solicitor's prose to a page for children. Each is labelled with the requirements that its words answer and with the
paragraph that does. `make import` reads each as plain text, so it also has to find headings, lists and rows.

Notices and labels were written before the signs that they test: the first round by the author of the first signs, the
second by somebody who had not seen the program, the third by somebody who had not seen it, but some of its signs. The
signs in `requirements.toml` were fitted to the sets called tuned, and to the single sentences of `sentences.txt`; the
clues there were fitted by `python -m tests.clues` to the same and to the marks of 2016-17. What is found in those set
aside is not listed here, so that nobody fits a sign to it; their figures, not their contents, were seen between rounds.

The third round labels a right that is only named, as the requirement for it asks no more of a notice than that it says
so; the first labels it only where the words say how to use it. No set was labelled again.

- **found**: answered, and recognised. **wrong**: recognised, though not answered. **missed**: answered, not recognised.
- **right place**: of those found, the marked passage holds the labelled paragraph.

The target is an F1 of {target:.2f} on notices that no sign was fitted to: {result}.

| notices | how many | found | wrong | missed | precision | recall | F1 | right place |
|---|---|---|---|---|---|---|---|---|
{rows}

### The mistakes in the tuned sets

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
    judged = {name: [judge(notice, rules) for notice in labelled(name)] for name in SETS}
    tuned = [each for name in SETS if name.endswith("tuned") for each in judged[name]]
    missed = [name for name in SETS if name.endswith("aside") and total(judged[name]).f1 < TARGET]
    part = PART.format(
        day=today(),
        command=command,
        notices=sum(map(len, judged.values())),
        target=TARGET,
        result=f"not reached on {' and '.join(missed)}" if missed else "reached on all",
        rows="\n".join(row(name, judged[name]) for name in SETS),
        mistakes="\n".join(
            f"| `{each.labelled.path.stem}` | {names(each.wrong)} | {names(each.missed)} | {names(each.misplaced)} |"
            for each in tuned
            if each.wrong or each.missed or each.misplaced
        ),
    )
    say(f"Written: {write_part(docs, 'importing', part)}")


def total(judged: Iterable[Judged]) -> Score:
    """Return the sum of the scores."""
    return sum((each.score for each in judged), Score())


def row(name: str, judged: list[Judged]) -> str:
    """Return the row of a set of notices."""
    score = total(judged)
    return (
        f"| {name} | {len(judged)} | {score.found} | {score.wrong} | {score.missed} | {score.precision:.3f} "
        f"| {score.recall:.3f} | {score.f1:.3f} | {score.placed} of {score.found} |"
    )


def names(ids: list[str]) -> str:
    """Return the requirements by name."""
    return ", ".join(f"`{id_}`" for id_ in ids) or "none"
