"""A fictional name is removed by the commands of docs/remove-a-name.md alone: nothing is left of it, all else stays."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Project, copy_project, made_once
from tests.end_to_end.running import copied, run_script
from tests.fictional import BODY, commit, fictional_notice

NAME = "Zebedee Quillfeather"
MARK = "[name removed]"
TOLD = "A name was removed on 23 November 2026."
NAMED = BODY.replace("To see what we hold", f"To see what we hold, ask {NAME} or")
#: The name stands in these versions, and in these alone.
REDACTED = ("2017-18.1", "2017-18.2")
MADE = {
    "make check": ("python", "scripts/check_notices.py", "notices"),
    "make site": ("python", "scripts/build_site.py"),
    "make verify": ("python", "scripts/verify.py"),
}
OF_HISTORY = ("removal", "published-changed", "published-withdrawn", "revision-number", "template-brackets")
WHY = ("--what", "a name", "--ground", "at the person's request", "--by", "the data protection officer")


def prepare(folder: Path) -> None:
    """Publish four versions with an origin; the name is in two, in a draft, a fixture, a message and another branch."""
    project = copy_project(folder / "project")
    project.write("notices/2017-18.md", fictional_notice("2017-18", body=NAMED, status="draft"))
    commit(project, f"Draft for {NAME}", 2)
    project.write("notices/2017-18.md", fictional_notice("2017-18", body=NAMED))
    project.write("docs/who.txt", f"Fictional: {NAME.upper()} is asked, and so is {NAME}.\n")
    commit(project, "Publish 2017-18", 3)
    later = NAMED.replace("one year", "two years").replace(NAME, NAME.replace(" ", "\n"))
    keys = {"changes": f'"{NAME} answers you, and we keep it for two years."'}
    project.write("notices/2017-18.md", fictional_notice("2017-18", 2, later, **keys))
    commit(project, "Correct 2017-18", 4)
    project.write("notices/2019-20.md", fictional_notice("2019-20"))
    commit(project, "Publish 2019-20", 5)
    project.git("branch", "more", "HEAD^")
    project.build()
    project.git("init", "--quiet", "--bare", "--initial-branch=main", str(folder / "origin.git"))
    project.git("remote", "add", "origin", str(folder / "origin.git"))
    project.git("push", "--quiet", "--tags", "origin", "main", "more")
    project.git("branch", "--quiet", "--delete", "--force", "more")  # Only origin has it now, as in most clones.


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "named", prepare)


@pytest.fixture
def project(named: Path, tmp_path: Path) -> Project:
    shutil.copytree(named / "origin.git", tmp_path / "origin.git")
    project = copied(named / "project", tmp_path / "project")
    project.git("remote", "set-url", "origin", str(tmp_path / "origin.git"))
    return project


@pytest.fixture(scope="module")
def untouched(named: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy for what only refuses."""
    return copied(named / "project", tmp_path_factory.mktemp("untouched") / "project")


def redact(
    project: Project, words: str = NAME, versions: tuple[str, ...] = REDACTED, why: tuple[str, ...] = WHY
) -> str:
    file = project.folder.parent / "words"
    file.write_text(words)
    result = project.run("python", "scripts/redact.py", *why, "--words", str(file), "--", *versions)
    assert result.returncode == 0, result.stderr
    return result.stdout


def follow(project: Project, said: str) -> str:
    """Run each command that was printed, and return what they say."""
    told = ""
    for line in said.splitlines():
        if not line.startswith("  "):
            continue
        command = line.strip().replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        done = project.run(*MADE.get(command, ("sh", "-c", command)))
        if command == "make check":  # The fictional notices lack what the law asks for.
            assert not set(OF_HISTORY) & set(re.findall(r"\[([a-z-]+)\]$", done.stdout, re.MULTILINE)), done.stdout
        else:
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        told += done.stdout
    return told


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of a site with its text, a PDF copy's as a reader sees it."""
    for path in sorted(site.rglob("*")):
        if path.suffix == ".pdf":
            yield str(path.relative_to(site)), "".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.is_file():
            yield str(path.relative_to(site)), path.read_bytes().decode(errors="replace")


