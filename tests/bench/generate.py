"""Makes the projects that are measured, all of the same fictional notices: the same bytes at every run."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_YEAR = 2006
#: What children see of our environment: nothing that changes Python or git, so bytecode is kept.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "SOURCE_DATE"))},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "NOTICES_TODAY": "2026-11-23",
    "NOTICES_PDF": "off",
}
# Each section has its marks, and its number says what carries them: in turn the heading, a paragraph, a list.
SECTIONS = (
    ("{#controller-identity .answers-controller-contact}", "Who we are"),
    ("{#purposes .answers-data-sources}", "Why we keep information"),
    ("{#categories-of-data}", "What we keep"),
    ("{#recipients}", "Who sees it"),
    ("{#dfe-sharing .answers-la-sharing}", "What the law asks us to pass on"),
    ("{#retention}", "How long we keep it"),
    ("{#right-of-access .answers-how-to-request-access}", "How to get a copy"),
    ("{#right-to-rectification}", "How to correct a mistake"),
    ("{#right-to-object .answers-right-to-restriction}", "How to object"),
    ("{#lawful-basis}", "What allows us to"),
    ("{#complain-to-school}", "How to complain"),
    ("{#last-updated .answers-changes-told}", "How changes are told"),
)
PHRASES = (
    ("The school office", "Your child's class teacher", "The headteacher", "Our governing board", "The school nurse",
     "The after-school club", "The kitchen manager", "The attendance officer", "The learning support team"),
    ("keeps", "reads", "writes down", "checks", "stores", "updates", "prints", "sends on", "compares"),
    ("attendance marks", "contact details", "meal choices", "reading records", "photographs of school trips",
     "notes about allergies", "results of tests", "emergency telephone numbers", "travel plans"),
    ("each morning", "at the end of every term", "once a year", "when a pupil joins", "before each trip",
     "in the first week of school", "after every meeting with parents", "while a pupil is here"),
    ("so that parents can be reached", "to support learning", "because the law asks for it", "to keep pupils safe",
     "so that mistakes are found early", "to plan the next lesson", "and shows it to nobody else"),
)  # fmt: skip
SENTENCES_EACH = 4
CONF = """\
project = "Benchmark"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["attrs_block", "colon_fence"]
smartquotes = False
html_theme = "furo"
html_permalinks = False
"""
STOCK_CONF = (
    CONF
    + """\
extensions += ["sphinx_multiversion"]
smv_tag_whitelist = r"^\\d{4}-\\d{2}\\.\\d+$"
smv_branch_whitelist = "^$"
"""
)


@dataclass(frozen=True)
class Version:
    """A fictional revision of a notice."""

    start: int
    revision: int
    text: str

    @property
    def year(self) -> str:
        """Like `2006-07`."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def name(self) -> str:
        """Like `2006-07.1`: the name of its tag and its page."""
        return f"{self.year}.{self.revision}"

    @property
    def day(self) -> date:
        """The first day on which it applies."""
        return date(self.start, 9, 1) + timedelta(days=45 * (self.revision - 1))

    @property
    def source(self) -> str:
        """The notice file."""
        keys = [f"academic_year: {self.year}", f"revision: {self.revision}", "status: published"]
        if self.revision > 1:
            keys += [f"in_force_from: {self.day}", f"changes: Some words of revision {self.revision - 1} were changed."]
        return "\n".join(["---", *keys, "---", "", self.text])


def make_versions(years: int, revisions: int) -> list[Version]:
    """Return the versions in order, and after them one more revision of the last year."""
    numbers = [(FIRST_YEAR + year, revision + 1) for year in range(years) for revision in range(revisions)]
    numbers.append((FIRST_YEAR + years - 1, revisions + 1))
    choice = random.Random("privacy notices")  # noqa: S311 - the same words at every run are meant
    sentences = [[choice.choice(phrases) for phrases in PHRASES] for _ in range(len(SECTIONS) * SENTENCES_EACH)]
    versions = []
    for start, revision in numbers:
        for sentence in choice.sample(sentences, 8):
            part = choice.randrange(len(PHRASES))
            sentence[part] = choice.choice([phrase for phrase in PHRASES[part] if phrase != sentence[part]])
        versions.append(Version(start, revision, _text(start, [" ".join(words) for words in sentences])))
    return versions


