"""What tests share: copies of this project as real git repositories, and the site built from one.

Of all that `notices/` contains, the tests of the program see the notice of 2016-17 only, so that nothing that staff
write makes them fail. test_drafts.py checks the drafts.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings

from privacy_notices import project as own
from privacy_notices.checks import Rulebook, load_rulebook
from tests import forking

# How long an example takes depends on the machine, and on what else it does.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")


ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)
#: The files that take longest, which are begun first so that no worker is still at one when the others have ended.
LONGEST = (
    "browser/test_every_page.py",
    "end_to_end/test_workflows.py",
    "end_to_end/test_build_site.py",
    "end_to_end/test_set_up.py",
    "unit/test_importing.py",
    "browser/test_search.py",
    "end_to_end/test_check_links.py",
    "end_to_end/test_verify.py",
    "unit/test_importing_words.py",
    "end_to_end/test_pdf.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take two workers a core: half of the tests' time is waiting for servers, locks and processes."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; each is one worker's, so that its tests share what they set up."""

    def place(item: pytest.Item) -> int:
        file = f"{item.path.parent.name}/{item.path.name}"
        return LONGEST.index(file) if file in LONGEST else len(LONGEST)

    items.sort(key=place)


class Project:
    """A copy of this project in a git repository of its own, whose real commands can be run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "node_modules").exists():  # What npm installed is ignored by git.
            (folder / "node_modules").symlink_to(ROOT / "node_modules")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project's folder; `python` is the one that the tests run on."""
        everything = {**os.environ, "NOTICES_TODAY": TODAY.isoformat(), **environment}
        if forking.can_fork(command, self.folder, environment):
            return forking.run(self.folder, command, everything)
        program = [sys.executable if word == "python" else word for word in command]
        return subprocess.run(program, cwd=self.folder, env=everything, capture_output=True, text=True, check=False)

    def git(self, *arguments: str, **environment: str) -> str:
        """Run git, which has to succeed."""
        result = self.run("git", *arguments, **environment)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def write(self, path: str, text: str) -> Path:
        """Write a file of the project."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def build(self, **environment: str) -> Path:
        """Build the site with the real command and return its folder."""
        result = self.run("python", "scripts/build_site.py", **environment)
        assert result.returncode == 0, result.stdout + result.stderr
        return self.folder / "build" / "site"


@cache
def files_to_copy() -> list[str]:
    """Return what `copy_project` copies."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    names = [name for name in listed if name and not name.startswith("tests/") and (ROOT / name).is_file()]
    others = [name for name in names if name.startswith("notices/2") and name != "notices/2016-17.md"]
    return [name for name in names if name not in others or not name.endswith(".md")]


def copy_project(folder: Path) -> Project:
    """Copy what git knows of this project, or would take, into a new repository with one commit.

    Of the notices only that of 2016-17 comes along, so that nothing that staff write fails a test of the program.
    """
    for name in files_to_copy():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    folder.mkdir(exist_ok=True)
    project = Project(folder)
    project.git("init", "--quiet", "--initial-branch=main", "--template=")
    with (folder / ".git" / "config").open("a") as config:
        config.write("[user]\n\tname = Tests\n\temail = tests@example.org\n")
    project.git("add", "--all")
    day = "2026-01-01T12:00:00+00:00"
    message = "--message=The project as it is"
    project.git("commit", "--quiet", message, GIT_COMMITTER_DATE=day, GIT_AUTHOR_DATE=day)
    return project


@contextmanager
def started(project: Project, *command: str, **pipes: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start a script of the project, which runs no longer than the block, also where that fails."""
    with subprocess.Popen([sys.executable, *command], cwd=project.folder, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of this project in a git repository of its own."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The project's own requirements and school, on a fixed day, without a history."""
    return load_rulebook(own.Project(ROOT), TODAY, with_history=False)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this name in which `make` has made something, once for all of pytest-xdist's workers."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            folder.mkdir()
            make(folder)
            (folder / "made").touch()
    return folder


def site_of(factory: pytest.TempPathFactory, name: str, write: Callable[[Project], object], **environment: str) -> Path:
    """Return the site of a copy of this project into which `write` has written, built once for all workers."""

    def build(folder: Path) -> None:
        project = copy_project(folder / "project")
        write(project)
        project.build(**environment)

    return made_once(factory, name, build) / "project" / "build" / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built from this project's own notices."""
    return site_of(tmp_path_factory, "own-site", lambda project: None)


@pytest.fixture(scope="session")
def history_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project with five versions of three years, four of them fictional."""
    from tests.fictional import write_history

    return site_of(tmp_path_factory, "history-site", write_history)


@pytest.fixture(scope="session")
def decade_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of eleven years: the notice of 2016-17 and ten fictional ones, the last of them in force."""
    from tests.fictional import commit
    from tests.fictional_decade import fictional_decade

    def write(project: Project) -> None:
        for year, text in fictional_decade():
            project.write(f"notices/{year}.md", text)
        commit(project, "Publish ten fictional notices", 2)

    return site_of(tmp_path_factory, "decade-site", write)


class _QuietHandler(SimpleHTTPRequestHandler):
    headers_to_send: tuple[tuple[str, str], ...] = ()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass

    def end_headers(self) -> None:
        for name, value in self.headers_to_send:
            self.send_header(name, value)
        super().end_headers()


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Print what went wrong, unless it is that a browser hung up in the middle of a file."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def headers_of(folder: Path) -> dict[str, str]:
    """What the site's file `_headers` asks its host to send with every address."""
    where, *lines = (folder / "_headers").read_text().splitlines()
    assert where == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serves folders over HTTP on loopback; called with a folder, it returns the address.

    With `with_headers=True` it does what a host does that reads the site's `_headers`.
    """
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, *, with_headers: bool = False) -> str:
        headers = tuple(headers_of(folder).items()) if with_headers else ()
        handler = type("Handler", (_QuietHandler,), {"headers_to_send": headers})
        server = _QuietServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