def holds_name(text: str) -> bool:
    return "quillfeather" in text.lower() or "zebedee" in text.lower()


def objects_of_a_fresh_clone(project: Project, folder: Path) -> bytes:
    project.git("clone", "--quiet", "--mirror", f"file://{project.folder.parent / 'origin.git'}", str(folder))
    command = "git cat-file --batch-all-objects --batch > ../objects; git for-each-ref >> ../objects"
    assert Project.run(project, "sh", "-c", f"cd {folder} && {command}").returncode == 0
    return (folder.parent / "objects").read_bytes()


def test_a_name_is_removed_from_start_to_end_and_all_else_stays(project: Project, tmp_path: Path) -> None:
    before = Path(shutil.copytree(project.folder / "build" / "site", tmp_path / "before"))
    assert sum(holds_name(text) for _, text in texts(before)) > 8
    said = redact(project, f"{NAME}\n{NAME.upper()}\n")
    assert not holds_name(said.replace("removed-from", ""))
    assert "in 3 places; nothing else is different" in said
    told = follow(project, said)
    assert told.strip().endswith("5 versions, none with a difference.") or "4 versions, none with a difference." in told

    after = project.folder / "build" / "site"
    assert [name for name, text in texts(after) if holds_name(text)] == []
    objects = objects_of_a_fresh_clone(project, tmp_path / "clone")
    assert b"commit" in objects
    assert not holds_name(objects.decode(errors="replace"))
    assert MARK.encode() in objects

    there = {path.relative_to(before) for path in before.rglob("*") if path.is_file()}
    assert there == {path.relative_to(after) for path in after.rglob("*") if path.is_file()}
    other = {str(path) for path in there if (before / path).read_bytes() != (after / path).read_bytes()}
    pages = {"versions/2017-18.1", "versions/2017-18.2", "notices/2017-18"}
    with_words = {
        "changes/2017-18.1",
        "changes/2017-18.2",
        "changes/2019-20.1",
        "changes",
        "history",
        "topics/right-of-access",
    }
    expected = {f"{name}/index.html" for name in pages | with_words} | {f"{name}.pdf" for name in pages}
    assert other == expected | {"search.json", "feed.xml", "versions.json"}
    for name in sorted(other - {"feed.xml", "versions.json"}):
        if not name.endswith(".pdf"):
            assert without_what_was_told((after / name).read_text()) == without_what_was_told(
                re.sub(NAME.replace(" ", r"\s"), MARK, (before / name).read_text())
            ), name

    then, now = (json.loads((site / "versions.json").read_text()) for site in (before, after))
    for old, new in zip(then, now, strict=True):
        is_redacted = old["version"] in REDACTED
        assert new["redacted"] == ("2026-11-23" if is_redacted else None)
        same = set(old) - {"commit", "previous", "redacted"} - ({"sha256", "summary"} if is_redacted else set())
        assert {key: old[key] for key in same} == {key: new[key] for key in same}
    assert (after / "feed.xml").read_text().count(TOLD) == 2
    assert TOLD in " ".join(dict(texts(after))["versions/2017-18.1.pdf"].split())
    for name in ("versions/2017-18.1", "notices/2017-18", "history"):
        assert TOLD in (after / name / "index.html").read_text()
    record = (project.folder / "notices" / "redactions.toml").read_text()
    assert not any(entry["sha256"] in record for entry in then)

    exit_, said = run_script(project, "check_witnesses", "--against", str(before / "versions.json"))
    assert exit_ == 0, said
    assert "Version 2017-18.2: words were removed from it, and nothing else is different." in said


