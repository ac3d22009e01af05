"""The link commands around the verdicts: what is collected, what fails, what is kept, and how it is reported."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import html5lib
import pytest

from privacy_notices import project as own
from privacy_notices.links.collect import collect
from tests.conftest import TODAY, Project
from tests.fictional import commit, fictional_notice, write_history

LOCAL = ("--rate", "0", "--allow-address", "127.0.0.1")


class _Site(BaseHTTPRequestHandler):
    """A fictional GOV.UK, council and archive in one."""

    def do_GET(self) -> None:
        item: dict[str, object] = {"schema_name": "detailed_guide", "public_updated_at": "2026-10-05T09:30:00+01:00"}
        item |= {
            "details": {
                "change_history": [{"public_timestamp": "2026-10-05", "note": "Says <b>who</b> @someone asks."}]
            }
        }
        match self.path:
            case "/api/content/changed":
                self.answer(200, json.dumps(item), "application/json")
            case "/gone" | "/also-gone":
                self.answer(410)
            case "/moved":
                self.answer(301, location="/there")
            case "/members":
                self.answer(401)
            case path if path.startswith(("/ukgwa/", "/web/2")):
                self.answer(200 if path.endswith("/gone") else 404)
            case path if path.startswith("/api/"):
                self.answer(404)
            case _:
                self.answer(200)

    def answer(
        self, status: int, body: str = "<p>A fictional page.", kind: str = "text/html", location: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as address:
        yield address


def with_links(*links: str) -> str:
    return fictional_notice("2026-27", status="draft", body="\n\n".join(f"See <{link}>." for link in links) + "\n")


def check(project: Project, address: str, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run the check and return its exit code and its JSON report."""
    command = ("python", "scripts/check_links.py", "--format", "json", "--govuk-origin", address, *LOCAL, *arguments)
    result = project.run(*command)
    assert result.returncode in (0, 1), result.stderr
    return result.returncode, json.loads(result.stdout)


@pytest.fixture
def local(project: Project) -> Project:
    """The project without its notice, whose addresses are real: no test asks the network."""
    (project.folder / "notices/2016-17.md").unlink()
    project.git("add", "--all")
    project.git("commit", "--quiet", "--amend", "--message=The project without a notice")
    return project


def test_the_links_collected_are_those_of_the_built_pages(project: Project) -> None:
    write_history(project)
    project.write(
        "notices/2020-21.md",
        fictional_notice(
            "2020-21",
            body="[One](https://example.org/one), <https://example.org/two?a=b&c=d>, [three][3] and [again][3].\n\n"
            "[3]: https://example.org/three 'a title'\n[4]: https://example.org/unused\n\n"
            "- [Mail](mailto:office@example.org)\n\n| a | b |\n|---|---|\n| [cell](https://example.org/ü) | x |\n\n"
            ":::{note}\n[In a box](https://example.org/box)\n:::\n",
        ),
    )
    commit(project, "Publish 2020-21", 10)
    site = project.build()
    pages = [*(site / "notices").glob("*/index.html"), *(site / "versions").glob("*/index.html")]
    namespace = "{http://www.w3.org/1999/xhtml}"
    hrefs = set()
    for page in pages:
        tree = html5lib.parse(page.read_bytes(), treebuilder="etree")
        text = next(node for node in tree.iter(f"{namespace}div") if node.get("id") == "notice-text")
        hrefs |= {
            href
            for node in text.iter(f"{namespace}a")
            if not (href := unquote(node.get("href", ""))).startswith("#") and node.get("class") != "to-passage"
        }
    assert len(pages) == 4 + 6
    # docutils writes the @ of an e-mail address as %40.
    assert {unquote(url) for url in collect(own.Project(project.folder), TODAY)} == hrefs


