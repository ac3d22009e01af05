"""The PDF copies: what they say, and what a screen reader and a validator find in them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category, name, normalize, unidata_version
from xml.etree import ElementTree as ET

import pikepdf
import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pypdf.generic import Destination

from privacy_notices.letters import code_point, without_font
from privacy_notices.site.pdf.typesetting import Typesetter
from tests.conftest import ROOT, Project, site_of
from tests.fictional import BODY, commit, fictional_notice
from tests.letters import HEADER, LISTED, printable, ranges
from tests.site.test_history import VERSIONS, links
from tests.site.test_pages import ORIGINAL, XHTML, by_id, parse, words
from tests.verapdf import why_missing

YEARS = ["2016-17", "2017-18", "2019-20"]
BOTTOM_MARGIN = 25 / 25.4 * 72  # points
RICH = """
1. One
   - inner `code`
   - two

   A second paragraph of the item.
2. Two

> A quotation, *emphasised* and **bold**, with é, “quotes”, ½, Łódź and the office's final ffi.

| Who | Why |
|---|---|
| The council | [The law](https://example.org/law) |

:::{note}
A box.
:::

Ask [the office](mailto:office@example.org), or see <https://example.org/a>.
"""


@cache
def typesetter() -> Typesetter:
    return Typesetter(ROOT / "docs" / "theme" / "pdf.typ", ROOT / "node_modules" / ".fonts")


def a_copy(text: str) -> dict[str, object]:
    """What a copy says, for a text of one paragraph."""
    said = dict.fromkeys(["title", "school", "published", "status", "removed", "address", "history", "sha256"], "Words")
    return said | {"lang": "en", "region": "GB", "dir": "ltr", "unprinted": [], "links": [], "body": [["p", {}, text]]}


@pytest.fixture(scope="module")
def rich_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project with a notice that uses all that a notice may, of more than one page."""

    def write(project: Project) -> None:
        project.write("notices/2017-18.md", fictional_notice("2017-18", body=BODY + RICH * 4))
        commit(project, "Publish 2017-18", 2)

    return site_of(tmp_path_factory, "rich-site", write)


def text_of(pdf: pypdf.PdfReader) -> tuple[str, list[str]]:
    """Return the text of all pages and the footer of each, without spaces and bullets."""
    body, footers = "", []
    for page in pdf.pages:
        pieces: dict[bool, str] = {True: "", False: ""}

        def sort(text: str, cm: list[float], tm: list[float], *font: object, into: dict[bool, str] = pieces) -> None:
            height = tm[5] * cm[3] + cm[5]
            into[height < BOTTOM_MARGIN] += text

        page.extract_text(visitor_text=sort)
        body += pieces[False]
        footers.append("".join(pieces[True].split()))
    return "".join(body.replace("•", "").split()), footers


def test_a_copy_has_every_word_of_the_notice_in_order(site: Path) -> None:
    issued = ORIGINAL.replace("<", " ").replace(">", " ").split()
    text, _ = text_of(pypdf.PdfReader(site / "notices" / "2016-17.pdf"))
    assert "".join(word for word in issued if word != "-") in text


@pytest.mark.parametrize("name", VERSIONS)
def test_every_version_has_a_copy_with_the_words_of_its_page(history_site: Path, name: str) -> None:
    page = by_id(parse(history_site / "versions" / name / "index.html"), "notice-text")
    text, _ = text_of(pypdf.PdfReader(history_site / "versions" / f"{name}.pdf"))
    assert "".join(words(page)) in text


def test_every_page_of_a_copy_says_where_it_is_kept_and_of_which_bytes_it_was_made(rich_site: Path) -> None:
    versions = json.loads((rich_site / "versions.json").read_text())
    for version in versions:
        assert version["pdf_url"] == f"/versions/{version['version']}.pdf"
        _, footers = text_of(pypdf.PdfReader(rich_site / version["pdf_url"].removeprefix("/")))
        for number, footer in enumerate(footers, 1):
            assert f"Page{number}of{len(footers)}" in footer
            assert f"SHA-256ofthesource:{version['sha256']}" in footer
            assert f"http://localhost:8000/versions/{version['version']}/" in footer
    assert len(footers) > 1
    assert versions[0]["sha256"] == hashlib.sha256((ROOT / "notices" / "2016-17.md").read_bytes()).hexdigest()


def test_what_a_copy_says_of_itself_stays_true(history_site: Path) -> None:
    text, _ = text_of(pypdf.PdfReader(history_site / "versions" / "2017-18.1.pdf"))
    assert "Itcovers1September2017to31August2018,unlessalaterversionreplaceditsooner." in text
    assert "Whichnoticeappliedonadate:http://localhost:8000/history/" in text
    for passing in ("inforce", "Pastnotice", "latest"):
        assert passing not in text


@pytest.mark.parametrize("year", YEARS)
def test_the_copy_of_a_year_is_the_copy_of_its_latest_version(history_site: Path, year: str) -> None:
    latest = [name for name in VERSIONS if name.startswith(year)][-1]
    copies = [history_site / "notices" / f"{year}.pdf", history_site / "versions" / f"{latest}.pdf"]
    assert copies[0].read_bytes() == copies[1].read_bytes()


def test_a_copy_has_a_title_a_language_tags_and_bookmarks(site: Path) -> None:
    file = site / "versions" / "2016-17.1.pdf"
    with pikepdf.open(file) as pdf:
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.MarkInfo.Marked == True  # noqa: E712 - pikepdf's boolean
        assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    reader = pypdf.PdfReader(file)
    assert reader.metadata
    assert reader.metadata.title == "Privacy notice 2016 to 2017, version 1"
    page = by_id(parse(site / "notices" / "2016-17" / "index.html"), "notice-text")
    headings = [" ".join(words(e)) for e in page.iter() if re.fullmatch(f"{XHTML}h[1-6]", e.tag)]
    assert headings[-1] == "Teachers2Parents"
    assert titles(reader.outline) == headings


def titles(outline: list[Destination | list]) -> list[str]:  # type: ignore[type-arg]
    """Return the titles of bookmarks and of those below them."""
    found = []
    for entry in outline:
        found += titles(entry) if isinstance(entry, list) else [str(entry.title)]
    return found


def test_a_link_can_be_followed_and_its_address_can_be_read_on_paper(rich_site: Path) -> None:
    reader = pypdf.PdfReader(rich_site / "versions" / "2017-18.1.pdf")
    links = [entry.get_object() for page in reader.pages for entry in page.get("/Annots", [])]
    assert {"https://example.org/law", "mailto:office@example.org"} <= {link["/A"]["/URI"] for link in links}
    assert all(link["/Contents"].split()[-1] == link["/A"]["/URI"].removeprefix("mailto:") for link in links)
    text, _ = text_of(reader)
    assert "Thelaw:https://example.org/law" in text
    assert "theoffice:office@example.org" in text
    assert "https://example.org/a:" not in text, "its words are its address"


def test_every_letter_of_a_copy_is_in_a_font_inside_it(rich_site: Path) -> None:
    reader = pypdf.PdfReader(rich_site / "versions" / "2017-18.1.pdf")
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert len(fonts) > 1
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        assert (
            "/FontFile2" in descendant.get_object()["/FontDescriptor"] or "/FontFile3" in descendant["/FontDescriptor"]
        )


def test_nothing_is_printed_outside_the_margins_however_long_a_word_is() -> None:
    text = f"{'Donau' * 40} https://example.org/{'b' * 80}?x=1&y={'é' * 90}"
    copy = a_copy(text) | {"address": "http://localhost:8000/", "sha256": "0" * 64}
    pdf, _ = typesetter().typeset(Path("a.pdf"), copy, "0" * 64)
    pages = list(extract_pages(io.BytesIO(pdf)))
    boxes = [box.bbox for page in pages for box in page]
    margin = 20 / 25.4 * 72
    assert min(left for left, *_ in boxes) > margin - 3, "the frame around the status is there"
    assert max(right for _, _, right, _ in boxes) < pages[0].width - margin + 3
    assert text.replace(" ", "") in text_of(pypdf.PdfReader(io.BytesIO(pdf)))[0]


def test_notices_and_versions_link_to_their_copy_and_the_sitemap_does_not(history_site: Path) -> None:
    pages = [f"notices/{year}" for year in YEARS] + [f"versions/{name}" for name in VERSIONS]
    for page in pages:
        assert f"../{page.rpartition('/')[2]}.pdf" in links(parse(history_site / page / "index.html"))
        assert (history_site / f"{page}.pdf").is_file()
    assert len(list(history_site.rglob("*.pdf"))) == len(pages)
    places = [element.text or "" for element in ET.parse(history_site / "sitemap.xml").iter()]
    assert not [place for place in places if "pdf" in place]


def test_verapdf_finds_no_broken_rule_of_pdf_ua(site: Path, history_site: Path, rich_site: Path) -> None:
    copies = [site / "versions" / "2016-17.1.pdf", rich_site / "versions" / "2017-18.1.pdf"]
    copies += [history_site / "versions" / f"{name}.pdf" for name in VERSIONS]
    assert validated(copies) == {str(copy): [] for copy in copies}


def test_verapdf_tells_a_copy_without_tags(site: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(site / "versions" / "2016-17.1.pdf") as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(spoilt)
    (broken,) = validated([spoilt]).values()
    assert any(rule.startswith("7.1-") for rule in broken)


def validated(copies: list[Path]) -> dict[str, list[str]]:
    """Have veraPDF look at the files; where it cannot be run, CI fails and everybody else sees a skip."""
    missing = why_missing()
    if missing:
        assert os.environ.get("CI") != "true", missing
        pytest.skip(missing)
    command = [sys.executable, "-m", "tests.verapdf", *map(str, copies)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    found: dict[str, list[str]] = json.loads(result.stdout)
    return found


def test_the_list_of_letters_is_what_the_fonts_print() -> None:
    # Of a font's letters, a newer Python knows those of a newer Unicode too.
    known = [code for code in printable(ROOT / "node_modules" / ".fonts") if is_old_or_listed(code)]
    assert LISTED.read_text(encoding="ascii") == HEADER + ranges(known), "run: python -m tests.letters"


def is_old_or_listed(code: int) -> bool:
    """Whether the oldest Python knows a letter; of the others that only says something there."""
    return unidata_version == "14.0.0" or not without_font(chr(code))


#: Letters that are drawn as nothing, so they are not missed (Unicode's Default_Ignorable_Code_Point): Hangul fillers.
DRAWN_AS_NOTHING = "\u115f\u1160\u3164\uffa0"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@example(DRAWN_AS_NOTHING)
def test_any_text_whatever_can_be_set(text: str) -> None:
    pdf, remarks = typesetter().typeset(Path("a.pdf"), a_copy(text), "0" * 64)
    assert pdf.startswith(b"%PDF")
    drawn = [sign for sign in without_font(text) if category(sign)[0] in "LNPS" and sign not in DRAWN_AS_NOTHING]
    assert {code_point(sign) for sign in drawn} <= set(re.findall(r"U\+[0-9A-F]+", " ".join(remarks)))


def test_all_letters_that_are_listed_are_printed_and_can_be_copied() -> None:
    sample = "".join(chr(code) for code in printable(ROOT / "node_modules" / ".fonts") if chr(code).isalpha())
    # An Arabic letter is drawn in parts, and named beside them (ActualText), which pypdf does not read.
    sample = "".join(letter for letter in sample if not name(letter).startswith("ARABIC"))
    pdf, remarks = typesetter().typeset(Path("a.pdf"), a_copy(" ".join(sample)), "0" * 64)
    assert remarks == []
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert set(normalize("NFD", sample)) - set(normalize("NFD", text)) == set()


def test_words_that_cannot_be_laid_out_are_all_in_the_copy_line_by_line() -> None:
    body: list[Any] = ["The innermost words."]
    for depth in range(60):
        body = [["blockquote", {}, ["p", {}, f"Words at depth {depth}."], *body]]
    pdf, remarks = typesetter().typeset(Path("a.pdf"), a_copy("Words.") | {"body": body}, "0" * 64)
    assert [remark.partition(" (")[0] for remark in remarks] == ["it has the words without their layout"]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert all(f"Words at depth {depth}." in text for depth in range(60))
    assert "The innermost words." in text
