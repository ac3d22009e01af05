"""The workflows of .github, run as GitHub runs them, as far as that goes without GitHub: see tests/workflows.py."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Project, copy_project
from tests.fictional import BODY, commit, fictional_notice
from tests.workflows import WORKFLOWS, Done, GitHub, read_workflow, steps_of

JOBS = [(path.stem, name, job) for path in WORKFLOWS for name, job in read_workflow(path.stem)["jobs"].items()]
GAPS = '{controller-identity: "It is fictional."}'


class _Pages(BaseHTTPRequestHandler):
    """A fictional site: /gone is gone, all else is there."""

    def do_GET(self) -> None:
        body = b"" if self.path == "/gone" else b"<!doctype html><title>A page</title><p>A fictional page."
        self.send_response(200 if body else 410)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    """The address of a small site on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def github(tmp_path: Path, pages: str) -> GitHub:
    """A school with one fictional notice, published and without errors, whose link is on the small site."""
    project = copy_project(tmp_path / "upstream")
    project.git("rm", "--quiet", "notices/*.md")
    project.write("notices/2015-16.md", fictional_notice("2015-16", body=linked(pages, "/office"), known_gaps=GAPS))
    project.git("add", "--all")
    project.git("commit", "--quiet", "--amend", "--message=A fictional school")
    return GitHub(tmp_path, project)


def linked(pages: str, path: str) -> str:
    """Return the words of a fictional notice with a link to the small site."""
    return BODY.replace("https://example.org/office", pages + path)


LOCAL = {"LINKS": "--allow-address 127.0.0.1 --rate 0"}
PROPOSED = {**LOCAL, "NOTICES_PDF": "off"}  # PDF copies have their tests where they are published.


def exits(done: list[Done]) -> dict[str, int]:
    """Return the exit code of each step that ran, by its command."""
    return {each.command: each.exit for each in done}


# What every workflow promises


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_no_rights_but_those_that_a_job_asks_for(path: Path) -> None:
    workflow = read_workflow(path.stem)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    assert "pull_request_target" not in path.read_text()
    assert "secrets." not in path.read_text()


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS, ids=[f"{workflow}-{name}" for workflow, name, _ in JOBS])
def test_a_job_calls_make_and_actions_of_github_by_their_commits(
    workflow: str, name: str, job: dict[str, Any], project: Project
) -> None:
    assert job["timeout-minutes"] <= 90
    assert job["permissions"]
    if workflow in ("check", "test"):
        assert job["permissions"] == {"contents": "read"}  # These run what anybody proposes.
    known = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    text = (ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text()
    for step in steps_of(job):
        if step.run:
            assert re.fullmatch(r"make [a-z-]+( [A-Z]+=[a-z]+)?", step.run)
            assert step.run.split()[1] in known
            planned = project.run(*step.run.split(), "--dry-run", MAKEFLAGS="", MAKELEVEL="0")
            assert planned.returncode == 0, planned.stderr
        else:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step.uses)
            assert re.search(rf"{step.uses} # v\d+\.\d+\.\d+$", text, re.MULTILINE)
        if step.uses.startswith("actions/checkout@"):
            assert step.inputs == {"fetch-depth": 0, "persist-credentials": False}


def test_each_target_for_github_is_called_by_a_workflow() -> None:
    called = {step.run.split()[1] for *_, job in JOBS for step in steps_of(job) if step.run}
    meant = re.findall(r"^([a-z-]+):.*## for GitHub", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert called == {*meant, "site", "ci", "update"}


def test_the_oldest_and_the_newest_python_are_tested_when_the_program_is_proposed_and_on_main() -> None:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())
    promised = [each.rpartition(" ")[2] for each in about["project"]["classifiers"] if each[-1].isdigit()]
    workflow = read_workflow("test")
    job = workflow["jobs"]["program"]
    assert job["strategy"]["matrix"] == {"python": [promised[0], promised[-1]]}
    assert job["strategy"]["fail-fast"] is False
    assert {"pull_request", "push"} <= workflow[True].keys()
    assert workflow[True]["push"]["branches"] == ["main"]
    assert about["project"]["requires-python"] == f">={promised[0]}"
    (python,) = (step.inputs["python-version"] for step in steps_of(job) if "setup-python" in step.uses)
    (called_with,) = (step.env["PYTHON"] for step in steps_of(job) if step.run == "make ci")
    assert (python, called_with) == ("${{ matrix.python }}", "python${{ matrix.python }}")
    others = [step for workflow, _, job in JOBS if workflow != "test" for step in steps_of(job)]
    assert {step.inputs["python-version"] for step in others if "setup-python" in step.uses} == {promised[-1]}