def test_html_is_refused_but_what_it_links_to_is_checked(local: Project, address: str) -> None:
    body = f"<div>\n<a href=\"{address}/gone\">x</a></div>\n\nText with <a href='{address}/also-gone'>html</a>.\n"
    local.write("notices/2026-27.md", fictional_notice("2026-27", status="draft", body=body))
    code, report = check(local, address)
    assert code == 1
    assert {link["url"]: link["locations"][0]["line"] for link in report["links"]} == {
        f"{address}/gone": 10,
        f"{address}/also-gone": 12,
    }


def test_a_dead_link_fails_a_draft_and_is_only_reported_in_a_frozen_notice(local: Project, address: str) -> None:
    body = f"See <{address}/gone>.\n"
    local.write("notices/2017-18.md", fictional_notice("2017-18", body=body))
    commit(local, "Publish 2017-18", 2)
    code, report = check(local, address)
    assert code == 0
    assert report["summary"]["gone"] == 1
    assert report["links"][0]["locations"] == [{"path": "notices/2017-18.md", "line": 9, "frozen": True}]
    assert report["links"][0]["archive_url"] == f"https://web.archive.org/web/20170901000000/{address}/gone"

    keys = {"changes": '"Another link."'}
    local.write("notices/2017-18.md", fictional_notice("2017-18", 2, f"See <{address}/fine>.\n", **keys))
    commit(local, "Correct 2017-18", 3)
    code, report = check(local, address)
    assert (code, report["links"][1]["locations"][0]["path"]) == (0, "versions/2017-18.1.md")

    local.write("notices/2026-27.md", with_links(f"{address}/gone"))
    code, report = check(local, address)
    assert code == 1
    assert [place["frozen"] for place in report["links"][1]["locations"]] == [False, True]


def test_an_unsafe_link_fails_even_where_it_is_frozen(local: Project, address: str) -> None:
    local.write("notices/2017-18.md", fictional_notice("2017-18", body=f"<{address}/fine> <http://127.0.0.2/>\n"))
    code, report = check(local, address)
    assert (code, report["summary"]["refused-unsafe"]) == (1, 1)


def test_only_links_that_a_change_brings_can_fail_it(local: Project, address: str) -> None:
    local.write("notices/2026-27.md", with_links(f"{address}/gone"))
    commit(local, "A draft with a dead link", 2)
    local.write("notices/2026-27.md", with_links(f"{address}/gone", f"{address}/fine"))
    assert check(local, address)[0] == 1
    assert check(local, address, "--changed-since", "HEAD")[0] == 0
    local.write("notices/2026-27.md", with_links(f"{address}/gone", f"{address}/also-gone"))
    code, report = check(local, address, "--changed-since", "HEAD")
    assert code == 1
    assert [link["url"] for link in report["links"] if link["fails"]] == [f"{address}/also-gone"]


