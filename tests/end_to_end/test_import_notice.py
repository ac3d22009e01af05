"""The import through its real command and through make, from other folders, with good files and bad ones."""

import json
import re
import shutil
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from privacy_notices.notices.reading import read_notice
from tests.conftest import ROOT, Project
from tests.importing import FOLDER, as_html, make_word, visible, word_paragraph

OLD = FOLDER / "first-tuned" / "03-first-school-2019.txt"
OWN_SHELL = {"MAKEFLAGS": "", "MAKELEVEL": "0"}


def make_import(project: Project, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run "make import" with the environment that the tests run in, which is not set up again."""
    given = [f"{name}={value}" for name, value in variables.items()]
    return project.run("make", "-o", ".venv/site", f"BIN={Path(sys.executable).parent}", "import", *given, **OWN_SHELL)


def test_make_import_writes_a_draft_that_the_checks_accept_but_for_what_is_missing(project: Project) -> None:
    shutil.copy(OLD, project.folder / "old $notice (2).txt")
    result = make_import(project, FILE="old $$notice (2).txt", YEAR="2019-20")
    assert result.returncode == 0, result.stderr
    assert "Answered, as far as can be told: controller-identity, " in result.stdout
    assert "[suggested-mark]" in result.stdout
    draft = project.folder / "notices" / "2019-20.md"
    assert result.stdout.splitlines()[-1].startswith("Written: notices/2019-20.md. ")
    notice = read_notice(draft)
    assert notice.meta.status == "draft"
    assert notice.text.split() == OLD.read_text(encoding="utf-8").replace("\n- ", "\n").split()
    checked = json.loads(project.run("python", "scripts/check_notices.py", str(draft), "--format", "json").stdout)
    assert {finding["rule"] for finding in checked["findings"]} == {
        "right-to-portability",
        "review-cycle",
        "changes-told",
    }
    again = make_import(project, FILE=str(OLD), YEAR="2019-20")
    assert again.returncode == 2
    assert "notices/2019-20.md is there already. Nothing is overwritten" in again.stderr


def unmarked(project: Project) -> str:
    """Return what was made of a file, without the marks that the import suggests."""
    draft = (project.folder / "notices" / "2018-19.md").read_text(encoding="utf-8")
    return re.sub(r"(?m)^\{.*\n", "", draft.partition("status: draft\n---\n\n")[2])


def told(report: str) -> dict[str, str]:
    """Return what was left out, and where it stood, as a report says."""
    return dict(re.findall(r'Left out: "(.*)", from (.*)\. \[import\]', report))


MARKDOWN = """---
author: the office
---
# Privacy notice

## Why we hold it {.lead}

We use it to *teach* your child,
and [to keep it safe](https://example.org/safe "our policy").

* names
* ~~photographs~~ <!-- ask the head --> pictures
"""
PASTED = """-----Original Message-----
From: The office <office@example.org>
Sent: 3 September 2018
To: All parents
Subject: Privacy

> Privacy notice
>
> We use what we hold of your child to teach it, to keep it safe and
> to tell the Department for Education what it must be told.
>
> We hold:
> * names
> * what you tell us about the health of your child, as long as it is at
>   our school
>
> 1. Ask us.
> 2. Complain.
> --
> The office, a fictional school
"""


@pytest.mark.parametrize(
    ("name", "content", "draft", "left_out"),
    [
        ("old.md", MARKDOWN,
         "# Privacy notice\n\n## Why we hold it \\{.lead\\}\n\nWe use it to *teach* your child, "
         "and [to keep it safe](https://example.org/safe).\n\n- names\n- pictures\n",
         {"author: the office": "the settings at the top of the file", "our policy": "the title of a link or a picture",
          "photographs": "struck-out text", "ask the head": "a comment"}),
        ("old.txt", PASTED,
         "# Privacy notice\n\nWe use what we hold of your child to teach it, to keep it safe and to tell the "
         "Department for Education what it must be told.\n\nWe hold:\n\n- names\n- what you tell us about the health "
         "of your child, as long as it is at our school\n1. Ask us.\n2. Complain.\n",
         {"-----Original Message-----": "the line above a quoted e-mail",
          "From: The office <office@example.org> Sent: 3 September 2018 To: All parents Subject: Privacy":
          "the header lines of an e-mail", "-- The office, a fictional school": "the signature of an e-mail"}),
    ],
)  # fmt: skip
def test_markdown_and_what_was_pasted_from_an_email_become_drafts_and_what_is_no_notice_is_listed(
    project: Project, name: str, content: str, draft: str, left_out: dict[str, str]
) -> None:
    project.write(name, content)
    result = make_import(project, FILE=name, YEAR="2018-19")
    assert result.returncode == 0, result.stderr
    assert "error: Missing" not in result.stdout
    assert unmarked(project) == draft
    assert told(result.stdout) == left_out


def test_a_saved_email_becomes_a_draft_of_its_page(project: Project) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Büro <office@example.org>", "Privacy"
    message.set_content("Privacy notice\n\nWe hold names – and <https://example.org> more.\n")
    page = "<html><body><h1>Privacy notice</h1><p>We hold <b>names</b> – and more.</p></body></html>"
    message.add_alternative(page, subtype="html", charset="windows-1252")
    message.add_attachment(b"GIF8", "image", "gif", filename="crest.gif")
    (project.folder / "old.eml").write_bytes(message.as_bytes())
    result = make_import(project, FILE="old.eml", YEAR="2018-19")
    assert result.returncode == 0, result.stderr
    assert unmarked(project) == "# Privacy notice\n\nWe hold **names** – and more.\n"
    assert told(result.stdout) == {
        "From: Büro <office@example.org>": "the header lines of an e-mail",
        "Subject: Privacy": "the header lines of an e-mail",
        "crest.gif": "the name of an attachment",
        "<https://example.org>": "the copy of the e-mail as plain text",
    }


def test_make_import_without_a_file_says_how_to_name_one(project: Project) -> None:
    for variables in ({}, {"FILE": "x.docx"}, {"YEAR": "2018-19"}):
        result = make_import(project, **variables)
        assert result.returncode == 2
        assert result.stdout == "Name the file and its school year: make import FILE=old.docx YEAR=2018-19\n"


def test_the_json_report_has_its_four_keys_and_writes_nothing(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(OLD, elsewhere / "old.txt")
    command = [sys.executable, str(project.folder / "scripts" / "import_notice.py"), "old.txt", "--year", "2016-17"]
    before = (project.folder / "notices" / "2016-17.md").read_bytes()
    result = subprocess.run([*command, "--report", "json"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    report = json.loads(result.stdout)
    assert list(report) == ["present", "missing", "not_expected", "findings"]
    assert {"controller-identity", "purposes", "retention"} <= set(report["present"])
    assert report["missing"] == [{"id": "educational-record", "force": "guidance"}]
    assert {"retention", "dpo-contact"} <= set(report["not_expected"])
    assert all(set(each) == {"path", "line", "rule", "severity", "message", "source"} for each in report["findings"])
    assert (project.folder / "notices" / "2016-17.md").read_bytes() == before
    assert project.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("file", "year", "message"),
    [
        ("none.docx", "2018-19", "none.docx: there is no such file. Look at its name and folder."),
        ("notices", "2018-19", "notices: it is a folder. Name the file in it."),
        ("empty.pdf", "2018-19", "empty.pdf: the file is empty. Look whether it was saved."),
        ("macros.docx", "2018-19", "macros.docx: the document holds macros (programs)."),
        ("Makefile", "2018-19", 'Makefile: the type "none" cannot be imported.'),
        (str(OLD), "2027-28", "2027-28 has not begun: name the school year"),
        (str(OLD), "2018-20", "'2018-20' is not one academic year"),
        (str(OLD), "last year", "'last year' is not an academic year: write it like 2016-17"),
        (str(OLD), "2016-17", "notices/2016-17.md is there already."),
    ],
)
def test_a_bad_file_or_year_is_one_line_and_nothing_is_written(
    project: Project, file: str, year: str, message: str
) -> None:
    project.write("empty.pdf", "")
    macros = make_word(word_paragraph("Words"), **{"word__vbaProject.bin": b"x"})
    (project.folder / "macros.docx").write_bytes(macros)
    before = project.git("status", "--porcelain")
    result = project.run("python", "scripts/import_notice.py", file, "--year", year)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert project.git("status", "--porcelain") == before


@pytest.fixture(scope="session")
def office() -> str:
    """Return the program of LibreOffice, or skip the test."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    return program


def convert(office: str, source: Path, wanted: str, *options: str) -> None:
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [office, profile, "--headless", *options, "--convert-to", wanted, "--outdir", str(source.parent)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def by_office(office: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the notice of 2016-17 as "old.docx", as LibreOffice makes it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "old.html").write_text(as_html(read_notice(ROOT / "notices" / "2016-17.md")), encoding="utf-8")
    convert(office, folder / "old.html", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    return folder


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("docx", ""), ("pdf", "pdf"), ("doc", "doc:MS Word 97"), ("odt", "odt:writer8"), ("rtf", "rtf:Rich Text Format")],
)
def test_what_libreoffice_makes_of_the_notice_of_2016_17_comes_back_with_its_words_and_marks(
    project: Project, office: str, by_office: Path, kind: str, wanted: str
) -> None:
    if wanted:
        convert(office, by_office / "old.docx", wanted)
    result = project.run("python", "scripts/import_notice.py", str(by_office / f"old.{kind}"), "--year", "2015-16")
    assert result.returncode == 0, result.stderr
    held = read_notice(ROOT / "notices" / "2016-17.md")
    assert visible(read_notice(project.folder / "notices" / "2015-16.md")) == visible(held)


def test_without_libreoffice_an_old_kind_of_file_is_one_line_that_says_how_to_save_it(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "old.rtf").write_bytes(b"{\\rtf1 Words}")
    result = project.run("python", "scripts/import_notice.py", str(tmp_path / "old.rtf"), "--year", "2015-16", PATH="")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.endswith(
        'a file of the type ".rtf" needs LibreOffice, which is not installed here. Open the file in Word, save it as '
        ".docx, and import that.\n"
    )


@pytest.mark.parametrize(("name", "content"), [("old.doc", b"\xd0\xcf\x11\xe0 damaged"), ("old.odt", b"")])
def test_a_damaged_file_of_an_old_kind_is_one_line(
    project: Project, tmp_path: Path, office: str, name: str, content: bytes
) -> None:
    """Nothing of LibreOffice is left running or lying about."""
    broken = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text and no more"
    (tmp_path / name).write_bytes(content or broken)
    result = project.run("python", "scripts/import_notice.py", str(tmp_path / name), "--year", "2015-16")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1), result.stderr
    assert "LibreOffice cannot open it" in result.stderr
