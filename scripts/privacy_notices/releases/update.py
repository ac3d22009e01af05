"""Moves a school's repository to the newest release, and says what that means for this school.

What the old release says of the school is kept before its environment goes, and the new one compares: each runs on its
own, so neither has to understand the data of the other.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from privacy_notices.checks import check_notice, load_rulebook
from privacy_notices.data_files import DataModel, file_errors, read_bytes, read_text, write_whole
from privacy_notices.errors import NoticesError, StateError
from privacy_notices.notices.reading import notice_paths, read_notice
from privacy_notices.project import LINKS, REDACTIONS, SHIPPED, Project, Switches
from privacy_notices.releases.meaning import Seen, meaning
from privacy_notices.releases.release import Offer, current, offered, place_of
from privacy_notices.releases.school import LOCK, Source, lock_file, programs_files, unpack
from privacy_notices.site.build import build_site


class Before(DataModel):
    """What is kept of a school as the old release saw it; `kept` are files of the program that the school changed."""

    old: str
    new: Offer
    seen: Seen
    kept: list[str]
    has_site: bool


def begin(project: Project, switches: Switches, place: str) -> str:
    """Put the files of the newest release into the school's repository, and return in one line what was done.

    Args:
        project: the school's repository.
        switches: the day, for what is asked of its notices.
        place: where releases are; "" where the lock file says it.

    Raises:
        CannotFindError, DataFileError, UnreachableError, NotShownError: the place offers no release.
        FileError: a file cannot be read or written.
    """
    old = current(project)
    if (
        project.update_begun.exists()
        and not project.update_report.exists()
        and _begun(project).new.version == old.version
    ):
        return f"The update to release {old} was begun before: now it ends."
    shutil.rmtree(project.update, ignore_errors=True)
    from_here = place_of(read_text(project.root / LOCK))
    new = offered(place or from_here)
    if new.order <= old.order:
        return f"This is the newest release: {old}."
    has_site = _keep_site(project, switches)
    seen = look(project, switches)
    source = unpack(place or from_here, new, project.update / "new")
    kept = _replace(project.root, programs_files(Source(SHIPPED, from_here, old)), programs_files(source))
    write_whole(project.root / LOCK, lock_file(source, new))
    before = Before(old=str(old), new=new, seen=seen, kept=kept, has_site=has_site)
    write_whole(project.update_begun, before.model_dump_json())
    return f"From {before.old} to release {new} ..."


def _keep_site(project: Project, switches: Switches) -> bool:
    """Keep the site as the old release builds it; False where it cannot, and so nothing can be compared."""
    site, _ = _built(project, switches)
    if site is None:
        return False
    with file_errors(project.update_site, "written"):
        shutil.copytree(site, project.update_site)
    return True


def _replace(root: Path, old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Write each file of the program, unless the school has changed it; return those that it has changed."""
    kept = []
    for name, text in new.items():
        path = root / name
        here = read_text(path) if path.exists() else ""
        if here and here not in (old.get(name), text):
            kept.append(name)
        else:
            mode = path.stat().st_mode if here else 0o755 if name.endswith(".sh") else 0o644
            write_whole(path, text)
            path.chmod(mode)
    return kept


def look(project: Project, switches: Switches) -> Seen:
    """Return what this release asks of each notice, and what it finds in them."""
    rules = load_rulebook(project, switches.today)
    asked: dict[str, dict[str, str]] = {}
    found: dict[str, list[str]] = {}
    for path in notice_paths(project.notices):
        name = f"{project.notices.name}/{path.name}"
        notice = read_notice(path, name)
        found[name] = [finding.as_line() for finding in check_notice(notice, rules)]
        if notice.front_matter and notice.in_force:
            listed = rules.requirements.asked(notice.in_force, rules.school)
            days = notice.in_force
            asked[name] = {each.id: f"{each.write} ({each.citation(days)})" for each, _ in listed}
    return Seen(asked=asked, found=found)


def end(project: Project, switches: Switches) -> Iterator[str]:
    """Yield what the new release means for this school; nothing where no update was begun.

    Raises:
        StateError: what was kept of the old release cannot be read.
        FileError, GitError, HistoryError, SiteError: a file or the history cannot be used, or the site not be built.
    """
    if not project.update_begun.exists():
        return
    before = _begun(project)
    site, fault = _built(project, switches)
    lines = list(meaning(before.seen, look(project, switches), project.update_site if before.has_site else None, site))
    lines += [f"{name} was changed here, so it stays as it is; the new one is not in it." for name in before.kept]
    lines += [f"{name} is your own, and still wins over the program's." for name in own_files(project)]
    lines = [f"{before.old} is now {current(project)}. What is new is in docs/changelog.md.", *lines]
    write_whole(project.update_report, "\n".join(lines) + "\n")
    yield from lines
    yield 'Read this, then keep it: git add --all; git commit --message="Use the newest release". Or: git restore .'
    if fault:
        raise fault


def _begun(project: Project) -> Before:
    try:
        return Before.model_validate_json(read_bytes(project.update_begun))
    except ValidationError:
        raise StateError(
            f'{project.update_begun}: cannot be used. Delete it, run "git restore .", then "make update".'
        ) from None


def _built(project: Project, switches: Switches) -> tuple[Path | None, NoticesError | None]:
    try:
        return build_site(project, switches, lambda line: None), None
    except NoticesError as error:
        return None, error


def own_files(project: Project) -> Iterator[str]:
    """Yield the files of the school that win over the program's, or are laid over them."""
    for folder in ("notices", "docs/theme"):
        for path in sorted((project.root / folder).rglob("*")):
            name = path.relative_to(project.root).as_posix()
            if path.is_file() and (SHIPPED / name).exists() and name not in (LINKS, REDACTIONS):
                yield name