def test_without_a_network_nothing_is_said_of_any_link(project: Project) -> None:
    urls = project.write(
        "urls.txt", "http://no-such-name.invalid/\nhttp://also-missing.invalid/x\nmailto:a@b.example\n"
    )
    state = project.write("state.json", '{"links": {}}')
    before = state.stat().st_mtime_ns
    files = ("--urls", str(urls), "--state", str(state), "--output", "report")
    result = project.run("python", "scripts/check_links.py", "--rate", "0", *files)
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.splitlines() == ["No network: none of the sites answered, so nothing could be checked."]
    assert state.stat().st_mtime_ns == before
    assert not (project.folder / "report").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rate", "-1"], "--rate takes the requests a second to a host; 0 for no limit"),
        (["--rate", "nan"], "--rate takes the requests a second to a host; 0 for no limit"),
        (["--govuk-origin", "gov.uk"], "--govuk-origin takes an address like https://www.gov.uk"),
        (["--urls", "missing.txt"], "missing.txt: cannot be read: No such file or directory"),
        (["--state", "pyproject.toml"], "pyproject.toml is no state of a link check."),
        (["--ca-file", "README.md"], "README.md"),
        (["--changed-since", "no-such-commit"], 'git knows no commit "no-such-commit" here'),
        (["--format", "pdf"], "invalid choice: 'pdf'"),
        (["--allow-address", "localhost"], "invalid ip_address value: 'localhost'"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(project: Project, arguments: list[str], told: str) -> None:
    result = project.run("python", "scripts/check_links.py", *arguments)
    assert result.returncode == 2
    assert told in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_a_fault_in_links_toml_is_told_with_its_place(project: Project) -> None:
    for text, told in (
        ('central_government = []\n[[link]]\nurl = "https://a.example"\nverdict = "fine"\n', "link.1.verdict"),
        ("central_government = []\n[reviewed]\n2016-18 = 2017-01-01\n", "2016-18"),
        ("central_government = [\n", "cannot be read"),
    ):
        project.write("notices/links.toml", text)
        for script, code in (("check_links.py", 2), ("build_site.py", 1)):
            result = project.run("python", f"scripts/{script}")
            assert result.returncode == code, script
            assert "links.toml" in result.stderr
            assert told in result.stderr
            assert "Traceback" not in result.stderr


def test_what_a_run_saw_is_written_down_and_shown_on_the_page(local: Project, address: str) -> None:
    body = "\n\n".join(f"<{address}/{path}>" for path in ("gone", "moved", "fine", "new")) + "\n"
    local.write("notices/2017-18.md", fictional_notice("2017-18", body=body))
    commit(local, "Publish 2017-18", 2)
    kept = local.folder / "notices/links.toml"
    header = kept.read_text()
    kept.write_text(
        header + f'\n[[link]]\nurl = "{address}/fine"  # asked by a governor\nverdict = "broken"\nseen = 2026-01-01\n'
        f'reason = "once"\n\n[[link]]\nurl = "{address}/no-longer-linked"\nverdict = "ok"\nseen = 2026-01-01\n'
    )
    _, report = check(local, address, "--find-copies", "--archive-origin", address)
    report["links"][3] |= {"verdict": "unknown-transient"}
    written = local.write("report.json", json.dumps(report))
    result = local.run("python", "scripts/update_links.py", str(written))
    assert (result.returncode, result.stdout) == (
        0,
        "notices/links.toml: 2 added, 1 changed, 1 removed. Read the difference.\n",
    )
    text = kept.read_text()
    assert text.startswith(header.rstrip())
    assert "# asked by a governor" in text
    links = {link["url"]: link for link in tomllib.loads(text)["link"]}
    assert list(links) == [f"{address}/fine", f"{address}/gone", f"{address}/moved"]
    assert links[f"{address}/fine"]["verdict"] == "ok"
    assert links[f"{address}/moved"]["replacement"] == f"{address}/there"
    assert links[f"{address}/gone"]["archived"] == f"{address}/web/20170901000000/{address}/gone"
    assert links[f"{address}/gone"]["seen"] == date.fromisoformat(report["checked_at"][:10])

    again = local.run("python", "scripts/update_links.py", str(written))
    assert "0 added, 0 changed, 0 removed" in again.stdout
    assert kept.read_text() == text

    page = (local.build() / "notices/2017-18/index.html").read_text()
    section = page[page.index("About the links") :]
    assert "It has been taken away. Seen on" in section
    assert f'<a href="{address}/there" rel="external noopener noreferrer">Use this address instead</a>' in section
    assert "Read a copy in an archive" in section
    assert section.count("Not checked yet.") == 1
    copy = f"https://web.archive.org/web/20170901000000/{address}/new"
    assert f'href="{copy}" rel="external noopener noreferrer">Look for a copy near 1 September 2017' in section


def test_a_report_that_is_none_changes_nothing(project: Project) -> None:
    before = (project.folder / "notices/links.toml").read_text()
    result = project.run("python", "scripts/update_links.py", "notices/school.toml")
    assert result.returncode == 2
    assert result.stderr == "notices/school.toml is no report of check_links.py --format json\n"
    assert (project.folder / "notices/links.toml").read_text() == before


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory, address: str) -> dict[str, str]:
    """One run's findings in each format."""
    from tests.conftest import copy_project

    project = copy_project(tmp_path_factory.mktemp("reports") / "project")
    project.write("notices/2016-17.md", fictional_notice("2016-17", body=f"<{address}/gone>\n"))
    links = ("changed", "also-gone", "moved", "members", "fine")
    project.write("notices/2026-27.md", with_links(*(f"{address}/{link}" for link in links)))
    reports = {}
    for format_ in ("text", "json", "github", "markdown", "junit"):
        arguments = ("--format", format_, "--govuk-origin", address, *LOCAL, "--output", "report")
        result = project.run("python", "scripts/check_links.py", *arguments)
        assert result.returncode == 1, result.stderr
        assert result.stdout == "6 links checked: 2 ok, 1 moved, 2 gone, 1 blocked.\n"
        reports[format_] = (project.folder / "report").read_text()
    return reports


