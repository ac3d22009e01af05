"""Imports every shape and prints a table of the words that were lost: `python -m tests.shapes`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from privacy_notices.checks import Rulebook, load_rulebook
from privacy_notices.errors import CannotImportError
from privacy_notices.importing.command import import_file
from privacy_notices.project import Project
from privacy_notices.years import AcademicYear
from tests.bench.page import say
from tests.conftest import ROOT
from tests.shapes.pdfs import pdfs
from tests.shapes.texts import texts
from tests.shapes.web_pages import web_pages
from tests.shapes.word_files import word_documents
from tests.shapes.words import Kept, Shape, kept

HEAD = "| kind | shape | words | not in the draft | not in the report either | published, though not in force |"


def shapes() -> Iterator[Shape]:
    """Yield all shapes."""
    yield from web_pages()
    yield from word_documents()
    yield from pdfs()
    yield from texts()


def imported(shape: Shape, folder: Path, rules: Rulebook) -> Kept:
    """Import a shape and return which of its words were kept."""
    path = folder / shape.file
    path.write_bytes(shape.content)
    try:
        done = import_file(path, AcademicYear(2018), folder / "2018-19.md", rules)
    except CannotImportError:
        return kept(shape, "", "")
    return kept(shape, done.draft, "\n".join(finding.message for finding in done.findings))


def main() -> None:
    """Print a row for each shape, and their sum."""
    rules = load_rulebook(Project(ROOT), date(2026, 11, 23), with_history=False)
    say(f"{HEAD}\n|---|---|---|---|---|---|")
    sums = [0, 0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for shape in shapes():
            found = imported(shape, Path(folder), rules)
            counted = found.unpublished, found.unmentioned, found.published
            numbers = [len(shape.main) + len(shape.others), *map(len, counted)]
            sums = [total + number for total, number in zip(sums, numbers, strict=True)]
            say(f"| {Path(shape.file).suffix} | {shape.name} | {' | '.join(map(str, numbers))} |")
    say(f"| | **all** | {' | '.join(map(str, sums))} |")


if __name__ == "__main__":
    main()
