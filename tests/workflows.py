"""Runs the workflows of `.github` as GitHub would: each job in a fresh clone of a repository with an origin on disk.

What cannot be run here is GitHub itself. The actions that workflows use are not run; of the checkout, what it leaves
is made by git. `gh`, which talks to GitHub, is a stand-in that writes down what it was asked and answers from a file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT, TODAY, Project

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
GH = f"""#!{sys.executable}
import json, sys
from pathlib import Path
world = Path(__file__).parent.parent
method, path = sys.argv[3], sys.argv[4]
body = json.load(sys.stdin) if "--input" in sys.argv else None
with (world / "asked.jsonl").open("a") as file:
    file.write(json.dumps([method, path, body]) + "\\n")
answers = json.loads((world / "answers.json").read_text())
print(json.dumps(answers.get(path.rpartition("/")[2], []) if method == "GET" else {{"number": 7}}))
"""


@dataclass(frozen=True)
class Step:
    """A step of a job; `run` is its command line, `uses` its action."""

    run: str = ""
    uses: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    always: bool = False


@dataclass(frozen=True)
class Done:
    """What came of a step that ran."""

    command: str
    exit: int
    said: str


def read_workflow(name: str) -> dict[Any, Any]:
    """Return a workflow; YAML 1.1 reads its key `on` as true."""
    found: dict[Any, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text())
    return found


def steps_of(job: Mapping[str, Any]) -> Iterator[Step]:
    """Yield the steps of a job in order."""
    for step in job["steps"]:
        always = step.get("if") == "${{ !cancelled() }}"
        yield Step(step.get("run", ""), step.get("uses", ""), step.get("env", {}), step.get("with", {}), always)


class GitHub:
    """A repository on disk, and what stands in for GitHub around it."""

    def __init__(self, folder: Path, upstream: Project) -> None:
        self.folder, self.upstream = folder, upstream
        self.origin = folder / "origin.git"
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "gh").write_text(GH)
        (folder / "bin" / "gh").chmod(0o755)
        self.answer()
        (folder / "published.json").write_text("[]")
        upstream.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        upstream.git("remote", "add", "origin", str(self.origin))
        self.push()
        self.summary = ""

    def push(self, ref: str = "main") -> None:
        """Send what is committed in the upstream project."""
        self.upstream.git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{ref}")

    def answer(self, **lists: list[dict[str, Any]]) -> None:
        """Say what GitHub lists when it is asked: `pulls` and `issues`."""
        queries = {"pulls": "pulls?state=open&head=", "issues": "issues?state=open&labels="}
        found = {}
        for name, items in lists.items():
            heads = ("example:links-update", "link-report")
            found.update({queries[name] + head: items for head in heads})
        (self.folder / "answers.json").write_text(json.dumps(found))

    def asked(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Return what `gh` was asked to change since the last call: method, address, body."""
        file = self.folder / "asked.jsonl"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        prefix = "repos/example/notices/"
        asked = [json.loads(line) for line in lines]
        return [(method, path.removeprefix(prefix), body) for method, path, body in asked if method != "GET"]

    def checkout(self, proposed: str = "") -> Project:
        """Return what the checkout leaves: a clone on main, or on no branch with `proposed` merged into main."""
        clone = self.folder / "clone"
        shutil.rmtree(clone, ignore_errors=True)
        self.upstream.git("clone", "--quiet", str(self.origin), str(clone))
        project = Project(clone)
        if proposed:
            names = ("-c", "user.name=GitHub", "-c", "user.email=noreply@example.org")
            project.git("switch", "--quiet", "--detach", "origin/main")
            project.git(*names, "merge", "--quiet", "--no-ff", "-m", "Merge", proposed)
            project.git("branch", "--quiet", "--delete", "--force", "main")
        set_up(clone)
        return project

    def run(
        self, workflow: str, job: str, event: str, *, proposed: str = "", only: str = "", **context: str
    ) -> list[Done]:
        """Run a job in a fresh clone: its steps until one fails, and those that run whatever happens; or `only` one."""
        project = self.checkout(proposed)
        files = {name: self.folder / name for name in ("event.json", "summary.md", "output")}
        for file in files.values():
            file.unlink(missing_ok=True)
        payload: dict[str, Any] = (
            {"inputs": {"year": context.get("inputs.year")}} if event == "workflow_dispatch" else {}
        )
        if event == "pull_request":
            payload = {"number": 5, "pull_request": {"number": 5, "title": "`touch pwned`", "head": {"ref": proposed}}}
        files["event.json"].write_text(json.dumps(payload))
        # As from a shell of its own, also where the tests were started by make, and with GitHub's variables only.
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "GIT_", "MAKE"))}
        environment = inherited | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "CI": "true",
            "NOTICES_TODAY": TODAY.isoformat(),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(files["event.json"]),
            "GITHUB_STEP_SUMMARY": str(files["summary.md"]),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_REPOSITORY": "example/notices",
            "GITHUB_REF": "refs/pull/5/merge" if proposed else "refs/heads/main",
            "GITHUB_BASE_REF": "main" if proposed else "",
            "GITHUB_HEAD_REF": proposed,
            "GITHUB_SHA": project.git("rev-parse", "HEAD"),
            "GITHUB_WORKSPACE": str(project.folder),
            "AGAINST": str(self.folder / "published.json"),
            **{key: value for key, value in context.items() if key.isupper()},
        }
        values = {"github.token": "a-token", "steps.pages.outputs.base_url": "", "inputs.year": "", **context}
        done: list[Done] = []
        for step in steps_of(read_workflow(workflow)["jobs"][job]):
            if (any(each.exit for each in done) and not step.always) or only not in ("", step.run):
                continue
            if "upload" in step.uses:
                exists = (project.folder / step.inputs["path"]).is_dir()
                done.append(Done(step.uses.partition("@")[0], 0 if exists else 1, ""))
            if not step.run:
                continue
            own = {key: _EXPRESSION.sub(lambda match: values[match[1]], text) for key, text in step.env.items()}
            result = subprocess.run(
                ["bash", "-e", "-c", step.run],
                cwd=project.folder,
                env=environment | own,
                capture_output=True,
                text=True,
                check=False,
            )
            done.append(Done(step.run, result.returncode, result.stdout + result.stderr))
        self.summary = files["summary.md"].read_text() if files["summary.md"].exists() else ""
        return done


def set_up(clone: Path) -> None:
    """Give a clone the environment that these tests run in, so that make finds nothing to set up."""
    environment = clone / ".venv"
    environment.mkdir()
    for name in ("bin", "lib"):
        (environment / name).symlink_to(Path(sys.prefix) / name)
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", environment)
    (environment / "finished").write_text(f"{environment} {sys.implementation.cache_tag}\n")
    for name in ("requirements.txt", "requirements-test.txt", "package-lock.json"):
        os.utime(clone / name, (1, 1))
    for script in (clone / "docs" / "theme" / "search").iterdir():
        os.utime(script, (1, 1))
    for name in ("site", "test"):
        (environment / name).touch()