# A proposed change


def test_a_good_change_passes_and_its_summary_says_what_parents_will_read(github: GitHub, pages: str) -> None:
    later = linked(pages, "/office").replace("one year", "two years").replace("the council", "the *council* @someone")
    keys = {"known_gaps": GAPS, "changes": '"We keep it for two years."'}
    github.upstream.git("switch", "--quiet", "--create", "longer")
    github.upstream.write("notices/2015-16.md", fictional_notice("2015-16", 2, later, **keys))
    commit(github.upstream, "Keep it longer", 2)
    github.push("longer")
    done = github.run("check", "notices", "pull_request", proposed="origin/longer", **PROPOSED)
    assert exits(done) == {
        "make pr-check": 0,
        "make pr-summary": 0,
        "make site": 0,
        "actions/upload-artifact": 0,
    }, done
    assert "1 link checked: 1 ok." in done[0].said
    assert "::warning file=notices/2015-16.md,line=" in done[0].said
    assert "The notice for 2015 to 2016 is corrected: this is its revision 2." in github.summary
    assert "Parents are told: “We keep it for two years.”" in github.summary
    assert "<del>year</del> <ins>years</ins>" in github.summary or "<del>one year</del>" in github.summary
    assert "council* &#64;someone" not in github.summary  # No one is told, and nothing is markup.
    assert "&#64;someone" in github.summary
    # What anybody writes in a pull request's title runs nowhere.
    assert not (github.folder / "clone" / "pwned").exists()
    site = github.folder / "clone" / "build" / "site"
    assert "two years" in (site / "notices" / "2015-16" / "index.html").read_text()


def test_a_bad_change_is_marked_at_its_lines_and_still_summarised(github: GitHub, pages: str) -> None:
    github.upstream.git("switch", "--quiet", "--create", "bad")
    body = linked(pages, "/gone")
    line = (
        fictional_notice("2026-27", body=body)
        .splitlines()
        .index(f"To see what we hold, [write to the office]({pages}/gone).")
    )
    github.upstream.write("notices/2026-27.md", fictional_notice("2026-27", body=body))
    github.upstream.write("docs/links.md", "# Links\n")
    commit(github.upstream, "A notice that lacks much", 2)
    github.push("bad")
    done = github.run("check", "notices", "pull_request", proposed="origin/bad", **PROPOSED)
    assert [each.command for each in done if each.exit] == ["make pr-check"]
    assert re.search(
        r"^::error file=notices/2026-27.md,line=\d+,title=controller-contact::", done[0].said, re.MULTILINE
    )
    assert f"::error file=notices/2026-27.md,line={line + 1},title=link gone::" in done[0].said
    assert "**The notice for 2026 to 2027 is published.** Parents read it as soon as this is merged." in github.summary
    assert "1 guide for staff changed." in github.summary


UNSAFE = fictional_notice(
    "2015-16",
    2,
    BODY.replace("https://example.org", "http://127.0.0.2"),
    known_gaps=GAPS,
    changes='"The address was wrong."',
)


