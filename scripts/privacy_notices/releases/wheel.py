"""Builds the wheel of a release: the modules, and what of the repository every school needs.

The files keep their paths below `privacy_notices/shipped`, where `project` finds them; `scripts/` becomes a part of the
package, so that commands run without this repository. The same commit gives the same bytes: times come from the commit,
modes from here, and setuptools sorts.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit

from privacy_notices.data_files import file_errors, read_bytes, read_text, write_whole
from privacy_notices.errors import CannotFindError
from privacy_notices.history import git
from privacy_notices.history.repository import is_repository
from privacy_notices.project import LINKS, PLAIN_WORDS, REDACTIONS, REQUIREMENTS, SYNONYMS, Project
from privacy_notices.releases.release import ABOUT, Offer, Release

#: What every school has from us. Of the school's own data only what is said about it: the lines above the entries.
_SHIPPED = (
    *("index.md", "conf.py", "requirements.txt", "Makefile", REQUIREMENTS, SYNONYMS, PLAIN_WORDS),
    *("docs/*.md", "docs/images/*.png", "docs/locales/**/*.po"),
    *("docs/theme/*.typ", "docs/theme/*.css", "docs/theme/static/*", "docs/theme/templates/**/*.*"),
    *("node_modules/.search/**/*.*", "node_modules/.search/ready", "node_modules/.fonts/*"),
    *("node_modules/dejavu-fonts-ttf/LICENSE", "node_modules/@expo-google-fonts/*/LICENSE_FONT"),
    *("scripts/environment.sh", "scripts/school/**/*"),
)
_HEADS = (REDACTIONS, LINKS)
_NOT_FOR_SCHOOLS = ("architecture.md", "benchmarks.md", "drawings.html")
_BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


def make_wheel(project: Project, folder: Path) -> Offer:
    """Build the wheel into a folder, with the `release.json` that offers it, and return what that says.

    Raises:
        CannotFindError: the search and the fonts are not set up here.
        FileError: a file cannot be read or written.
        GitError: git failed.
    """
    if not project.set_up.exists():
        raise CannotFindError("The search and the fonts are not set up here. Run: make node_modules/.search/ready")
    root, law = project.root, project.requirements.law
    settings = tomlkit.parse(read_text(root / "pyproject.toml"))
    about: dict[str, Any] = settings["project"]
    commit, second = _source(root)
    release = Release(version=about["version"], law=law, commit=commit)
    about["description"] += f" (law: {law})"
    # Only whoever installs from a folder builds with it; what pip brings into an environment is older.
    about["dependencies"] = [each for each in about["dependencies"] if not each.startswith("setuptools")]
    with TemporaryDirectory() as place, file_errors(folder, "written"):
        stage, made = Path(place) / "stage", Path(place) / "made"
        _copy(root, stage, release)
        write_whole(stage / "pyproject.toml", tomlkit.dumps(settings))
        for path in [stage, *stage.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.suffix == ".sh" else 0o644)
        made.mkdir()
        _build(stage, made, second)
        (wheel,) = made.glob("*.whl")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wheel, folder / wheel.name)
    digest = hashlib.sha256(read_bytes(folder / wheel.name)).hexdigest()
    offer = Offer(**release.model_dump(), wheel=wheel.name, sha256=digest)
    write_whole(folder / ABOUT, offer.model_dump_json(indent=2) + "\n")
    return offer


def _source(root: Path) -> tuple[str, str]:
    """Return the commit that the files are of and its second, or those of no repository."""
    if not is_repository(root):
        return "", "315532800"  # 1980, where the times of a ZIP begin.
    commit, second = git.run(root, "show", "--no-patch", "--format=%H %ct", "HEAD").decode().split()
    return commit, second


def _copy(root: Path, stage: Path, release: Release) -> None:
    package = stage / "scripts" / "privacy_notices"
    for source, target in _files(root, package):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for name in _HEADS:
        write_whole(package / "shipped" / name, read_text(root / name).partition("\n[[")[0] + "\n")
    write_whole(package / "shipped" / ABOUT, release.model_dump_json(indent=2) + "\n")
    for name in ("LICENSE", "docs/changelog.md"):  # What the metadata take in.
        (stage / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(root / name, stage / name)


def _files(root: Path, package: Path) -> Iterator[tuple[Path, Path]]:
    for source in (root / "scripts" / "privacy_notices").rglob("*"):
        if source.suffix in (".py", ".txt"):
            yield source, package / source.relative_to(root / "scripts" / "privacy_notices")
    for source in (root / "scripts").glob("*.py"):
        yield source, package / "scripts" / source.name
    for source in (path for pattern in _SHIPPED for path in root.glob(pattern)):
        if source.is_file() and not {"__pycache__", *_NOT_FOR_SCHOOLS} & set(source.parts):
            yield source, package / "shipped" / source.relative_to(root)


def _build(stage: Path, made: Path, second: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", _BUILD, str(made)],
        cwd=stage,
        env={"SOURCE_DATE_EPOCH": second, "PATH": "/usr/bin:/bin"},
        umask=0o022,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotFindError(f"setuptools could not build the wheel: {done.stderr.strip().splitlines()[-1]}")
