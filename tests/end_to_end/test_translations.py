"""Translations of notices, through the real commands: shown, linked, checked, and never a version."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from privacy_notices.links.collect import collect
from privacy_notices.project import Project as Own
from tests.conftest import Project, copy_project, made_once
from tests.end_to_end.running import copied, run_script
from tests.fictional import commit, fictional_notice
from tests.fictional_translations import ARABIC, POLISH, YEAR, fictional_translation, write_translations

HERE = f"http://localhost:8000/notices/{YEAR}/"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a notice of two versions, in Polish (of the first) and in Arabic (of the second), built."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project")
        write_translations(project)
        project.build()

    return Project(made_once(tmp_path_factory, "translated", make) / "project")


def page(project: Project, place: str) -> LexborHTMLParser:
    return LexborHTMLParser((project.folder / "build" / "site" / place / "index.html").read_text(encoding="utf-8"))


def words(parser: LexborHTMLParser, selector: str) -> str:
    (node,) = parser.css(selector)
    return " ".join(node.text().split())


def checked(project: Project, *arguments: str) -> list[str]:
    """What the check says of translations, a line each."""
    code, said = run_script(project, "check_notices", *arguments)
    assert "Traceback" not in said
    assert code in (0, 1)
    return [line for line in said.splitlines() if ".md:" in line and line.count(".", 0, line.index(":")) == 2]


def test_a_translation_says_of_what_it_is_one_and_which_text_counts(translated: Project) -> None:
    polish, arabic = page(translated, f"notices/{YEAR}/pl"), page(translated, f"notices/{YEAR}/ar")
    status = words(polish, ".status")
    assert "A translation into Polish of the notice for 2026 to 2027" in status
    assert "Translated from version 1; version 2 is newer." in status
    assert "The English text is the one that counts: Read the notice in English" in status
    assert "Translated from version 2. It is here" in words(arabic, ".status")
    for parser, code, direction in ((polish, "pl", "ltr"), (arabic, "ar", "rtl")):
        (text,) = parser.css("#notice-text")
        assert (text.attributes["lang"], text.attributes["dir"]) == (code, direction)
        assert [html.attributes["lang"] for html in parser.css("html")] == ["en-GB"]
    assert "Przechowujemy je" in words(polish, "#retention")


def test_links_lead_both_ways_and_programs_see_them(translated: Project) -> None:
    expected = [("en-GB", HERE), ("ar", f"{HERE}ar/"), ("pl", f"{HERE}pl/")]
    for place in (f"notices/{YEAR}", f"notices/{YEAR}/pl", f"notices/{YEAR}/ar"):
        found = page(translated, place).css('link[rel="alternate"]')
        assert [(link.attributes["hreflang"], link.attributes["href"]) for link in found] == expected
    english = page(translated, f"notices/{YEAR}").css(".languages a")
    assert [(a.attributes["href"], a.attributes["hreflang"], a.text()) for a in english] == [
        ("ar/", "ar", "العربية (Arabic)"),
        ("pl/", "pl", "polski (Polish)"),
    ]
    back = page(translated, f"notices/{YEAR}/pl").css('.status a[hreflang="en-GB"]')
    assert [a.attributes["href"] for a in back] == [
        "../../../versions/2026-27.1/",
        "../../../versions/2026-27.2/",
        "../",
    ]
    assert page(translated, "").css(".languages a") != []
    assert page(translated, "notices/2016-17").css(".languages, link[rel='alternate']") == []
    assert f"<loc>{HERE}pl/</loc>" in (translated.folder / "build" / "site" / "sitemap.xml").read_text()


def test_a_translation_is_no_year_no_version_and_no_change(translated: Project) -> None:
    site = translated.folder / "build" / "site"
    versions = json.loads((site / "versions.json").read_text())
    assert [entry["version"] for entry in versions] == ["2016-17.1", "2026-27.1", "2026-27.2"]
    assert sorted(translated.git("tag").split()) == ["2016-17.1", "2026-27.1", "2026-27.2"]
    for place in ("history", "topics", "changes", "changes/2026-27.2"):
        said = words(page(translated, place), "article")
        assert "Polish" not in said
        assert "pl" not in said.split()
    assert "Zmy" not in (site / "feed.xml").read_text()
    verified = translated.run("python", "scripts/verify.py")
    assert (verified.returncode, "DIFFERS" in verified.stdout) == (0, False), verified.stdout


def test_the_search_has_its_words_with_their_language(translated: Project) -> None:
    data = json.loads((translated.folder / "build" / "site" / "search.json").read_text())
    assert data["years"] == [YEAR, "2016-17"]
    assert data["languages"] == {
        "ar": {"name": "Arabic", "direction": "rtl"},
        "pl": {"name": "Polish", "direction": "ltr"},
    }
    (found,) = [each for each in data["passages"] if "sekretariatu" in each.get("text", "")]
    assert (found["page"], found["language"], found["anchor"]) == (f"notices/{YEAR}/pl", "pl", "right-of-access")
    assert "answers" not in found


def test_pdf_copies_of_translations_have_their_language_and_all_words(translated: Project) -> None:
    site = translated.folder / "build" / "site"
    for language, body in (("pl", POLISH), ("ar", ARABIC)):
        reader = PdfReader(site / "notices" / YEAR / f"{language}.pdf")
        assert str(reader.root_object["/Lang"]).partition("-")[0] == language
        text = " ".join("".join(each.extract_text() for each in reader.pages).split())
        assert "The English text is the one that counts." in text
        if language == "pl":
            assert body.partition("dziecko")[0].splitlines()[-1] in text
    assert page(translated, f"notices/{YEAR}/ar").css('a[href="../ar.pdf"]') != []


@pytest.fixture
def project(translated: Project, tmp_path: Path) -> Project:
    return copied(translated.folder, tmp_path / "project")


def test_the_check_finds_nothing_wrong_but_that_one_is_older(project: Project) -> None:
    assert checked(project) == [
        "notices/2026-27.pl.md:2: warning: 2026-27.2 is newer than what this translates, and the page says so. "
        'Bring the words up to date, then write "translates: 2026-27.2". [translation]'
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "2026-27.1",
            "2026-27.7",
            "2: error: There is no version 2026-27.7 in English. Write one of these: 2026-27.1,",
        ),
        ("2026-27.1", "2026-27", "2: error: translates: write the version whose words this has, its school year and"),
        ("2026-27.1", "2025-26.1", '3: error: The file is called "2026-27.pl.md", and it translates 2025-26.1 into Po'),
        ("language: pl", "language: ua", '3: error: language: "ua" is no code of a language; write "language: uk" for'),
        ("language: pl", "language: Polish", '3: error: language: "Polish" is no code of a language; write "language'),
        ("language: pl", "language: xx", '3: error: language: "xx" is no code of a language; write it like "language:'),
        ("language: pl", "language: en", "3: error: language: the notice itself is in English; name the language"),
        ("language: pl", "language: cs", '3: error: The file is called "2026-27.pl.md", and it translates 2026-27.1 i'),
        ("translates: 2026-27.1\n", "", '1: error: The key "translates" is missing. Add a line like "translates: 2026'),
        ("published", "ready", "4: error: status: 'ready' is not a status. Write \"status: draft\" or"),
        ("status:", "revision: 1\nstatus:", '4: error: "revision" is not a key of the front matter.'),
        ("{#retention}\n", "", "7: error: 2026-27.1 in English has the mark {#retention} (How long is it kept?), and"),
        ("{#retention}", "{#retenton}", '21: error: "retenton" is not a requirement. Did you mean "retention"?'),
        ("{#retention}", "{#retention .answers-cctv}", "21: warning: 2026-27.1 in English has no mark {#cctv}."),
        ("# Zmy", "## Zmy", "1: error: The notice has no title. Write one below the front matter"),
        ("Przechowujemy je", "TODO", "22: error: Still to fill in: , dopóki dziecko"),
        ("Przechowujemy je", ":::{note}\nx\n:::\n", "22: warning: The site writes the title of this box in English."),
        ("Przechowujemy je", "<b>x</b>", "22: error: HTML cannot be used in a notice."),
    ],
)
def test_the_check_says_what_is_wrong_in_a_translation(project: Project, old: str, new: str, said: str) -> None:
    path = f"notices/{YEAR}.pl.md"
    text = (project.folder / path).read_text(encoding="utf-8")
    assert old in text
    project.write(path, text.replace(old, new, 1))
    lines = checked(project, path)
    assert any(line.startswith(f"{path}:{said}") for line in lines), lines


def test_no_rule_about_english_words_is_applied_to_it(project: Project) -> None:
    english = "The Data Protection Act 1998 and the DfES [name of school]. We utilise it:\n\n{#retention}"
    path = project.write(f"notices/{YEAR}.pl.md", fictional_translation(POLISH.replace("{#retention}", english), "pl"))
    (line,) = checked(project, str(path))
    assert "is newer" in line


def test_a_translation_of_a_draft_waits_for_it(project: Project) -> None:
    project.write("notices/2027-28.md", fictional_notice("2027-28", status="draft"))
    path = project.write("notices/2027-28.pl.md", fictional_translation(POLISH, "pl", "2027-28.1"))
    (line,) = checked(project, str(path))
    assert 'error: 2027-28.1 is not published in English. Write "status: draft" here until it is.' in line
    code, said = run_script(project, "build_site")
    assert code == 1
    assert "notices/2027-28.pl.md:2: There is no published version 2027-28.1, so nothing that this could trans" in said
    project.write("notices/2027-28.pl.md", fictional_translation(POLISH, "pl", "2027-28.1", "draft"))
    assert checked(project, str(path)) == []
    assert not (project.build(NOTICES_PDF="off") / "notices" / "2027-28").exists()
    preview = project.build(NOTICES_PDF="off", NOTICES_DRAFTS="on")
    shown = LexborHTMLParser((preview / "notices" / "2027-28" / "pl" / "index.html").read_text(encoding="utf-8"))
    assert words(shown, ".draft-mark") == "Draft: not published"
    assert shown.css('meta[name="robots"][content="noindex"]') != []
    assert "2027-28/pl" not in (preview / "sitemap.xml").read_text()


def test_without_the_english_file_it_leads_to_the_version(project: Project) -> None:
    (project.folder / "notices" / f"{YEAR}.md").unlink()
    project.build(NOTICES_PDF="off")
    links = page(project, f"notices/{YEAR}/pl").css('.status a[hreflang="en-GB"]')
    assert links[-1].attributes["href"] == "../../../versions/2026-27.1/"


def test_one_that_is_taken_away_or_a_draft_again_leaves_nothing_behind(project: Project) -> None:
    (project.folder / "notices" / f"{YEAR}.ar.md").unlink()
    project.write(f"notices/{YEAR}.pl.md", fictional_translation(POLISH, "pl", status="draft"))
    commit(project, "Take both away", 6)
    assert checked(project) != []
    site = project.build()
    assert sorted(path.name for path in (site / "notices" / YEAR).iterdir()) == ["index.html"]
    english = page(project, f"notices/{YEAR}")
    assert english.css('.languages, link[rel="alternate"]') == []
    assert "languages" not in json.loads((site / "search.json").read_text())


def test_a_language_whose_letters_no_font_has_is_shown_without_a_pdf_copy(project: Project) -> None:
    body = POLISH.replace("Zmyślona informacja", "虛構的通知")
    project.write(f"notices/{YEAR}.zh-Hant.md", fictional_translation(body, "zh-Hant", f"{YEAR}.2"))
    site = project.build()
    assert not (site / "notices" / YEAR / "zh-Hant.pdf").exists()
    assert "There is no PDF copy in this language" in words(page(project, f"notices/{YEAR}/zh-Hant"), "article")
    assert page(project, f"notices/{YEAR}/pl").css('.languages a[hreflang="zh-Hant"]') != []


def test_the_other_commands_leave_translations_alone(project: Project) -> None:
    code, said = run_script(project, "new_notice", "--year", "2027-28")
    assert code == 0, said
    assert said.startswith("notices/2027-28.md is a draft made from notices/2026-27.md.")
    places = collect(Own(project.folder), date(2026, 11, 23))["https://example.org/office"]
    shown = [(place.path, place.frozen) for place in places if "2026-27" in place.path]
    assert shown[1:3] == [("notices/2026-27.ar.md", False), ("notices/2026-27.pl.md", False)]
    later = collect(Own(project.folder), date(2027, 9, 1))["https://example.org/office"]
    assert all(place.frozen for place in later if "2026-27" in place.path)
    project.write(f"notices/{YEAR}.pl.md", fictional_translation(POLISH.replace("radzie", "gminie"), "pl"))
    before = project.git("rev-parse", "HEAD")
    commit(project, "Mend a word of the translation", 7)
    assert run_script(project, "make_tags")[0] == 0
    assert sorted(project.git("tag").split()) == ["2016-17.1", "2026-27.1", "2026-27.2"]
    code, said = run_script(project, "summarise_change", "--base", before)
    assert code == 0, said
    assert "The translation into Polish of the notice for 2026 to 2027 is shown to parents" in said
    assert "<del>radzie</del>" in said


def test_words_that_are_taken_back_are_taken_out_of_their_translation_too(project: Project) -> None:
    code, said = run_script(
        project, "retract", "2026-27.1", "--reason", "the wrong file was published", "--by", "the head"
    )
    assert code == 0, said
    folder = next(Path(line.split(": ", 1)[1]) for line in said.splitlines() if line.startswith("To be deleted"))
    states = [path.read_text() for path in (folder / "states").iterdir()]
    assert [state for state in states if "Przechowujemy" in state or "We keep it" in state] == []
    assert sum("translates: 2026-27.1" in state for state in states) == 1
    shutil.rmtree(folder)
    assert any("The words of 2026-27.1 were taken back. Delete this file too." in line for line in checked(project))
    assert not (project.build(NOTICES_PDF="off") / "notices" / YEAR / "pl").exists()