@pytest.mark.parametrize(
    ("year", "text", "marked", "said"),
    [
        ("2015-16", UNSAFE, "title=link refused-unsafe::", "0 errors"),
        (
            "2026-27",
            fictional_notice("2026-27", body="# {#purposes}\n"),
            "title=controller-contact::",
            "1 link checked: 1 ok.",
        ),
    ],
    ids=["link", "notice"],
)
def test_one_fault_is_enough_to_stop_a_change(github: GitHub, year: str, text: str, marked: str, said: str) -> None:
    github.upstream.git("switch", "--quiet", "--create", "fault")
    github.upstream.write(f"notices/{year}.md", text)
    commit(github.upstream, "A fault", 2)
    github.push("fault")
    (done,) = github.run("check", "notices", "pull_request", proposed="origin/fault", only="make pr-check", **LOCAL)
    assert marked in done.said
    assert said in done.said
    assert done.exit == 2


def test_a_change_of_the_program_alone_says_that_no_words_change(github: GitHub) -> None:
    github.upstream.git("switch", "--quiet", "--create", "program")
    github.upstream.write("conf.py", (github.upstream.folder / "conf.py").read_text() + "# A remark\n")
    commit(github.upstream, "Remark", 2)
    github.push("program")
    project = github.checkout("origin/program")
    result = project.run("python", "scripts/summarise_change.py", GITHUB_BASE_REF="", GITHUB_STEP_SUMMARY="")
    assert "No notice changes: parents read the same words as before." in result.stdout
    assert "1 file of the program" in result.stdout
    unknown = project.run("python", "scripts/summarise_change.py", "--base", "no-such-branch", GITHUB_STEP_SUMMARY="")
    assert (unknown.returncode, unknown.stderr) == (2, 'git knows no commit "no-such-branch" here\n')


# Publishing

ADDRESS = "https://example.github.io/notices"


def publish(github: GitHub, address: str = ADDRESS, **environment: str) -> list[Done]:
    """Run the job that builds the site for publishing."""
    return github.run("publish", "build", "push", **{"steps.pages.outputs.base_url": address}, **environment)


def settle(github: GitHub, site_url: str = f"{ADDRESS}/") -> None:
    """Write the site's address into school.toml, in main."""
    file = github.upstream.folder / "notices" / "school.toml"
    file.write_text(file.read_text().replace('site_url = "http://localhost:8000/"', f'site_url = "{site_url}"'))
    commit(github.upstream, "The address of the site", 2)
    github.push()


def test_main_is_published_with_pdf_copies_and_tags(github: GitHub) -> None:
    settle(github)
    done = publish(github)
    assert exits(done) == {"make publish-site": 0, "actions/upload-pages-artifact": 0}, done
    site = github.folder / "clone" / "build" / "site"
    assert (site / "versions" / "2015-16.1.pdf").read_bytes().startswith(b"%PDF")
    # The site of a project is in a folder: the 404 page, shown at any address, finds its way there.
    not_found = (site / "404.html").read_text()
    assert 'the <a href="/notices/">first page</a>' in not_found
    assert 'href="#"' not in not_found
    tags = ("ls-remote", "--tags", "origin")
    assert github.upstream.git(*tags) == ""
    for _ in range(2):
        assert exits(github.run("publish", "tags", "push")) == {"make publish-tags": 0}
    first = github.upstream.git("rev-list", "--max-parents=0", "HEAD")
    assert f"{first}\trefs/tags/2015-16.1^{{}}" in github.upstream.git(*tags)
    assert github.asked() == []


def test_a_tag_that_origin_has_elsewhere_is_told_and_not_moved(github: GitHub) -> None:
    settle(github)
    github.upstream.git("push", "--quiet", "origin", "HEAD:refs/tags/2015-16.1")
    done = github.run("publish", "tags", "push")
    assert done[0].exit == 2
    assert "2015-16.1" in done[0].said
    assert github.upstream.git("rev-parse", "HEAD") in github.upstream.git("ls-remote", "--tags", "origin")
    # Also where the clone does not know of it.
    clone = github.checkout()
    clone.git("tag", "--delete", "2015-16.1")
    refused = clone.run("python", "scripts/push_tags.py")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert refused.stderr.startswith("git push failed: ")
    assert github.upstream.git("rev-parse", "HEAD") in github.upstream.git("ls-remote", "--tags", "origin")


