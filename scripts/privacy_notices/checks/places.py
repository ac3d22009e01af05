"""Checks that git stores a published notice exactly as it is: otherwise no commit of it could become a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from privacy_notices.data_files import read_bytes
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.history import repository as git
from privacy_notices.history.versions import published_front_matter
from privacy_notices.notices.reading import notice_paths, read_notice, translation_paths


def misplaced(folder: Path, shown: str, *, has_git: bool) -> Iterator[Finding]:
    """Yield a finding for each thing in the notices' folder that is named like a notice and cannot become a version.

    Findings call the folder `shown`; where it `has_git`, git is asked how it keeps it. Raises GitError.
    """
    notices, translations = notice_paths(folder), translation_paths(folder)
    kept = [*notices, *translations]
    if folder.is_symlink():
        yield _finding(shown, "is a link to another place, of which git keeps nothing. Put the folder itself here.")
    for path in sorted(folder.rglob("*.md")):
        place = f"{shown}/{path.relative_to(folder)}"
        if path in kept or path.parent in folder.glob("*.md"):
            continue
        if path.parent != folder:
            yield _finding(place, f"stands in a folder of its own. Move it to {shown}/, or it is never published.")
        elif path.is_symlink():
            yield _finding(place, "is a link to another file, of which git keeps nothing. Put the file itself here.")
        else:
            yield _finding(place, "is called like a notice and is no file. Delete it, or give it another name.")
    if has_git:
        published = [path for path in notices if published_front_matter(read_bytes(path))]
        published += [path for path in translations if read_notice(path).is_published]
        yield from _altered_by_git(folder, [f"{folder.name}/{path.name}" for path in published], shown)


def _altered_by_git(folder: Path, published: list[str], shown: str) -> Iterator[Finding]:
    for place, how in git.not_kept_as_they_are(folder.resolve().parent, published).items():
        path = f"{shown}/{Path(place).name}"
        if how == "ignored":
            yield _finding(path, "is left out by .gitignore, so nobody else has it. Take out the line that does so.")
        else:
            yield _finding(path, f"is not kept by git as it is: .gitattributes says {how}. Take that out for notices.")


def _finding(path: str, what: str) -> Finding:
    return Finding(path, 1, Rule.FILE_PLACE, Severity.ERROR, f"{Path(path).name} {what}")
