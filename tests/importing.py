"""Imports the fictional notices of tests/fixtures/importing and compares what is recognised with their labels."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

import typst

from privacy_notices.checks import Rulebook
from privacy_notices.importing.command import Import, import_file
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice
from privacy_notices.years import AcademicYear

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOLDER = Path(__file__).resolve().parent / "fixtures" / "importing"
#: The sets of notices. Signs may be fitted to the tuned ones; what is found in those set aside is never looked at.
SETS = tuple(f"{round_}-{part}" for round_ in ("first", "second", "third") for part in ("tuned", "aside"))


@dataclass(frozen=True)
class Labelled:
    """A fictional notice: where its text answers each requirement, as first words of paragraphs.

    `known` are the requirements that any label of its set names: whoever wrote the others did not know those that are
    younger, so what is found of them is neither right nor wrong.
    """

    path: Path
    year: AcademicYear
    answers: dict[str, list[str]]
    known: frozenset[str]


@dataclass(frozen=True)
class Score:
    """How many requirements were found rightly, wrongly and not, and how many of the first at the right place."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    placed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.placed + other.placed,
        )

    @property
    def precision(self) -> float:
        """The part of what was found that is right."""
        return self.found / (self.found + self.wrong)

    @property
    def recall(self) -> float:
        """The part of what the text answers that was found."""
        return self.found / (self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.found / (2 * self.found + self.wrong + self.missed)


@dataclass(frozen=True)
class Judged:
    """What came of one notice."""

    labelled: Labelled
    score: Score
    wrong: list[str]
    missed: list[str]
    misplaced: list[str]


def labelled(of: str) -> Iterator[Labelled]:
    """Yield the notices of a set, which is a folder, and their labels."""
    labels = tomllib.loads((FOLDER / of / "labels.toml").read_text(encoding="utf-8"))
    known = frozenset(id_ for values in labels.values() for id_ in values)
    for name, values in labels.items():
        answers = {id_: [at] if isinstance(at, str) else at for id_, at in values.items() if id_ != "year"}
        yield Labelled(FOLDER / of / f"{name}.txt", AcademicYear.parse(values["year"]), answers, known)


def judge(notice: Labelled, rules: Rulebook) -> Judged:
    """Import a notice and compare what was recognised with its labels."""
    done = import_file(notice.path, notice.year, Path(f"notices/{notice.year}.md"), rules, may_exist=True)
    return compare(notice, done.present, marked_passages(done, notice.year))


def compare(notice: Labelled, present: list[str], marked: dict[str, list[str]]) -> Judged:
    """Compare the requirements that were recognised, and the blocks of their passages, with the labels of a notice."""
    right = [id_ for id_ in present if id_ in notice.answers]
    wrong = [id_ for id_ in present if id_ in notice.known and id_ not in notice.answers]
    missed = [id_ for id_ in notice.answers if id_ not in present]
    misplaced = [
        id_
        for id_ in right
        if not any(block.startswith(start) for block in marked.get(id_, []) for start in notice.answers[id_])
    ]
    score = Score(len(right), len(wrong), len(missed), len(right) - len(misplaced))
    return Judged(notice, score, wrong, missed, misplaced)


def marked_passages(done: Import, year: AcademicYear) -> dict[str, list[str]]:
    """Return the blocks of each marked passage of a draft, by requirement."""
    notice = parse_notice(f"notices/{year}.md", done.draft.encode())
    return {id_: [block.plain for block in notice.blocks_of(passage)] for id_, passage in notice.passages.items()}


def make_word(paragraphs: str, **parts: str | bytes) -> bytes:
    """Return a Word document with these paragraphs (WordprocessingML); `parts` are further files, "/" written "__"."""
    names = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{paragraphs}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (names | {name.replace("__", "/"): content for name, content in parts.items()}).items():
            archive.writestr(name, content)
    return file.getvalue()


def word_paragraph(text: str, style: str = "", extra: str = "") -> str:
    """Return a paragraph of a Word document, with a style such as "Heading1"."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{look}{extra}</w:pPr>{run}</w:p>"


def visible(notice: Notice) -> tuple[list[str], dict[str, str]]:
    """Return the words that readers of a notice see, and the first words of each marked passage."""
    starts = {id_: notice.blocks[passage.start].plain[:40] for id_, passage in notice.passages.items()}
    return notice.text.split(), starts


def typeset(markup: str) -> bytes:
    """Return a PDF of Typst's markup, in the fonts that Typst brings."""
    pdf = typst.compile(markup.encode(), ignore_system_fonts=True, format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def as_html(notice: Notice) -> str:
    """Return the words of a notice as a plain web page, for another program to make a document of."""
    tags = {"item": "li", "paragraph": "p"}
    blocks = []
    for kind, group in groupby(notice.blocks, key=lambda block: block.kind):
        written = "".join(
            f"<{tag}>{escape(block.plain)}</{tag}>"
            for block in group
            for tag in [f"h{block.level}" if kind == "heading" else tags[kind]]
        )
        blocks.append(f"<ul>{written}</ul>" if kind == "item" else written)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>{"".join(blocks)}</body></html>'
    )