def break_the_form(github: GitHub) -> None:
    text = fictional_notice("2026-27").replace("\n# ", "\n<b>HTML</b>\n\n# ", 1)
    github.upstream.write("notices/2026-27.md", text)


def leave_much_out(github: GitHub) -> None:
    github.upstream.write("notices/2026-27.md", fictional_notice("2026-27"))


def keep_the_test_address(github: GitHub) -> None:
    file = github.upstream.folder / "notices" / "school.toml"
    file.write_text(file.read_text().replace(f"{ADDRESS}/", "http://localhost:8000/"))


def have_published_more(github: GitHub) -> None:
    (github.folder / "published.json").write_text('[{"version": "2014-15.1"}]')


def break_the_template(github: GitHub) -> None:
    github.upstream.write("docs/theme/pdf.typ", "#nothing")


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (break_the_form, "title=raw-html::"),
        (leave_much_out, "title=controller-contact::"),
        (keep_the_test_address, f'Write: site_url = "{ADDRESS}/"'),
        (have_published_more, "Version 2014-15.1: it was published, and is missing from this history"),
        (break_the_template, "could not be made: unknown variable: nothing"),
    ],
    ids=["form", "check", "address", "witness", "pdf"],
)
def test_nothing_is_deployed_when_something_is_wrong(
    github: GitHub, fault: Callable[[GitHub], None], message: str
) -> None:
    settle(github)
    fault(github)
    github.upstream.git("add", "--all")
    github.upstream.git("commit", "--quiet", "--allow-empty", "--message=Perhaps a fault")
    github.push()
    done = publish(github)
    # The upload comes after the build, and the deployment needs this job.
    assert list(exits(done).items())[-1] == ("make publish-site", 2)
    assert message in done[-1].said
    assert "Traceback" not in done[-1].said


def test_tags_and_deployment_wait_for_the_build() -> None:
    jobs = read_workflow("publish")["jobs"]
    assert (jobs["deploy"]["needs"], jobs["tags"]["needs"]) == ("build", "deploy")
    assert jobs["build"]["if"] == "${{ github.ref == 'refs/heads/main' }}"


# The weekly link check


def draft_with_link(github: GitHub, pages: str, path: str) -> None:
    """Give main a draft with a link to the small site."""
    github.upstream.write("notices/2026-27.md", fictional_notice("2026-27", body=linked(pages, path), status="draft"))
    commit(github.upstream, f"A draft that links to {path}", 3)
    github.push()