def without_what_was_told(text: str) -> str:
    text = re.sub(rf"\n *<p>{TOLD} <a [^>]*>Why words are removed</a></p>", "", text).replace(f" {TOLD}", "")
    text = text.replace("as issued but for what was removed", "word for word as issued")
    return re.sub(r"\s+", " ", text)


def test_what_was_sealed_proves_what_was_removed(project: Project) -> None:
    follow(project, redact(project, f"{NAME}\n{NAME.upper()}\n"))
    sealed = project.folder.parent / "project-removed-from-2017-18.1"
    assert run_script(project, "redact_verify", "2017-18.2", str(sealed)) == (
        0,
        "2017-18.2: the commitment of 2026-11-23 fits, and but for 2 places the original is what is published.\n",
    )
    original = (sealed / "2017-18.2.md").read_text()
    for text, salt in ((original.replace(NAME, "Ermintrude Fudge"), None), (original, "00" * 32)):
        (sealed / "2017-18.2.md").write_text(text)
        if salt:
            (sealed / "2017-18.2.salt").write_text(salt)
        exit_, said = run_script(project, "redact_verify", "2017-18.2", str(sealed))
        assert (exit_, "are not those to which" in said) == (2, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the council", "the county council"),
        ("https://example.org/office", "https://example.org/other"),
        ("revision: 1\n", "revision: 1\nin_force_from: 2017-10-01\n"),
        ("answers you", "helps you"),
        ("our school", MARK + " school and whoever else asks for it"),
    ],
)
def test_another_change_beside_it_is_refused(project: Project, tmp_path: Path, old: str, new: str) -> None:
    before = Path(shutil.copytree(project.folder / "build" / "site", tmp_path / "before"))
    said = redact(project, f"{NAME}\n{NAME.upper()}\n")
    sealed = project.folder.parent / "project-removed-from-2017-18.1" / "replacements.txt"
    with sealed.open("a") as file:
        file.write(
            f"{old}==>{new}\n"
            if "\n" not in old
            else f"regex:revision: 1\\n==>{new.encode('unicode_escape').decode()}\n"
        )
    follow(project, "\n".join(line for line in said.splitlines() if line.startswith(("  git commit", "  .venv"))))
    exit_, said = run_script(project, "check_witnesses", "--against", str(before / "versions.json"))
    assert exit_ == 2
    assert "more is different than that words were removed" in said
    assert "Version 2017-18." in said


def test_the_page_that_parents_still_see_is_asked_and_has_to_be_there(
    project: Project, tmp_path: Path, serve: Callable[..., str]
) -> None:
    before = Path(shutil.copytree(project.folder / "build" / "site", tmp_path / "before"))
    said = redact(project, f"{NAME}\n{NAME.upper()}\n")
    follow(project, "\n".join(line for line in said.splitlines() if line.startswith(("  git commit", "  .venv"))))
    school = project.folder / "notices" / "school.toml"
    school.write_text(school.read_text().replace("http://localhost:8000/", f"{serve(before)}/"))
    exit_, said = run_script(project, "check_witnesses")
    assert (exit_, said.count("words were removed from it, and nothing else is different.")) == (0, 2)
    shutil.rmtree(before / "versions" / "2017-18.2")
    exit_, said = run_script(project, "check_witnesses")
    assert (exit_, said.count("nobody can see that only words were removed")) == (2, 1)


def test_a_change_of_a_version_that_the_record_does_not_name_is_refused(project: Project, tmp_path: Path) -> None:
    before = Path(shutil.copytree(project.folder / "build" / "site", tmp_path / "before"))
    said = redact(project, f"{NAME}\n{NAME.upper()}\n")
    follow(project, "\n".join(line for line in said.splitlines() if line.startswith(("  git commit", "  .venv"))))
    record = project.folder / "notices" / "redactions.toml"
    text = record.read_text()
    record.write_text(text[: text.rindex("[[redaction]]")])
    exit_, said = run_script(project, "check_witnesses", "--against", str(before / "versions.json"))
    assert exit_ == 2
    assert said.startswith("Version 2017-18.2: the SHA-256 of its file was ")


