"""The guide for another school, followed as it stands in docs/ from an empty folder to a site and to an update."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT
from tests.releases import School, change_program, make_program, release
from tests.workflows import set_up

GUIDE = ROOT / "docs" / "use-this-for-another-school.md"
ANOTHER = ROOT / "tests" / "fixtures" / "another_school"
HOME = (ROOT / "docs" / "theme" / "templates" / "home.html").read_text()
OWN = {
    "docs/theme/templates/home.html": HOME.replace("Which notice applies now?", "Our own question."),
    "docs/theme/static/print.css": "/* Our own style. */\n",
    "notices/synonyms.toml": 'synonym = [{ parents = ["third party"], notices = ["fictional helper"] }]\n',
    "notices/requirements.toml": '[[requirement]]\nid = "right-to-portability"\nadvice_only = false\n',
    "notices/plain_words.toml": "longest_sentence = 99\n",
}


def commands(heading: str) -> list[str]:
    """The commands of a section of the guide."""
    (section,) = [part for part in GUIDE.read_text().split("\n## ") if part.startswith(heading)]
    blocks = [block.split("\n```")[0] for block in section.split("```console\n")[1:]]
    return [line.removeprefix("$ ") for block in blocks for line in block.split("\n")]


def follow(school: School, heading: str) -> dict[str, str]:
    """Run the commands of a section, each in the folder that the last "cd" led to, and return what each printed."""
    printed = {}
    for command in commands(heading):
        if command.startswith("cd "):
            school.folder = (school.folder / command.removeprefix("cd ")).resolve()
        else:
            done = school.run("bash", "-c", command)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            printed[command.partition(" DIR")[0]] = done.stdout
    return printed


@dataclass
class Followed:
    """What came of the guide: the school's clone, what commands printed, and the site before the update."""

    school: School
    first: Path
    printed: dict[str, str] = field(default_factory=dict)
    wheels: list[bytes] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        """The site of the school's clone."""
        return self.school.folder / "build" / "site"

    def words(self) -> dict[str, str]:
        """Return the words of each version as its page has them, in HTML."""
        pages = {path.parent.name: path.read_text() for path in self.site.glob("versions/*/index.html")}
        found = {name: LexborHTMLParser(page).css_first("#notice-text") for name, page in pages.items()}
        return {name: element.html or "" for name, element in found.items() if element}


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """A school that followed the guide, published a notice, and moved to a later release with files of its own."""
    folder = tmp_path_factory.mktemp("releases")
    program = make_program(folder)
    set_up(program.folder)
    offer = program.folder / "build" / "release"
    school = School(program.folder, folder / "tools")
    done = Followed(school, folder / "our-school")
    done.printed |= follow(school, "1.")
    done.wheels = [(offer / "privacy_notices-1.0-py3-none-any.whl").read_bytes()]
    again = f"umask 077; exec {sys.executable} scripts/make_wheel.py {folder / 'again'}"
    assert program.run("bash", "-c", again, TZ="Asia/Tokyo").returncode == 0
    done.wheels.append((folder / "again" / "privacy_notices-1.0-py3-none-any.whl").read_bytes())
    done.printed |= follow(school, "2.")
    for file in ANOTHER.iterdir():
        shutil.copy2(file, school.folder / "notices")
    done.printed |= follow(school, "3.")
    school.commit("Publish a notice")

    school.run("git", "clone", "--quiet", ".", str(folder / "clone"))
    school.folder = folder / "clone"
    done.printed["make test in a clone"] = "\n".join(school.make("test"))
    done.before = done.words()
    for name, text in OWN.items():
        school.write(name, text)
    school.write("Makefile", (school.folder / "Makefile").read_text() + "# A remark of ours.\n")
    school.commit("Have files of our own")
    change_program(program)
    release(program, offer)
    done.printed |= follow(school, "5.")
    return done