def _text(start: int, sentences: Sequence[str]) -> str:
    blocks = [
        f"# Privacy notice of a fictional school, {start} to {start + 1}",
        "This notice is fictional: it was made up to measure how long the site takes to build. No school issued it.",
    ]
    for number, (mark, heading) in enumerate(SECTIONS):
        first, second, *items = sentences[number * SENTENCES_EACH :][:SENTENCES_EACH]
        marks = ["", "", ""]
        marks[number % 3] = mark + "\n"
        link = f"[fictional guide {number + 1}](https://example.org/guide/{number + 1})"
        blocks += [
            f"{marks[0]}## {heading}",
            f"{marks[1]}{first}. See {link}.",
            f"{second}. It also means that:",
            marks[2] + "\n".join(f"- {item}" for item in items),
        ]
    return "\n\n".join(blocks) + "\n"


def git(folder: Path, *arguments: str, day: date = date(FIRST_YEAR, 8, 1)) -> str:
    """Run git on a fixed date and return what it printed."""
    when = f"{day}T12:00:00+00:00"
    dated = {**ENVIRONMENT, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, env=dated, check=True, stdout=subprocess.PIPE, text=True).stdout


def _new_repository(folder: Path) -> None:
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "Benchmark")
    git(folder, "config", "user.email", "benchmark@example.org")


def _commit(folder: Path, version: Version) -> None:
    (folder / "notices" / f"{version.year}.md").write_text(version.source, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", f"Publish {version.name}", day=version.day)


def make_ours(folder: Path, versions: Sequence[Version]) -> None:
    """Make a repository of this project as it is, without its tests and notices, and commit each version."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        path = Path(name)
        is_left_out = path.parts[0] == "tests" or (path.parent == Path("notices") and path.suffix == ".md")
        if not is_left_out and (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, folder / path)
    _new_repository(folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")  # What npm installed is ignored by git.
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "The project as it stands")
    for version in versions:
        _commit(folder, version)


@contextmanager
def one_more_commit(folder: Path, version: Version) -> Iterator[None]:
    """Have one version more for a while; then the repository is as it was."""
    _commit(folder, version)
    try:
        yield
    finally:
        git(folder, "reset", "--quiet", "--hard", "HEAD~1")
        if git(folder, "tag", "--list", version.name):
            git(folder, "tag", "--delete", version.name)


def make_stock(folder: Path, versions: Sequence[Version]) -> None:
    """Make a repository for stock sphinx-multiversion: each tag has the settings, a first page and one notice."""
    (folder / "notices").mkdir(parents=True)
    _new_repository(folder)
    (folder / "conf.py").write_text(STOCK_CONF)
    for version in versions:
        for old in (folder / "notices").iterdir():
            old.unlink()
        (folder / "index.md").write_text(f"# Benchmark\n\n```{{toctree}}\nnotices/{version.year}\n```\n")
        _commit(folder, version)
        git(folder, "tag", version.name)


def make_plain(folder: Path, versions: Sequence[Version]) -> None:
    """Make a Sphinx project of the notice pages, in no table of contents; without versions it is an empty one."""
    (folder / "versions").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Benchmark\n")
    for version in versions:
        _write_page(folder, version)


def _write_page(folder: Path, version: Version) -> Path:
    page = folder / "versions" / f"{version.name}.md"
    page.write_text(version.source.replace("---\n", "---\norphan: true\n", 1), encoding="utf-8")
    return page


@contextmanager
def one_more_page(folder: Path, version: Version) -> Iterator[None]:
    """Have one page more for a while; then the folder is as it was."""
    page = _write_page(folder, version)
    try:
        yield
    finally:
        page.unlink()
