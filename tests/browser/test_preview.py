"""`make preview`: what an author sees in the browser while writing a draft."""

import random
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Project, copy_project, started
from tests.fictional import fictional_notice

DRAFT = fictional_notice("2030-31", status="draft")


def free_port() -> int:
    """Return a port that nobody uses, and that the system gives to no connection of other tests until it is used."""
    for port in random.SystemRandom().sample(range(10_000, 30_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """A project with a draft, and the address of its preview."""
    project = copy_project(tmp_path_factory.mktemp("preview") / "project")
    project.write("notices/2030-31.md", DRAFT)
    port = free_port()
    command = ["-u", "scripts/preview.py", "--port", str(port)]
    with started(project, *command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert any(b"Waiting to detect changes" in line for line in process.stdout), "the preview ended"
        for _ in range(100):  # It serves a moment after it says that it waits.
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield project, f"http://127.0.0.1:{port}"


def test_a_save_shows_in_the_browser_with_what_is_missing(page: Page, preview: tuple[Project, str]) -> None:
    project, address = preview
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/notices/2030-31/")
    expect(page.get_by_text("Draft: not published. School year 2030 to 2031")).to_be_visible()
    missing = page.get_by_role("region", name="What is still missing")
    expect(missing).to_contain_text("Error, line 7: Name the school or trust that is responsible")
    answered = DRAFT + "\n{#controller-identity}\nThe Larkfield Trust is the data controller. TODO: its address\n"
    project.write("notices/2030-31.md", answered)
    expect(page.locator("#notice-text")).to_contain_text("The Larkfield Trust is the data controller.", timeout=30_000)
    expect(missing).not_to_contain_text("Name the school or trust that is responsible")
    line = answered.splitlines().index("The Larkfield Trust is the data controller. TODO: its address") + 1
    expect(missing).to_contain_text(f"Warning, line {line}: Still to fill in: its address")
    assert errors == []


def test_a_fault_is_shown_where_the_author_looks_and_its_mending_too(page: Page, preview: tuple[Project, str]) -> None:
    project, address = preview
    page.goto(f"{address}/notices/2030-31/")
    project.write("notices/2030-31.md", DRAFT + "\n{#no-such-mark}\nSome words.\n")
    expect(page.get_by_text(re.compile("no-such-mark")).first).to_be_visible(timeout=30_000)
    project.write("notices/2030-31.md", DRAFT + "\nSome words.\n")
    expect(page.locator("#notice-text")).to_contain_text("Some words.", timeout=30_000)
    expect(page.get_by_text(re.compile("no-such-mark"))).to_have_count(0, timeout=30_000)


def test_a_port_in_use_gets_one_line_that_names_another(preview: tuple[Project, str]) -> None:
    project, address = preview
    port = address.rpartition(":")[2]
    result = project.run("python", "scripts/preview.py", "--port", port)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Choose another: make preview PORT={int(port) + 1}\n")
    assert result.stderr.count("\n") == 1


def test_the_site_for_parents_is_left_as_it_was(preview: tuple[Project, str]) -> None:
    project, _ = preview
    assert not (project.folder / "build" / "site").exists()
    assert {path.name for path in (project.folder / "build").iterdir()} == {"preview", "preview-doctrees"}