def test_the_weekly_check_proposes_what_it_saw_and_keeps_one_issue(github: GitHub, pages: str) -> None:
    draft_with_link(github, pages, "/gone")
    done = github.run("links", "links", "schedule", **LOCAL)
    assert exits(done) == {"make links-state": 0, "make links-report": 0, "make links-propose": 0}, done
    assert "this is the first" in done[0].said
    pull, dispatch, issue = github.asked()
    assert pull[:2] == ("POST", "pulls")
    assert (pull[2]["head"], pull[2]["base"]) == ("links-update", "main")
    assert "2 added" in pull[2]["body"]
    assert dispatch == ("POST", "actions/workflows/check.yml/dispatches", {"ref": "links-update"})
    assert issue[:2] == ("POST", "issues")
    assert issue[2]["labels"] == ["link-report"]
    assert "Mend these" in issue[2]["body"]
    assert "/gone" in issue[2]["body"]
    shown = github.upstream.git("--git-dir", str(github.origin), "show", "--format=%an", "--name-only", "links-update")
    assert shown.split() == ["github-actions[bot]", "notices/links.toml"]
    assert 'verdict = "gone"' in github.upstream.git(
        "--git-dir", str(github.origin), "show", "links-update:notices/links.toml"
    )

    # A week later nothing is new: the proposal and the issue that are open are brought up to date.
    pull_7 = {"number": 7}
    issue_9 = {"number": 9, "user": {"login": "github-actions[bot]"}}
    of_a_person = {"number": 8, "user": {"login": "a-person"}}
    github.answer(pulls=[pull_7], issues=[of_a_person, issue_9])
    done = github.run("links", "links", "schedule", **LOCAL)
    assert "Brought the state" in done[0].said
    assert [(method, path) for method, path, _ in github.asked()] == [
        ("PATCH", "pulls/7"),
        ("POST", "actions/workflows/check.yml/dispatches"),
        ("PATCH", "issues/9"),
    ]

    # The proposal is merged and the link mended: what was seen is new, and the issue is closed.
    github.upstream.git("pull", "--quiet", "--ff-only", "origin", "links-update")
    draft_with_link(github, pages, "/office")
    github.answer(issues=[of_a_person, issue_9])
    github.run("links", "links", "workflow_dispatch", **LOCAL)
    assert [(method, path) for method, path, _ in github.asked()] == [
        ("POST", "pulls"),
        ("POST", "actions/workflows/check.yml/dispatches"),
        ("POST", "issues/9/comments"),
        ("PATCH", "issues/9"),
    ]

    # That is merged too. But for the day nothing is new, and nothing is open: nobody is asked for anything.
    github.upstream.git(
        "pull", "--quiet", "--rebase=false", "--no-edit", "--strategy-option=theirs", "origin", "links-update"
    )
    links = github.upstream.folder / "notices" / "links.toml"
    links.write_text(re.sub(r"seen = \S+", "seen = 2026-01-05", links.read_text()))
    commit(github.upstream, "As if it had been in January", 5)
    github.push()
    github.answer()
    github.run("links", "links", "schedule", **LOCAL)
    assert github.asked() == []
    assert "All is well. There is no open issue." in github.summary


def test_what_people_wrote_into_the_proposal_is_left_alone(github: GitHub, pages: str) -> None:
    draft_with_link(github, pages, "/office")
    github.upstream.git("switch", "--quiet", "--create", "reviewed")
    github.upstream.write("notices/links.toml", (ROOT / "notices" / "links.toml").read_text() + "# Read it\n")
    commit(github.upstream, "Read the pages", 4)
    github.push("links-update")
    done = github.run("links", "links", "schedule", **LOCAL)
    assert done[-1].exit == 0
    assert 'the branch "links-update" holds work already' in github.summary
    assert github.asked() == []
    assert github.upstream.git("rev-parse", "HEAD") in github.upstream.git("ls-remote", "origin", "links-update")
    # Once it is merged, the branch is free again, also where nobody deleted it.
    github.push()
    github.run("links", "links", "schedule", **LOCAL)
    assert github.asked()[0][:2] == ("POST", "pulls")


def test_a_file_that_cannot_be_used_stops_the_weekly_check_before_it_tells_anybody(github: GitHub) -> None:
    github.upstream.write("notices/links.toml", "central_government = 1\n")
    commit(github.upstream, "A slip", 2)
    github.push()
    done = github.run("links", "links", "schedule", **LOCAL)
    assert exits(done) == {"make links-state": 0, "make links-report": 2}
    assert "links.toml" in done[-1].said
    assert github.asked() == []


def test_without_a_network_the_weekly_check_is_calm_and_touches_nothing(github: GitHub) -> None:
    draft_with_link(github, "http://nobody.invalid", "/office")
    github.upstream.write("notices/2015-16.md", fictional_notice("2015-16", known_gaps=GAPS))
    github.upstream.git("add", "--all")
    github.upstream.git("commit", "--quiet", "--message=Nothing here answers")
    github.push()
    done = github.run("links", "links", "schedule")
    assert exits(done) == {"make links-state": 0, "make links-report": 0, "make links-propose": 0}, done
    assert "No network" in done[1].said
    assert "nothing is known of the links this time" in github.summary
    assert github.asked() == []
    assert github.upstream.git("ls-remote", "origin", "links-update", "refs/links/state") == ""


# Next year's notice


