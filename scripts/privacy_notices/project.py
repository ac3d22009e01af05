"""The project's folder and the switches of its environment: each path and each variable stands here once.

Commands make both and hand them down, so that nothing below reads the environment or puts a path together.

In a school's repository the program comes from a wheel, which brings law, words and look at the same paths as the
program's own repository has them; a file of the school's own at such a path wins. Nothing else knows of the difference.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from privacy_notices.errors import BadValueError
from privacy_notices.history.main_branch import History, read_history
from privacy_notices.history.versions import is_version_name
from privacy_notices.law.plain_words import PlainWords, load_plain_words
from privacy_notices.law.requirements import Requirements, load_requirements
from privacy_notices.law.school import School, load_school
from privacy_notices.notices.redactions import Removals, load_removals
from privacy_notices.years import parse_day

#: The data files, as git calls them.
SCHOOL = "notices/school.toml"
REQUIREMENTS = "notices/requirements.toml"
PLAIN_WORDS = "notices/plain_words.toml"
LINKS = "notices/links.toml"
SYNONYMS = "notices/synonyms.toml"
REDACTIONS = "notices/redactions.toml"

#: The site's own words in other languages, as Sphinx finds them.
CATALOGUES = "docs/locales"

PACKAGE = Path(__file__).resolve().parent
#: What a wheel brings beside the modules, at the paths of the program's repository, in which there is no such folder.
SHIPPED = PACKAGE / "shipped"
_THEME, _SEARCH, _FONTS = "docs/theme", "node_modules/.search", "node_modules/.fonts"


@dataclass(frozen=True)
class Switches:
    """What the environment asks for.

    `today` is the day that everything is worked out for (NOTICES_TODAY, or the system's date); `has_drafts` makes a
    preview for staff, with the drafts (NOTICES_DRAFTS); `has_pdf` PDF copies (NOTICES_PDF). `dropped` are the
    versions that may be missing although they were published once (NOTICES_DROP).
    """

    today: date
    has_drafts: bool = False
    has_pdf: bool = True
    dropped: frozenset[str] = frozenset()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Switches:
        """Read the switches.

        Raises:
            BadValueError: one of them is not understood.
        """
        written = environment.get("NOTICES_TODAY", "")
        return cls(
            today=parse_day("NOTICES_TODAY", written) if written else date.today(),
            has_drafts=_chosen(environment, "NOTICES_DRAFTS", '"on" to show drafts, or "off"') == "on",
            has_pdf=_chosen(environment, "NOTICES_PDF", '"off" to leave the PDF copies out, or "on"') != "off",
            dropped=_versions(environment, "NOTICES_DROP"),
        )


def _chosen(environment: Mapping[str, str], name: str, advice: str) -> str:
    written = environment.get(name, "")
    if written not in ("", "on", "off"):
        raise BadValueError(f'{name}: "{written}" is not understood; write {advice}')
    return written


def _versions(environment: Mapping[str, str], name: str) -> frozenset[str]:
    names = frozenset(environment.get(name, "").replace(",", " ").split())
    for each in sorted(names):
        if not is_version_name(each):
            raise BadValueError(f'{name}: "{each}" is no version; write its whole name, like 2016-17.1')
    return names


@dataclass(frozen=True)
class Project:
    """The project at a folder: where things are, and what was read of them, once."""

    root: Path

    @classmethod
    def of(cls, script: str) -> Project:
        """Return the project of a command: the one that its file is part of; from a wheel, the one it is called in."""
        folder = Path(script).resolve().parent
        return cls(Path.cwd() if folder.is_relative_to(PACKAGE) else folder.parent)

    def file(self, name: str) -> Path:
        """Return the file or folder at this path: the project's own or, without one, the wheel's."""
        own, shipped = self.root / name, SHIPPED / name
        return shipped if shipped.exists() and not own.exists() else own

    def layers(self, name: str) -> list[Path]:
        """Return the files or folders at this path, the wheel's before the project's own, which wins over it."""
        return [path for path in (SHIPPED / name, self.root / name) if path.exists()] or [self.root / name]

    @property
    def notices(self) -> Path:
        """The folder of the notices and of the data files."""
        return self.root / "notices"

    @property
    def links_file(self) -> Path:
        """What became of the links."""
        return self.root / LINKS

    @property
    def data_files(self) -> list[Path]:
        """The data files, those of the wheel included."""
        return [path for folder in self.layers("notices") for path in sorted(folder.glob("*.toml"))]

    @property
    def synonyms_files(self) -> list[Path]:
        """What parents type into the search."""
        return self.layers(SYNONYMS)

    @property
    def templates(self) -> list[Path]:
        """The folders with the templates of pages, in the order in which one is looked for."""
        return self.layers(f"{_THEME}/templates")[::-1]

    @property
    def catalogues(self) -> list[Path]:
        """The folders with the site's own words in other languages."""
        return self.layers(CATALOGUES)

    @property
    def face(self) -> tuple[Path, Path]:
        """The style sheets of a school's own face: that of its band, and that of its colour."""
        return self.file(f"{_THEME}/face.css"), self.file(f"{_THEME}/face-colour.css")

    @property
    def compiled(self) -> Path:
        """The templates of pages, compiled; beside the project's own, if it has any."""
        own = self.root / _THEME / "templates"
        return (own if own.is_dir() else self.build) / "__pycache__"

    @property
    def static(self) -> list[Path]:
        """The folders with what pages load: style sheets, scripts, and the search from npm."""
        return [*self.layers(f"{_THEME}/static"), self.file(_SEARCH)]

    @property
    def favicon(self) -> Path:
        """The icon of the pages."""
        return self.file(f"{_THEME}/static/favicon.svg")

    @property
    def pdf_template(self) -> Path:
        """The template of PDF copies, which takes its fonts from the file beside it."""
        return self.file(f"{_THEME}/pdf.typ")

    @property
    def fonts(self) -> Path:
        """Where set-up puts the fonts of PDF copies."""
        return self.file(_FONTS)

    @property
    def set_up(self) -> Path:
        """The stamp of what set-up took from npm: the search and the fonts."""
        return self.file(_SEARCH) / "ready"

    @property
    def build(self) -> Path:
        """What is built, and what a build keeps for the next."""
        return self.root / "build"

    @property
    def site(self) -> Path:
        """The last good site."""
        return self.build / "site"

    @property
    def update(self) -> Path:
        """What an update keeps of the release before it."""
        return self.build / "update"

    @property
    def update_begun(self) -> Path:
        """What the old release said of the school: an update was begun."""
        return self.update / "before.json"

    @property
    def update_site(self) -> Path:
        """The site as the old release built it."""
        return self.update / "site"

    @property
    def update_report(self) -> Path:
        """What an update means for the school."""
        return self.update / "report.txt"

    @property
    def site_stamp(self) -> Path:
        """What the last good site was built from."""
        return self.build / "site.stamp"

    @property
    def links_report(self) -> Path:
        """What the weekly link check saw (check_links.py --format json)."""
        return self.build / "links" / "report.json"

    @property
    def links_issue(self) -> Path:
        """What the weekly link check has to say to people (check_links.py --issue)."""
        return self.build / "links" / "issue.md"

    @property
    def links_state(self) -> Path:
        """What one weekly link check leaves for the next (check_links.py --state)."""
        return self.build / "links" / "state.json"

    @cached_property
    def school(self) -> School:
        """The facts of the school; raises FileError where they cannot be used."""
        return load_school(self.root / SCHOOL)

    @cached_property
    def requirements(self) -> Requirements:
        """What a notice must say; raises FileError where it cannot be used."""
        return load_requirements(self.layers(REQUIREMENTS))

    @cached_property
    def plain_words(self) -> PlainWords:
        """Heavy words and plainer ones; raises FileError where they cannot be used."""
        return load_plain_words(self.layers(PLAIN_WORDS))

    @cached_property
    def removals(self) -> Removals:
        """What was removed from versions; raises FileError where the record cannot be used."""
        return load_removals(self.root / REDACTIONS)

    @cached_property
    def history(self) -> History | None:
        """What main published; None without git. Raises GitError or HistoryError where it cannot be read."""
        return read_history(self.root)