def test_a_record_without_the_rewriting_is_a_finding(project: Project) -> None:
    said = redact(project).splitlines()
    assert {"Will be changed: docs/who.txt", "Will be changed: notices/2017-18.md"} <= set(said)
    assert [line for line in said if line.startswith("Holds another spelling") and line.endswith(": docs/who.txt")]
    result = project.run("python", "scripts/check_notices.py", "notices")
    assert result.returncode == 1
    assert 'redactions.toml:1: error: 2017-18.1 is said to have "[name removed]", and has not.' in result.stdout


@pytest.mark.parametrize(
    ("words", "versions", "said"),
    [
        (NAME, ("2017-18.1",), 'Name all: VERSION="2017-18.1 2017-18.2"'),
        (NAME, ("2016-17.1",), "2016-17.1: this version does not hold the words."),
        (NAME, ("2015-16.1",), "2015-16.1: no such version."),
        (" \n", REDACTED, "There are no words to remove."),
        ("Ze", REDACTED, "Line 1 of the words is too short"),
        ("https://example.org/office", (*REDACTED, "2019-20.1"), "2017-18.1: without the words "),
        ("2017-18", REDACTED, "2017-18.1: without the words "),
        ("THE COMPANY\nteach your child", (*REDACTED, "2019-20.1"), "would still have what is on line 1 of the words"),
    ],
)
def test_what_cannot_be_removed_is_refused_in_a_line_and_nothing_is_written(
    untouched: Project, tmp_path: Path, words: str, versions: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "words"
    file.write_text(words)
    exit_, told = run_script(untouched, "redact", *WHY, "--words", str(file), "--", *versions)
    assert (exit_, len(told.splitlines())) == (2, 1)
    assert said in told
    assert untouched.git("status", "--porcelain") == ""
    assert not list(untouched.folder.parent.glob("*removed-from*"))


def test_a_version_is_taken_back_and_keeps_its_place(project: Project, tmp_path: Path) -> None:
    before = Path(shutil.copytree(project.folder / "build" / "site", tmp_path / "before"))
    why = ("--reason", "it held personal information", "--by", "the head teacher")
    result = project.run("python", "scripts/retract.py", *why, "--", "2017-18.2")
    assert result.returncode == 0, result.stderr
    assert "none with a difference" in follow(project, result.stdout)
    site = project.folder / "build" / "site"
    then, now = (json.loads((each / "versions.json").read_text()) for each in (before, site))
    for old, new in zip(then, now, strict=True):
        assert new["retracted"] == ("2026-11-23" if old["version"] == "2017-18.2" else None)
        keys = ("version", "in_force_from", "in_force_until", "published_at", "url", "changes_url", "pdf_url")
        assert [old[key] for key in keys] == [new[key] for key in keys]
    told = "Its words were taken out on 23 November 2026: it held personal information."
    shown = dict(texts(site))
    for name in ("versions/2017-18.2/index.html", "notices/2017-18/index.html", "history/index.html", "feed.xml"):
        assert told in shown[name]
    assert told in " ".join(shown["versions/2017-18.2.pdf"].split())
    gone = "two years after that"
    assert [name for name, text in texts(before) if gone in text]
    assert [name for name, text in shown.items() if gone in text] == []
    assert gone.encode() not in objects_of_a_fresh_clone(project, tmp_path / "clone")
    assert "2017-18" not in json.loads(shown["search.json"])["years"]
    assert "are not shown" in shown["topics/retention/index.html"]
    assert "there is nothing to compare" in shown["changes/2019-20.1/index.html"]
    exit_, said = run_script(project, "check_witnesses", "--against", str(before / "versions.json"))
    assert exit_ == 0, said
