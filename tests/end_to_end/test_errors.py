"""How commands end: a mistake of whoever runs one is one line, whatever it is; a fault of the program is none of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from privacy_notices import commands
from tests.conftest import TODAY, Project, started
from tests.end_to_end.running import copied, run_script

#: Is a file, and cannot be read by anybody, root included.
UNREADABLE = "/proc/self/mem"
LONG = "long" * 100


@pytest.fixture(scope="module")
def spoilt(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a file of each kind that no command can use."""
    project = copied(begun, tmp_path_factory.mktemp("spoilt") / "project")
    (project.folder / "folder").mkdir()
    project.write("latin.md", "x").write_bytes(b"---\nacademic_year: 2016-17\n---\n# Caf\xe9\n")
    project.write("report.json", "[]")
    project.write("file", "")
    project.write("urls", "mailto:office@example.org\n")
    return project


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTICES_TODAY", TODAY.isoformat())


def assert_one_line(outcome: tuple[int, str], *words: str) -> None:
    code, said = outcome
    assert code == 2, said
    assert said.count("\n") == 1, said
    assert "Error" not in said
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("compare 2016-17 nothing.md", "nothing.md: no such version, year or file"),
        ("compare 2016-17 folder", "folder: no such version, year or file"),
        ("compare 2016-17 latin.md", "latin.md: The file is not in UTF-8"),
        (f"compare 2016-17 {UNREADABLE}", f"{UNREADABLE}: cannot be read: Input/output error"),
        (f"compare {LONG} 2016-17", "cannot be read: File name too long"),
        ("check_notices nothing.md", "nothing.md: there is no such file"),
        ("check_notices folder", "folder: there is no notice in this folder"),
        (f"check_notices {UNREADABLE}", "cannot be read: Input/output error"),
        (f"check_notices {LONG}", "there is no such file"),
        ("check_notices --today yesterday", '--today: "yesterday" is not a day; write it like 2026-09-01'),
        ("check_links --urls nothing", "nothing: cannot be read: No such file"),
        ("check_links --urls folder", "folder: cannot be read: Is a directory"),
        ("check_links --urls latin.md", "latin.md: cannot be read: line 4 is not in UTF-8"),
        ("check_links --urls urls --state folder", "folder: cannot be written: Is a directory"),
        ("check_links --urls urls --state report.json", "report.json is no state of a link check"),
        ("check_links --urls urls --state file/state.json", "file/state.json: cannot be written: "),
        ("check_links --urls urls --output folder", "folder: cannot be written: Is a directory"),
        ("check_links --urls urls --output file/report.json", "file/report.json: cannot be written: "),
        ("check_links --urls urls --issue file/issue.md", "file/issue.md: cannot be written: "),
        ("check_links --urls urls --ca-file folder", "folder holds no certificate that can be read"),
        ("check_links --urls urls --ca-file urls", "urls holds no certificate that can be read"),
        ("check_links --urls urls --rate nan", "--rate takes the requests a second"),
        ("check_links --urls urls --govuk-origin http://[", "--govuk-origin takes an address"),
        ("check_links --changed-since nothing", 'git knows no commit "nothing"'),
        ("update_links nothing.json", "nothing.json: cannot be read: No such file"),
        ("update_links folder", "folder: cannot be read: Is a directory"),
        ("update_links report.json", "report.json is no report of check_links.py"),
        ("verify --site folder", "folder has no versions.json"),
        ("verify --site http://[/", "cannot be reached"),
        ("check_witnesses --against folder", "folder: there is no such file"),
        (f"check_witnesses --against {UNREADABLE}", "cannot be read"),
        ("check_witnesses --against report.json/x", "there is no such file"),
        ("import_notice folder --year 2018-19", "folder: it is a folder"),
        (f"import_notice {LONG} --year 2018-19", "cannot be read (File name too long)"),
        ("import_notice file --year 2018", "'2018' is not an academic year"),
        ("new_notice --year next", "'next' is not an academic year"),
        ("summarise_change --base nothing", 'git knows no commit "nothing"'),
        ("preview --port 65536", "--port takes a number from 1 to 65535"),
        ("preview --port -1", "--port takes a number from 1 to 65535"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_a_command_cannot_use_is_one_line_and_exit_2(spoilt: Project, command: str, words: str) -> None:
    assert_one_line(run_script(spoilt, *command.split()), words)


def in_the_place(name: str, content: bytes | None) -> Callable[[Project], None]:
    """Put a file, or a folder, in the place of what is there."""

    def spoil(project: Project) -> None:
        path = project.folder / name
        path.unlink(missing_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)

    return spoil


DATA = {
    "school": ("check_notices", "check_links", "check_address", "check_witnesses", "new_notice --year 2027-28"),
    "requirements": ("check_notices", "compare 2016-17 2017-18", "summarise_change --base HEAD"),
    "plain_words": ("check_notices", "new_notice --year 2027-28"),
    "redactions": ("check_notices", "verify", "redact_verify 2016-17.1 sealed"),
    "links": ("check_links --urls urls", "update_links urls", "new_notice --year 2027-28"),
}


@pytest.mark.parametrize(
    ("name", "command"), [(name, command) for name, commands in DATA.items() for command in commands]
)
def test_a_data_file_that_cannot_be_read_is_one_line(begun: Path, tmp_path: Path, name: str, command: str) -> None:
    project = copied(begun, tmp_path / "project")
    project.write("urls", "mailto:office@example.org\n")
    file = f"notices/{name}.toml"
    for content, words in ((None, "Is a directory"), (b"x = '\xff'", "line 1 is not in UTF-8"), (b"x", ": ")):
        if (project.folder / file).is_dir():
            (project.folder / file).rmdir()
        in_the_place(file, content)(project)
        assert_one_line(run_script(project, *command.split()), f"{name}.toml: ", words)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("build/site/versions.json", None, "versions.json: cannot be read: Is a directory"),
        ("build/.lock", None, ".lock: cannot be written: Is a directory"),
        ("build", b"", "build: cannot be written: File exists"),
    ],
)
def test_a_folder_that_cannot_be_built_into_is_one_line(
    begun: Path, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    project = copied(begun, tmp_path / "project")
    if name == "build":
        (project.folder / "build").rename(project.folder / "built")
    in_the_place(name, content)(project)
    assert_one_line(run_script(project, "build_site"), words)


def test_the_page_of_a_workflows_run_that_cannot_be_written_is_one_line(
    spoilt: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(spoilt.folder / "folder"))
    code, said = run_script(spoilt, "summarise_change", "--base", "HEAD")
    assert code == 2
    assert said.splitlines()[-1].endswith("folder: cannot be written: Is a directory")


SWITCHED = ("check_notices", "check_links", "new_notice --year 2027-28", "update_links report.json", "build_site")


@pytest.mark.parametrize("command", SWITCHED)
def test_a_switch_that_is_not_understood_is_one_line_in_every_command(
    spoilt: Project, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("NOTICES_TODAY", "tomorrow")
    assert_one_line(run_script(spoilt, *command.split()), 'NOTICES_TODAY: "tomorrow" is not a day')


def test_a_year_in_the_environment_that_is_none_is_one_line(spoilt: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEAR", "soon")
    assert_one_line(run_script(spoilt, "propose_notice"), "'soon' is not an academic year")


def test_a_fault_of_the_program_keeps_its_traceback_and_has_an_exit_code_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def main() -> int:
        return int("not a number")

    with pytest.raises(SystemExit) as end:
        commands.run(main)
    said = capsys.readouterr().err
    assert end.value.code == 4
    assert "Traceback" in said
    assert said.endswith("This is a fault of the program, not yours. Send these lines to whoever looks after it.\n")


def test_ctrl_c_ends_a_command_without_a_word(spoilt: Project) -> None:
    fifo = spoilt.folder / "fifo"
    os.mkfifo(fifo)
    with started(spoilt, "scripts/update_links.py", str(fifo), stderr=subprocess.PIPE) as running:
        while (writer := opened(fifo)) is None:
            assert running.poll() is None
            time.sleep(0.05)
        while not is_asleep(running.pid):
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]
        os.close(writer)
    assert (running.returncode, said) == (130, b"")


def is_asleep(pid: int) -> bool:
    """Whether a process waits in the system: only there does a signal end its reading; shortly before, it is lost."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("S")


def opened(fifo: Path) -> int | None:
    """Open a pipe for writing; None until somebody reads it, which is when the command waits for its end."""
    try:
        return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def test_a_reader_who_has_gone_ends_a_command_without_a_trace(spoilt: Project) -> None:
    command = ["scripts/compare.py", "2016-17", "2017-18"]
    with started(spoilt, *command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_the_name_of_a_file_that_no_encoding_has_is_printed_all_the_same(spoilt: Project) -> None:
    name = os.fsdecode(b"\xff.md")
    (spoilt.folder / name).write_text("")
    command = [sys.executable, "scripts/check_notices.py", name]
    done = subprocess.run(command, cwd=spoilt.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "\\udcff.md:1: error: The file is empty." in done.stdout
