"""The site's own words in another language: a catalogue that is made here, in no real language, reaches the pages."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT, Project, copy_project
from tests.fictional import fictional_notice, write_history
from tests.fictional_translations import YEAR, write_translations
from tests.spoken import spoken

#: A language that Sphinx and Babel know; the words of the catalogue are none of it, but English between brackets.
LANGUAGE = "eo"
CATALOGUE = f"docs/locales/{LANGUAGE}/LC_MESSAGES/sphinx.po"
KEPT = re.compile(r"%\(\w+\)s|<[^>]*>|%%")
TRANSLATED = re.compile("⟦[^⟦⟧]*⟧")
#: What is in no catalogue, and why: what is found there is left out before the words of a page are read.
NOT_TRANSLATED = {
    "#notice-text, .as-issued, .address": "words and links of notices",
    "title, .in-words, .findings h3, .findings li, .status-past p, .status-draft p": "made in Python",
    ".languages a": "names of languages",
    "#suggestions li, .questions a, .questions-folded a, .matrix a, .matrix .group": "questions of requirements.toml",
    ".law-changes li, .topic-year .ours": "laws in requirements.toml",
}
#: Days, years and versions, which Python names; the school; the remarks of staff on their fictional notices.
DATA = re.compile(
    r"\d{1,2} [A-Z][a-z]+( \d{4})?|\d{4} to \d{4}| to |, version \d|Hutchinson Memorial CE \(A\) First School"
    r"|office@hutchinson.staffs.sch.uk|The right of access comes first|(We keep it for t|T)wo years, not one"
)
#: Pages of most kinds of template, of which the notice of 2017-18 has two versions. The headings of two are data.
PLACES = {
    "": "h1, h1 + p",
    "topics/retention": "h1",
    **dict.fromkeys(["history", "topics", "changes", "search", "privacy", "notices/2017-18", "notices/2027-28"], ""),
}


class Translated(NamedTuple):
    project: Project
    catalogue: Catalog
    site: Path

    def page(self, place: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.site / place / "index.html").read_text(encoding="utf-8"))


def make_words(project: Project) -> Catalog:
    """Run `make words` with this environment's Python, and return the catalogue that it leaves."""
    tools = Path(sys.executable).parent
    (project.folder / ".venv").mkdir(exist_ok=True)
    (project.folder / ".venv" / "site").touch()
    made = project.run("make", "words", "IN=eo", f"BIN={tools}", "--assume-old=.venv/site", MAKEFLAGS="", MAKELEVEL="0")
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.splitlines()[-1].endswith(f"to be translated in {CATALOGUE}.")
    return read_po(BytesIO((project.folder / CATALOGUE).read_bytes()))


def between_brackets(text: str) -> str:
    """Return the text as another language would have it: its words changed, and what stands in their places kept."""
    parts, kept = KEPT.split(text), [*KEPT.findall(text), ""]
    return "".join((f"⟦{part}⟧" if part.strip() else part) + place for part, place in zip(parts, kept, strict=True))


def translate(catalogue: Catalog) -> None:
    """Give every message of the catalogue, and each of its plurals, a translation."""
    for message in catalogue:
        if message.pluralizable:
            message.string = tuple(between_brackets(form) for form in message.id)
        elif message.id:
            message.string = between_brackets(str(message.id))


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Translated:
    """A preview of several years, with a draft and translations of a notice, in the language of brackets."""
    project = copy_project(tmp_path_factory.mktemp("words") / "project")
    write_history(project)
    write_translations(project)
    project.write("notices/2027-28.md", fictional_notice("2027-28", status="draft"))
    catalogue = make_words(project)
    translate(catalogue)
    written = BytesIO()
    write_po(written, catalogue)
    (project.folder / CATALOGUE).write_bytes(written.getvalue())
    settings = project.folder / "conf.py"
    settings.write_text(settings.read_text() + f'\nlanguage = "{LANGUAGE}"\n')
    return Translated(project, catalogue, project.build(NOTICES_DRAFTS="on", NOTICES_PDF="off"))


def bare_words(page: LexborHTMLParser, data: str) -> set[str]:
    """Return what a page says in English, without what NOT_TRANSLATED, DATA and the selector `data` leave out."""
    for node in page.css(", ".join(filter(None, [*NOT_TRANSLATED, data]))):
        node.decompose()
    texts = [DATA.sub("", TRANSLATED.sub("", text)) for text in spoken(page)]
    return {" ".join(text.split()) for text in texts if any(letter.isalpha() for letter in text)}


def test_a_catalogue_reaches_the_pages_and_the_notices_stay_in_english(translated: Translated) -> None:
    english, polish = translated.page(f"notices/{YEAR}"), translated.page(f"notices/{YEAR}/pl")
    assert [html.attributes["lang"] for html in english.css("html")] == [LANGUAGE]
    assert [link.text() for link in english.css(".mobile-header nav a")][:2] == [
        "⟦Privacy notices⟧",
        "⟦Search the notices⟧",
    ]
    (status,) = polish.css(".status")
    assert "⟦Translated from ⟧⟦version ⟧1⟦; ⟧⟦version ⟧2⟦ is newer.⟧" in " ".join(status.text().split())
    assert "⟦There is no page at this address." in (translated.site / "404.html").read_text(encoding="utf-8")
    (text,) = english.css("#notice-text")
    assert text.attributes["lang"] == "en-GB"
    assert "We use what we hold to teach your child" in text.text()
    assert "⟦" not in text.text()


def test_a_catalogue_has_a_form_for_one_and_a_form_for_several(translated: Translated) -> None:
    (summary,) = translated.page("notices/2017-18").css(".questions-folded summary")
    assert summary.text() == "⟦In this notice: ⟧6⟦ questions⟧"
    message = translated.catalogue.get("In this notice: %(count)s question")
    assert message
    assert message.string == ("⟦In this notice: ⟧%(count)s⟦ question⟧", "⟦In this notice: ⟧%(count)s⟦ questions⟧")


@pytest.mark.parametrize("place", PLACES)
def test_all_that_a_page_says_is_in_the_catalogue_or_has_a_reason_not_to_be(translated: Translated, place: str) -> None:
    page = translated.page(place)
    assert len(TRANSLATED.findall(page.html or "")) > 20
    assert bare_words(page, PLACES[place]) == set()


def test_collecting_the_words_again_keeps_what_was_translated(translated: Translated) -> None:
    again = make_words(translated.project)
    kept = {message.id: message.string for message in translated.catalogue if message.id}
    assert len(kept) > 200
    assert {message.id: message.string for message in again if message.id} == kept


def test_no_catalogue_is_shipped_and_the_templates_are_read_without_a_fault(project: Project) -> None:
    assert [path.name for path in (ROOT / "docs" / "locales").rglob("*") if path.is_file()] == ["babel.cfg"]
    words = {str(message.id) for message in make_words(project) if message.id}
    assert {"Skip to content", "Read the notice in English", "Back to the school's website"} <= words
    assert not any("{{" in each or "{%" in each for each in words)