def test_the_report_for_people_says_what_to_do(reported: dict[str, str], address: str) -> None:
    headings = [line for line in reported["text"].splitlines() if line and not line.startswith(" ")]
    assert headings == [
        "Mend these: parents cannot follow them, or must not",
        "Read these: the page has changed since the links were last reviewed",
        "Write the new address",
        "Open these yourself: a program is not let in",
        "Nothing to do: in notices that are kept as they are",
        "6 links checked: 2 ok, 1 moved, 2 gone, 1 blocked.",
    ]
    assert "    updated on 5 October 2026: Says who @someone asks." in reported["text"]
    assert f"    write instead: {address}/there" in reported["text"]
    assert "    notices/2026-27.md:9" in reported["text"]


def test_the_report_for_programs_has_the_fields_of_the_design(reported: dict[str, str], address: str) -> None:
    report = json.loads(reported["json"])
    assert (report["schema"], len(report["checked_at"])) == (1, len("2026-11-23T22:00:00+00:00"))
    assert report["summary"] == {
        "ok": 2, "moved": 1, "withdrawn": 0, "gone": 2, "broken": 0, "blocked": 1, "unknown-transient": 0,
        "refused-unsafe": 0,
    }  # fmt: skip
    moved = next(link for link in report["links"] if link["verdict"] == "moved")
    assert moved["final_url"] == moved["suggested_url"] == f"{address}/there"
    assert moved["locations"] == [{"path": "notices/2026-27.md", "line": 13, "frozen": False}]


def test_the_report_for_github_stands_at_the_lines(reported: dict[str, str], address: str) -> None:
    lines = reported["github"].splitlines()
    gone = f"{address}/also-gone gone: the site says"
    assert any(line.startswith(f"::error file=notices/2026-27.md,line=11,title=link gone::{gone}") for line in lines)
    assert any(line.startswith("::warning file=notices/2026-27.md,line=13,title=link moved::") for line in lines)
    assert any(line.startswith("::notice file=notices/2016-17.md,line=9,title=link gone::") for line in lines)
    assert len(lines) == 6


def test_the_report_in_markdown_takes_no_orders_from_other_sites(reported: dict[str, str]) -> None:
    assert "## Mend these: parents cannot follow them, or must not" in reported["markdown"]
    assert "Says who &#64;someone asks." in reported["markdown"]
    assert "@" not in reported["markdown"]


def test_the_report_for_test_reporters_is_junit(reported: dict[str, str]) -> None:
    suite = ElementTree.fromstring(reported["junit"])
    assert {key: suite.get(key) for key in ("tests", "failures", "skipped")} == {
        "tests": "6",
        "failures": "1",
        "skipped": "1",
    }
    assert suite.findtext("testcase/failure") == "notices/2026-27.md:11"


def test_a_review_ends_the_news(local: Project, address: str) -> None:
    local.write("notices/2026-27.md", with_links(f"{address}/changed"))
    assert check(local, address)[1]["links"][0]["is_news"] is True
    kept = local.folder / "notices/links.toml"
    kept.write_text(kept.read_text().replace("# 2026-27 = 2026-09-01", "2026-27 = 2026-10-05"))
    assert check(local, address)[1]["links"][0]["is_news"] is False
