"""The site's own words in another language: a catalogue that is made here, in no real language, reaches the pages."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT, Project
from tests.fictional_translations import YEAR, write_translations

#: A language that Sphinx and Babel know; the words of the catalogue are none of it, but English between brackets.
LANGUAGE = "eo"
CATALOGUE = f"docs/locales/{LANGUAGE}/LC_MESSAGES/sphinx.po"
KEPT = re.compile(r"%\(\w+\)s|<[^>]*>|%%")


def make_words(project: Project) -> Catalog:
    """Run `make words` with this environment's Python, and return the catalogue that it leaves."""
    tools = Path(sys.executable).parent
    made = project.run("make", "words", "IN=eo", f"BIN={tools}", "--assume-old=.venv/site", MAKEFLAGS="")
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.splitlines()[-1].endswith(f"to be translated in {CATALOGUE}.")
    return read_po(BytesIO((project.folder / CATALOGUE).read_bytes()))


def between_brackets(text: str) -> str:
    """Return the text as another language would have it: its words changed, and what stands in their places kept."""
    parts, kept = KEPT.split(text), [*KEPT.findall(text), ""]
    return "".join((f"[{part}]" if part.strip() else part) + place for part, place in zip(parts, kept, strict=True))


@pytest.fixture
def stamped(project: Project) -> Project:
    (project.folder / ".venv").mkdir(exist_ok=True)
    (project.folder / ".venv" / "site").touch()
    return project


def test_a_catalogue_reaches_the_pages_and_the_notices_stay_in_english(stamped: Project) -> None:
    write_translations(stamped)
    catalogue = make_words(stamped)
    assert len([message for message in catalogue if message.id]) > 60
    for message in catalogue:
        if message.id:
            message.string = between_brackets(str(message.id))
    written = BytesIO()
    write_po(written, catalogue)
    (stamped.folder / CATALOGUE).write_bytes(written.getvalue())
    settings = stamped.folder / "conf.py"
    settings.write_text(settings.read_text() + f'\nlanguage = "{LANGUAGE}"\n')
    site = stamped.build()

    def page(place: str) -> LexborHTMLParser:
        return LexborHTMLParser((site / place / "index.html").read_text(encoding="utf-8"))

    english, polish = page(f"notices/{YEAR}"), page(f"notices/{YEAR}/pl")
    assert [html.attributes["lang"] for html in english.css("html")] == [LANGUAGE]
    assert [link.text() for link in english.css(".mobile-header nav a")][:2] == [
        "[Privacy notices]",
        "[Search the notices]",
    ]
    (status,) = polish.css(".status")
    assert "[Translated from ][version ]1[; ][version ]2[ is newer.]" in " ".join(status.text().split())
    assert "[There is no page at this address." in (site / "404.html").read_text(encoding="utf-8")
    assert "[It sets no cookies.]" in page("privacy").css("article")[0].text()
    (text,) = english.css("#notice-text")
    assert text.attributes["lang"] == "en-GB"
    assert "We use what we hold to teach your child" in text.text()
    assert "[" not in text.text()

    again = make_words(stamped)
    assert {message.id: message.string for message in again} == {message.id: message.string for message in catalogue}


def test_no_catalogue_is_shipped_and_the_templates_are_read_without_a_fault(stamped: Project) -> None:
    assert [path.name for path in (ROOT / "docs" / "locales").rglob("*") if path.is_file()] == ["babel.cfg"]
    words = {str(message.id) for message in make_words(stamped) if message.id}
    assert {"Skip to content", "Read the notice in English", "Back to the school's website"} <= words
    assert not any("{{" in each or "{%" in each for each in words)
