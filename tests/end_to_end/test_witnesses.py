"""Witnesses that saw the versions before notice another history: origin's tags, and the last published list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.conftest import Project
from tests.end_to_end.running import copied, run_script
from tests.fictional import commit, fictional_notice

WITNESSES = "check_witnesses"
Entries = list[dict[str, Any]]


@pytest.fixture
def project(begun: Path, tmp_path: Path) -> Project:
    return copied(begun, tmp_path / "project")


def settle(project: Project, address: str) -> None:
    """Write the address of the site into school.toml."""
    file = project.folder / "notices" / "school.toml"
    file.write_text(file.read_text().replace("http://localhost:8000/", address))


def kept_list(project: Project, alter: Callable[[Entries], object] = lambda entries: None) -> str:
    """Keep a copy of the list of versions, altered, and return where it is."""
    entries = json.loads((project.folder / "build" / "site" / "versions.json").read_text())
    alter(entries)
    return str(project.write("kept.json", json.dumps(entries)))


def test_without_witnesses_it_is_said_that_there_are_none(project: Project) -> None:
    settle(project, "http://127.0.0.1:9/")
    exit_, said = run_script(project, WITNESSES)
    assert exit_ == 0
    assert said.startswith(
        "There is no origin, so its tags are no witness.\nThe last published list of versions could not"
    )


def test_what_was_kept_and_is_the_same_is_no_fault_nor_are_new_versions(project: Project) -> None:
    kept = kept_list(project)
    project.write("notices/2020-21.md", fictional_notice("2020-21"))
    project.write("notices/2015-16.md", fictional_notice("2015-16"))
    commit(project, "Publish a later and a much earlier notice", 10)
    exit_, said = run_script(project, WITNESSES, "--against", kept)
    assert (exit_, said.splitlines()[-1]) == (0, f"Versions published before: 5 ({kept}).")


def test_a_list_of_an_older_program_has_no_chain_to_contradict(project: Project) -> None:
    kept = kept_list(project, lambda entries: [entry.pop("previous") for entry in entries])
    assert run_script(project, WITNESSES, "--against", kept)[0] == 0


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("sha256", "the SHA-256 of its file was x and is "),
        ("commit", "its commit was x and is "),
        ("published_at", "the time at which it was published here was x and is 2026-01-05T12:00:00+00:00"),
        ("previous", "what was published before it (the field previous) was x and is "),
    ],
)
def test_what_was_published_otherwise_is_refused_by_name(project: Project, key: str, said: str) -> None:
    kept = kept_list(project, lambda entries: entries[2].update({key: "x"}))
    exit_, message = run_script(project, WITNESSES, "--against", kept)
    assert exit_ == 2
    assert message.startswith(f"Version 2017-18.2: {said}")
    assert message.splitlines()[-1].startswith("Nothing was published.")


def test_a_missing_version_is_refused_by_name_unless_it_is_confirmed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = kept_list(project)
    project.git("reset", "--quiet", "--hard", "HEAD^")
    exit_, said = run_script(project, WITNESSES, "--against", kept)
    assert exit_ == 2
    assert said.startswith(f"Version 2019-20.2: it was published, and is missing from this history ({kept}).")
    monkeypatch.setenv("NOTICES_DROP", "2019-20.2")
    assert run_script(project, WITNESSES, "--against", kept)[0] == 0


@pytest.mark.parametrize(("text", "said"), [("<p>", "is no list of versions"), (None, "there is no such file")])
def test_what_is_no_list_is_told(project: Project, text: str | None, said: str) -> None:
    if text:
        project.write("kept.json", text)
    exit_, message = run_script(project, WITNESSES, "--against", str(project.folder / "kept.json"))
    assert (exit_, said in message, len(message.splitlines())) == (2, True, 1)


def send_to_origin(project: Project) -> None:
    origin = project.folder.parent / "origin.git"
    project.git("init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    project.git("remote", "add", "origin", str(origin))
    project.git("push", "--quiet", "--tags", "origin", "main")


def fresh_clone(project: Project) -> Project:
    """Return a clone without tags, which makes its own."""
    folder = project.folder.parent / "clone"
    project.git("clone", "--quiet", "--no-tags", str(project.folder.parent / "origin.git"), str(folder))
    clone = Project(folder)
    settle(clone, "http://127.0.0.1:9/")
    assert run_script(clone, "make_tags")[0] == 0
    return clone


def test_a_foxtrot_merge_is_seen_by_the_tags_of_origin(project: Project) -> None:
    send_to_origin(project)
    assert run_script(fresh_clone(project), WITNESSES) == (
        0,
        "Tags of versions at origin: 5.\n"
        "The last published list of versions could not be asked for: "
        "http://127.0.0.1:9/versions.json cannot be reached: [Errno 111] Connection refused.\n",
    )
    published = project.git("rev-parse", "HEAD")
    # Somebody commits on an old main and pulls: the merge has their commit as its first parent.
    project.git("reset", "--quiet", "--hard", "HEAD^")
    project.write("docs/links.md", "# Links\n")
    commit(project, "Something else", 10)
    project.git("merge", "--quiet", "--no-ff", "--message=Merge main into main", published)
    project.git("push", "--quiet", "origin", "main")
    (project.folder.parent / "clone").rename(project.folder.parent / "before")
    clone = fresh_clone(project)
    exit_, said = run_script(clone, WITNESSES)
    assert exit_ == 2
    assert said.startswith(f"Version 2019-20.2: origin's tag names the commit {published}, and this history ")


def test_a_version_of_which_origin_has_the_tag_cannot_go_missing(project: Project) -> None:
    send_to_origin(project)
    project.git("push", "--quiet", "--force", "origin", "HEAD^:main")
    exit_, said = run_script(fresh_clone(project), WITNESSES)
    assert exit_ == 2
    assert said.startswith("Version 2019-20.2: origin has its tag, and it is missing from this history.")


class _Site(BaseHTTPRequestHandler):
    """A site whose list of versions is as the test says."""

    answer: tuple[int, bytes] = (404, b"")

    def do_GET(self) -> None:
        self.send_response(self.answer[0])
        self.end_headers()
        self.wfile.write(self.answer[1])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def published(project: Project) -> Iterator[Callable[[int, bytes], None]]:
    """Says what the site at the school's address, on loopback, answers."""
    handler = type("Handler", (_Site,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settle(project, f"http://127.0.0.1:{server.server_port}/")

    def say(status: int, body: bytes) -> None:
        handler.answer = (status, body)  # type: ignore[attr-defined]

    yield say
    server.shutdown()
    server.server_close()


def test_the_list_that_the_site_shows_is_asked_for(project: Project, published: Callable[[int, bytes], None]) -> None:
    shown = (project.folder / "build" / "site" / "versions.json").read_bytes()
    for status, body, exit_, said in (
        (200, shown, 0, "Versions published before: 5 (http://127.0.0.1:"),
        (404, b"", 0, "versions.json is not there yet, so it is no witness."),
        (200, shown.replace(b"2019-20.2", b"2019-20.3"), 2, "Version 2019-20.3: it was published, and is missing"),
        (503, b"", 2, "versions.json answers 503. Try again later."),
        (200, b"<h1>Welcome", 2, "versions.json is no list of versions"),
    ):
        published(status, body)
        came = run_script(project, WITNESSES)
        assert (came[0], said in came[1]) == (exit_, True), came
