"""Makes a school's repository, and writes the files in it that belong to the program: those `make update` replaces.

All of them come out of the wheel that the repository will use, so that they are always of the same release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from privacy_notices.data_files import file_errors, read_text, write_whole
from privacy_notices.errors import CannotBeginError, FileError
from privacy_notices.history.live_site import is_address
from privacy_notices.law.requirements import load_requirements
from privacy_notices.law.school import load_school
from privacy_notices.project import LINKS, REDACTIONS, REQUIREMENTS, SCHOOL
from privacy_notices.releases.first_draft import Facts, first_draft, school_file
from privacy_notices.releases.release import Offer, Release, fetch, lock_line, offered, repository_of
from privacy_notices.years import AcademicYear

#: The targets of our Makefile that a school's has too; they run the same commands, from the wheel.
_TARGETS = (
    *(
        "help",
        "site",
        "preview",
        "serve",
        "tags",
        "check",
        "law",
        "version",
        "new-notice",
        "import",
        "links",
        "links-update",
    ),
    *("verify", "redact", "redact-verify", "retract", "update", "update-report"),
    *("pr-check", "pr-summary", "publish-site", "publish-tags"),
    *("links-state", "links-report", "links-propose", "propose-notice", "propose-update"),
)
_COMMAND = re.compile(r"\$\(BIN\)/python scripts/(\w+)\.py")
_TEMPLATES = "scripts/school"
LOCK, MAKEFILE, SET_UP = "requirements.txt", "Makefile", "scripts/environment.sh"


@dataclass(frozen=True)
class Source:
    """An unpacked release: its files, where it is from, and what is said of it there."""

    shipped: Path
    place: str
    release: Release


def unpack(place: str, release: Offer, folder: Path) -> Source:
    """Fetch a release into a folder, and return its files.

    Raises:
        CannotFindError, UnreachableError, NotShownError: it cannot be fetched.
        FileError: it is no wheel, or cannot be written.
    """
    wheel = fetch(place, release, folder)
    try:
        with file_errors(wheel, "unpacked"), ZipFile(wheel) as archive:
            archive.extractall(folder)
    except BadZipFile:
        raise FileError(f"{wheel}: cannot be unpacked: it is no wheel.") from None
    return Source(folder / "privacy_notices" / "shipped", place, release)


def programs_files(source: Source) -> dict[str, str]:
    """Return the text of each file of a school's repository that belongs to the program, by its path.

    Workflows call those of the program's repository, so there are none where the release is not from one.
    """
    files = {
        MAKEFILE: _makefile(source.shipped),
        SET_UP: read_text(source.shipped / SET_UP),
    }
    return files | dict(_workflows(source))


def lock_file(source: Source, offer: Offer) -> str:
    """Return the lock file of a school: the packages that the release was locked with, and its wheel."""
    return read_text(source.shipped / LOCK) + lock_line(source.place, offer)


def _makefile(shipped: Path) -> str:
    parts = read_text(shipped / "Makefile").split("\n\n")
    chosen = [part for part in parts if {line.partition(":")[0] for line in part.split("\n")} & set(_TARGETS)]
    text = _COMMAND.sub(r"$(BIN)/python -m privacy_notices.scripts.\1", "\n\n".join(chosen))
    targets = f".PHONY: {' '.join(_TARGETS)}\n\n" + text.replace(" $(SEARCH)/ready", "").strip("\n")
    return read_text(shipped / _TEMPLATES / "Makefile").replace("<targets>", targets)


def _workflows(source: Source) -> Iterator[tuple[str, str]]:
    repository, release = repository_of(source.place), source.release
    if not repository:
        return
    program, pinned = repository.removeprefix("https://github.com/"), f"{release.commit} # {release.tag}"
    for path in sorted((source.shipped / _TEMPLATES / "workflows").glob("*.yml")):
        text = read_text(path).replace("<program>", program)
        yield f".github/workflows/{path.name}", text.replace("<release>", pinned if release.commit else release.tag)
    yield ".github/dependabot.yml", read_text(source.shipped / _TEMPLATES / "dependabot.yml")


def new_school(folder: Path, place: str, facts: Facts, year: AcademicYear) -> list[str]:
    """Make a school's repository in a folder, and return in lines what is there and what to do next.

    Raises:
        CannotBeginError: there is something in the folder.
        CannotFindError, DataFileError, UnreachableError, NotShownError: the place offers no release.
        FileError: a file cannot be written.
        BadValueError: a fact is none.
    """
    with file_errors(folder, "read"):
        if folder.exists() and any(folder.iterdir()):
            raise CannotBeginError(f"{folder} is not empty. Name a folder that is not there yet: DIR=../our-school")
    place = place if is_address(place) else str(Path(place).resolve())
    with TemporaryDirectory() as unpacked:
        offer = offered(place)
        source = unpack(place, offer, Path(unpacked))
        files = programs_files(source) | {LOCK: lock_file(source, offer)} | dict(_schools_files(source, facts, year))
    for name, text in files.items():
        write_whole(folder / name, text)
    (folder / SET_UP).chmod(0o755)
    load_school(folder / SCHOOL)
    return list(_said(folder, source, year, files))


def _schools_files(source: Source, facts: Facts, year: AcademicYear) -> Iterator[tuple[str, str]]:
    """Yield what belongs to the school from now on, so that no update touches it."""
    templates = source.shipped / _TEMPLATES
    yield ".gitignore", read_text(templates / "gitignore")
    yield "README.md", read_text(templates / "README.md").replace("2026-27", str(year))
    yield "conf.py", read_text(source.shipped / "conf.py")
    yield from ((name, read_text(source.shipped / name)) for name in (LINKS, REDACTIONS))
    yield SCHOOL, school_file(read_text(templates / "school.toml"), facts, year)
    requirements = load_requirements(source.shipped / REQUIREMENTS)
    yield f"notices/{year}.md", first_draft(year, requirements, facts.school(year))


def _said(folder: Path, source: Source, year: AcademicYear, files: dict[str, str]) -> Iterator[str]:
    yield f"{folder} is a school's repository now, with release {source.release} of the program."
    yield f'notices/{year}.md is its first draft: write what "TODO" asks for. Nobody sees it yet.'
    if "TODO" in files[SCHOOL]:
        yield f'{SCHOOL} says "TODO" where a fact is missing. Nothing is published before that is written.'
    if not any(name.startswith(".github/") for name in files):
        yield f"{source.place} is no repository on GitHub, so there are no workflows: nothing runs there by itself."
    yield f'Now: cd {folder}, "git init --initial-branch=main", "git add --all", "git commit", then "make site".'