def test_the_same_commit_gives_the_same_wheel_whose_metadata_name_the_law(followed: Followed) -> None:
    assert followed.wheels[0] == followed.wheels[1]
    said = followed.printed["make wheel"]
    assert "release 1.0 (law: 2026-09-30)" in said
    assert hashlib.sha256(followed.wheels[0]).hexdigest() in said
    metadata = followed.school.run(
        ".venv/bin/python", "-c", "import importlib.metadata as m; print(m.metadata('privacy-notices')['Summary'])"
    )
    assert metadata.stdout.endswith("(law: 2026-10-31)\n")


def test_the_wheel_has_all_of_the_theme_and_every_command(followed: Followed) -> None:
    names = zipfile.ZipFile(io.BytesIO(followed.wheels[0])).namelist()
    listed = subprocess.run(
        ["git", "ls-files", "docs/theme", "docs/locales", "scripts/*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    theme = [name for name in listed if name.startswith("docs/") and not name.startswith("docs/theme/search/")]
    wanted = {f"privacy_notices/shipped/{name}" for name in theme if not name.endswith(".cfg")}
    wanted |= {f"privacy_notices/{name}" for name in listed if name.startswith("scripts/") and name.count("/") == 1}
    assert wanted <= set(names)
    assert len(wanted) > 50


def test_a_school_has_its_notices_and_its_facts_and_little_else(followed: Followed) -> None:
    listed = followed.school.run("git", "-C", str(followed.first), "ls-files").stdout.split()
    assert sorted(listed) == [
        ".gitignore", "Makefile", "README.md", "conf.py", "notices/2025-26.md", "notices/2026-27.md",
        "notices/links.toml", "notices/redactions.toml", "notices/school.toml", "requirements.txt",
        "scripts/environment.sh",
    ]  # fmt: skip
    assert len((followed.first / "conf.py").read_text().splitlines()) == 3
    assert followed.school.run("git", "-C", str(followed.first), "status", "--porcelain").stdout == ""


def test_the_first_draft_asks_for_what_the_law_asks_of_such_a_school(followed: Followed) -> None:
    draft = (followed.first / "notices" / "2026-27.md").read_text()
    for asked in ("biometric-information", "educational-record", "learning-records-service", "withdraw-consent"):
        assert f"{{#{asked}}}\nTODO: " in draft
    assert "{#legitimate-interests}" not in draft
    assert "2 notices checked: 0 errors" in followed.printed["make check"]


def test_a_fresh_clone_tests_its_own_notices_without_npm(followed: Followed) -> None:
    assert not (followed.school.tools / "npm").exists()
    assert "1 version, none with a difference." in followed.printed["make test in a clone"]
    assert "Fernleigh High School (fictional)" in (followed.site / "index.html").read_text()
    assert (followed.site / "docs" / "checks" / "index.html").exists()
    assert "--color-school: #7a1f3d" in (followed.site / "_static" / "school.css").read_text()
    assert (followed.site / "_static" / "search" / "engine.js").exists()
    assert (followed.site / "versions" / "2025-26.1.pdf").exists()


def test_no_trace_of_the_first_school_is_on_its_site(followed: Followed) -> None:
    facts = tomllib.loads((ROOT / "notices" / "school.toml").read_text())
    named = [entry["value"] for fact in ("name", "responsible", "local_authority") for entry in facts[fact]]
    traces = [*named, facts["office_email"].split("@")[1], "Hutchinson", "Uttoxeter", "Checkley", "Burton Mail"]
    files = {path.relative_to(followed.site): path for path in followed.site.rglob("*") if path.is_file()}
    words = {name: path.read_bytes().lower() for name, path in files.items()}
    assert [(name, trace) for name, text in words.items() for trace in traces if trace.lower().encode() in text] == []
    # Guides, comments of scripts and the requirements name years in examples; no page that shows notices does.
    pages = {name: text for name, text in words.items() if name.parts[0] not in ("docs", "_static", "requirements")}
    assert [name for name, text in pages.items() if b"2016" in text] == []
    assert len(pages) > 40


def test_an_update_says_what_it_means_for_this_school(followed: Followed) -> None:
    said = followed.printed["make update"].splitlines()
    asks = "Say that the duty is fictional (Fictional Act 2026)"
    assert "1.0 (law: 2026-09-30) is now 1.1 (law: 2026-10-31). What is new is in docs/changelog.md." in said
    assert [line for line in said if "newly asked" in line] == [
        f"notices/2026-27.md: newly asked: {asks} {{#fictional-duty}}"
    ]
    (lacks,) = [line for line in said if line.startswith("Newly found: notices/2026-27.md")]
    assert "error: Say that the duty is fictional" in lacks
    assert "/privacy/" in next(line for line in said if line.startswith("Other words around the notices"))
    assert "Looks or behaves differently: notices.css." in said
    assert "Makefile was changed here, so it stays as it is; the new one is not in it." in said
    assert "notices/synonyms.toml is your own, and still wins over the program's." in said
    changelog = (followed.school.folder / "docs" / "changelog.md").read_text()
    assert "A fictional duty." in changelog


def test_the_monthly_pull_request_proposes_the_release_and_says_what_it_means(followed: Followed) -> None:
    (said,) = followed.school.make("propose-update")
    assert said == "Pull request 7 is opened: Use the newest release of the program."
    asked = [json.loads(line) for line in (followed.school.tools.parent / "asked.jsonl").read_text().splitlines()]
    (proposal,) = [body for method, path, body in asked if method == "POST" and path.endswith("/pulls")]
    assert "Fictional Act 2026" in proposal["body"]
    changed = followed.school.run("git", "-C", str(followed.first), "diff", "--name-only", "main", "update").stdout
    assert "requirements.txt" in changed.split()


def test_what_was_published_has_the_same_words_after_an_update(followed: Followed) -> None:
    assert "1 published version: the words of each are the same, byte for byte." in followed.printed["make update"]
    assert followed.before.keys() == {"2025-26.1"}
    assert followed.words() == followed.before


def test_files_of_the_school_win_over_those_of_the_program_one_by_one(followed: Followed) -> None:
    site, school = followed.site, followed.school
    assert "Our own question." in (site / "index.html").read_text()
    assert (site / "_static" / "print.css").read_text() == OWN["docs/theme/static/print.css"]
    synonyms = json.loads((site / "search.json").read_text())["synonyms"]
    assert [each["notices"] for each in synonyms if "third party" in each["parents"]] == [["fictional helper"]]
    assert len(synonyms) > 80
    draft = school.folder / "notices" / "2026-27.md"
    draft.write_text(draft.read_text().replace("{#right-to-portability}", ""))
    checked = school.run(".venv/bin/python", "-m", "privacy_notices.scripts.check_notices", "--format", "json")
    found = [each for each in json.loads(checked.stdout)["findings"] if each["rule"] == "right-to-portability"]
    assert [each["severity"] for each in found] == ["error"]


def test_an_update_that_was_interrupted_is_taken_up(followed: Followed) -> None:
    (followed.school.folder / "build" / "update" / "report.txt").unlink()
    begun, first, *said = followed.school.make("update")
    assert begun == "The update to release 1.1 (law: 2026-10-31) was begun before: now it ends."
    assert first in followed.printed["make update"].splitlines()
    assert "newly asked: Say that the duty is fictional" in "".join(said)


def test_the_newest_release_stays_and_there_is_nothing_to_propose(followed: Followed) -> None:
    assert followed.school.make("update") == ["This is the newest release: 1.1 (law: 2026-10-31)."]
    assert followed.school.make("propose-update") == ["There is nothing to propose: no newer release was found."]


def test_a_wheel_that_is_another_than_the_lock_says_is_not_installed(followed: Followed) -> None:
    lock = followed.school.folder / "requirements.txt"
    before = lock.read_text()
    lock.write_text(before[:-65] + "0" * 64 + "\n")
    refused = followed.school.run("make", "version")
    lock.write_text(before)
    assert refused.returncode == 2
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in refused.stderr