def test_the_button_proposes_the_draft_of_a_year(github: GitHub) -> None:
    done = github.run("new-notice", "propose", "workflow_dispatch", **{"inputs.year": "2027/28"})
    assert exits(done) == {"make propose-notice": 0}, done
    (pull, dispatch) = github.asked()
    assert (pull[2]["title"], pull[2]["head"]) == ("Draft the notice for 2027-28", "notice-2027-28")
    assert "\nAll other words stand as they were." in pull[2]["body"]
    assert "\n- line " in pull[2]["body"]
    assert dispatch[2] == {"ref": "notice-2027-28"}
    text = github.upstream.git("--git-dir", str(github.origin), "show", "notice-2027-28:notices/2027-28.md")
    assert "status: draft" in text
    # Pressed again while people work on it: it is theirs.
    done = github.run("new-notice", "propose", "workflow_dispatch", **{"inputs.year": "2027-28"})
    assert done[0].exit == 2
    assert 'the branch "notice-2027-28" holds work already' in done[0].said
    assert github.asked() == []


def test_in_july_the_next_year_is_proposed_and_a_draft_that_is_there_is_no_fault(github: GitHub) -> None:
    july = {"NOTICES_TODAY": "2027-07-01"}
    assert github.run("new-notice", "propose", "schedule", **july)[0].exit == 0
    assert github.asked()[0][2]["head"] == "notice-2027-28"
    for place in ("notice-2027-28", "main"):
        github.upstream.git("fetch", "--quiet", "origin", "notice-2027-28")
        if place == "main":
            github.upstream.git("push", "--quiet", "origin", "FETCH_HEAD:refs/heads/main", ":notice-2027-28")
        assert github.run("new-notice", "propose", "schedule", **july)[0].exit == 0
        assert github.asked() == []
    assert github.run("new-notice", "propose", "workflow_dispatch", **{"inputs.year": "2027-28"})[0].exit == 2


@pytest.mark.parametrize(
    ("year", "message"),
    [
        ("2015-16", "notices/2015-16.md is there already. Nothing was changed."),
        ("2099-00", "2099-00 is too far ahead: the law until then is not known."),
        ("next", "'next' is not an academic year: write it like 2016-17"),
        ("$(touch pwned) `touch pwned`", "is not an academic year"),
        ('2027-28"; touch pwned; "', "is not an academic year"),
        ("$(shell touch pwned)", "is not an academic year"),
    ],
)
def test_a_year_that_makes_no_sense_is_refused_and_runs_nothing(github: GitHub, year: str, message: str) -> None:
    done = github.run("new-notice", "propose", "workflow_dispatch", **{"inputs.year": year})
    assert done[0].exit == 2
    assert message in done[0].said
    assert "Traceback" not in done[0].said
    assert not (github.folder / "clone" / "pwned").exists()
    assert github.asked() == []


def test_a_refusal_of_github_is_one_line(github: GitHub) -> None:
    (github.folder / "bin" / "gh").write_text(
        "#!/bin/sh\necho 'HTTP 403: not allowed to create pull requests' >&2\nexit 1\n"
    )
    done = github.run("new-notice", "propose", "schedule", NOTICES_TODAY="2027-07-01")
    assert done[0].exit == 2
    assert "HTTP 403: not allowed to create pull requests" in done[0].said
    assert "Traceback" not in done[0].said


# Forms and bots


def test_every_form_warns_of_names_before_anything_else() -> None:
    forms = [path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"]
    assert {yaml.safe_load(path.read_text())["name"] for path in forms} == {"A mistake in a notice", "A dead link"}
    for path in forms:
        assert "Never name a pupil" in yaml.safe_load(path.read_text())["body"][0]["attributes"]["value"]
    assert "Never name a pupil" in (ROOT / ".github" / "pull_request_template.md").read_text()


def test_owners_name_nobody_who_was_not_given() -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_dependabot_looks_after_all_that_is_locked() -> None:
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text())["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["pip", "npm", "github-actions"]
    assert all(update["schedule"] == {"interval": "monthly"} and update["groups"] for update in updates)
    assert json.loads((ROOT / "package.json").read_text())["dependencies"]
