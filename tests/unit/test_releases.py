"""Where releases are, what a school's repository is made of, and how its own data are laid over ours."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from privacy_notices.data_files import laid_over
from privacy_notices.errors import BadValueError, CannotBeginError, CannotFindError, DataFileError, StateError
from privacy_notices.law.requirements import load_requirements
from privacy_notices.law.school import address_fault
from privacy_notices.project import Project, Switches
from privacy_notices.releases.first_draft import Facts, parse_facts, school_file
from privacy_notices.releases.meaning import Seen, meaning
from privacy_notices.releases.release import Offer, Release, fetch, lock_line, offered, place_of
from privacy_notices.releases.school import Source, new_school, programs_files
from privacy_notices.releases.update import end
from privacy_notices.site.search import load_synonyms
from privacy_notices.years import AcademicYear
from tests.conftest import ROOT
from tests.workflows import read_workflow

YEAR = AcademicYear(2026)
GITHUB = "https://github.com/example/program"
RELEASE = Release(version="1.10", law=date(2026, 9, 30), commit="0123456789" * 4)
OFFER = Offer(**RELEASE.model_dump(), wheel="privacy_notices-1.10-py3-none-any.whl", sha256="ab" * 32)


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.py")), ids=lambda path: path.stem)
def test_a_command_finds_its_project_also_from_a_wheel(script: Path) -> None:
    text = script.read_text()
    assert "__file__" not in text.replace("Project.of(__file__)", ""), "write: Project.of(__file__)"


def test_a_release_is_later_by_its_numbers_not_its_letters() -> None:
    assert RELEASE.order > Release(version="1.9", law=date(2026, 9, 30)).order


@pytest.mark.parametrize("place", [GITHUB, "/srv/our releases", "https://example.org/releases"])
def test_a_lock_file_says_where_newer_releases_are(place: str) -> None:
    line = lock_line(place, OFFER)
    assert line.endswith(f"/{OFFER.wheel} --hash=sha256:{OFFER.sha256}\n")
    assert place_of(f"aiohttp==1\n{line}") == place


def test_the_wheel_of_a_release_on_github_has_a_fixed_address() -> None:
    assert f"{GITHUB}/releases/download/v1.10/{OFFER.wheel} " in lock_line(f"{GITHUB}.git", OFFER)


def test_the_programs_own_lock_file_is_not_a_schools() -> None:
    with pytest.raises(CannotFindError, match="Updates are for the repository of a school"):
        place_of((ROOT / "requirements.txt").read_text())


def test_what_offers_no_release_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CannotFindError, match=r"offers no release: there is no release\.json"):
        offered(str(tmp_path))
    offer = json.loads(OFFER.model_dump_json())
    for content, said in (("[", "Invalid JSON"), (json.dumps(offer | {"wheel": "../../evil.whl"}), "wheel: ")):
        (tmp_path / "release.json").write_text(content)
        with pytest.raises(DataFileError, match=said):
            offered(str(tmp_path))


def test_a_wheel_that_is_missing_or_another_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(CannotFindError, match="is not there"):
        fetch(str(tmp_path), OFFER, tmp_path / "new")
    (tmp_path / OFFER.wheel).write_bytes(b"another")
    with pytest.raises(CannotFindError, match="is another file than the release says"):
        fetch(str(tmp_path), OFFER, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_schools_workflows_call_ours_of_the_same_release_with_the_rights_that_they_ask_for(tmp_path: Path) -> None:
    files = programs_files(Source(ROOT, GITHUB, RELEASE))
    workflows = {name: text for name, text in files.items() if name.startswith(".github/workflows/")}
    assert {Path(name).stem for name in workflows} == {"check", "links", "new-notice", "publish", "update"}
    for name, text in workflows.items():
        (tmp_path / Path(name).name).write_text(text)
        (job,) = yaml.safe_load(text)["jobs"].values()
        assert job["uses"] == f"example/program/{name}@{RELEASE.commit}"
        assert f"@{RELEASE.commit} # v1.10\n" in text
        called = read_workflow(Path(name).stem)
        assert "workflow_call" in called[True]
        asked = [pair for each in called["jobs"].values() for pair in each["permissions"].items()]
        assert all(job["permissions"].get(what) in (level, "write") for what, level in asked)
    lint = [str(Path(sys.executable).with_name("jactionlint")), "--shellcheck=", *map(str, tmp_path.glob("*.yml"))]
    linted = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_a_school_that_is_not_from_github_has_the_commands_and_no_workflows() -> None:
    files = programs_files(Source(ROOT, "/srv/releases", RELEASE))
    assert files.keys() == {"Makefile", "scripts/environment.sh"}
    assert "scripts/build_site.py" not in files["Makefile"]
    assert "node_modules" not in files["Makefile"]


def test_what_is_not_known_of_a_school_is_left_to_write_and_keeps_it_from_being_published() -> None:
    template = (ROOT / "scripts" / "school" / "school.toml").read_text()
    facts = Facts(dated=parse_facts("kind=academy oldest_pupils_age=11 cctv=true"))
    text = school_file(template, facts, YEAR)
    assert 'value = "TODO: the name of the school"' in text
    assert "#   cctv" not in text
    assert "#   photos" in text
    school = facts.school(YEAR)
    assert (school.kind[0].value, school.oldest_pupils_age[0].value, school.cctv[0].value) == ("academy", 11, True)
    published = school.model_copy(update={"site_url": "https://example.org/"})
    assert address_fault(published, "") == '"TODO@school.invalid" is still to be written.'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("biometrics", '"biometrics" has no value; write it like biometrics=true'),
        ("fingerprints=true", '"fingerprints" is no fact; there are name, kind, '),
        ("kind=grammar", "FACTS: kind: Input should be 'maintained'"),
    ],
)
def test_a_fact_that_is_none_is_named(written: str, said: str) -> None:
    with pytest.raises(BadValueError, match=said):
        Facts(dated=parse_facts(written)).school(YEAR)


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("of people")
    with pytest.raises(CannotBeginError, match="is not empty"):
        new_school(tmp_path, str(tmp_path), Facts(), YEAR)
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


def test_a_schools_entry_changes_the_keys_that_it_has_and_keeps_our_others() -> None:
    ours: dict[str, Any] = {"a": 1, "list": [{"id": "x", "one": 1, "two": 2}, {"id": "y"}], "table": {"k": 1, "l": 2}}
    own: dict[str, Any] = {"a": 2, "list": [{"id": "z"}, {"id": "x", "two": 3}], "table": {"l": 3}}
    assert laid_over(ours, own, {"list": "id"}) == {
        "a": 2,
        "list": [{"id": "x", "one": 1, "two": 3}, {"id": "y"}, {"id": "z"}],
        "table": {"k": 1, "l": 3},
    }


@pytest.mark.parametrize("own", ["requirement = 1", "requirement = [1]", '[[requirement]]\nid = "a"\ntitle = "A"'])
def test_a_file_of_the_school_that_is_wrong_is_refused_and_named(tmp_path: Path, own: str) -> None:
    (tmp_path / "requirements.toml").write_text(own)
    with pytest.raises(DataFileError, match=str(tmp_path)):
        load_requirements([ROOT / "notices" / "requirements.toml", tmp_path / "requirements.toml"])


@pytest.mark.parametrize("own", ["synonym = 1", "synonym = [1]", "synonym = [{ parents = 1 }]", 'synonym = ["a"]'])
def test_synonyms_of_the_school_that_are_wrong_are_refused_and_named(tmp_path: Path, own: str) -> None:
    ours = ROOT / "notices"
    (tmp_path / "synonyms.toml").write_text(own)
    with pytest.raises(DataFileError, match=str(tmp_path)):
        load_synonyms(
            [ours / "synonyms.toml", tmp_path / "synonyms.toml"], load_requirements(ours / "requirements.toml")
        )


def test_a_release_that_would_change_the_words_of_a_version_is_not_to_be_published(tmp_path: Path) -> None:
    for name, words in (("old", "as issued"), ("new", "otherwise")):
        page = tmp_path / name / "versions" / "2025-26.1" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<body><div id="notice-text">{words}</div></body>')
    seen = Seen(asked={}, found={})
    said = list(meaning(seen, seen, tmp_path / "old", tmp_path / "new"))
    assert said[0] == "Nothing else is asked of your notices, and nothing else is found in them."
    assert said[-1].startswith("Do not publish this: the words of published versions would be different: /versions/")
    assert "cannot be told" in list(meaning(seen, seen, None, tmp_path / "new"))[-1]


def test_what_an_interrupted_update_left_is_refused_where_it_cannot_be_read(tmp_path: Path) -> None:
    begun = Project(tmp_path).update_begun
    begun.parent.mkdir(parents=True)
    begun.write_text("{")
    with pytest.raises(StateError, match="cannot be used"):
        list(end(Project(tmp_path), Switches(date(2026, 11, 25))))
