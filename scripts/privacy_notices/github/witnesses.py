"""The witnesses of the history: origin's tags, and the log of versions that was published last.

A clone alone cannot see that its history was rewritten, or merged the wrong way round, so that another commit
became the first to publish a version. Whoever saw the versions before can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from privacy_notices.errors import GitError, HistoryError, NotShownError, UnreachableError
from privacy_notices.github import api as github
from privacy_notices.history import log, repository
from privacy_notices.history.live_site import read_file
from privacy_notices.history.main_branch import History
from privacy_notices.history.verify import shown, written
from privacy_notices.history.versions import Version, is_version_name
from privacy_notices.notices.redactions import LONGEST, only_removed, without_words
from privacy_notices.notices.showing import source_text
from privacy_notices.project import Project

_ADVICE = (
    "Nothing was published. Either main was rewritten or merged the wrong way round: bring back the main that was "
    "published. Or it was meant: docs/faq.md says what to do."
)


def ask_witnesses(project: Project, dropped: Collection[str], against: Path | None) -> list[str]:
    """Compare the history with what its witnesses saw; return a line on each witness that could be asked.

    Args:
        project: the repository, which knows the address of the site.
        dropped: the versions that may be missing although they were published once.
        against: a copy of versions.json to ask in the place of the one that the site shows now.

    Raises:
        HistoryError: the history contradicts a witness, a line for each way, or cannot be used.
        GitError: git failed.
        NotShownError: the site answers without showing its log.
        LogError: what it shows is no log.
    """
    history = project.history
    if history is None:
        raise HistoryError(f"{project.root} is not a git repository: there is no history to publish.")
    said, faults = _origin(project.root, history, dropped)
    more, other = _last_log(project, history, against, dropped)
    if faults + other:
        raise HistoryError("\n".join([*faults, *other, _ADVICE]))
    return said + more


def _origin(root: Path, history: History, dropped: Collection[str]) -> tuple[list[str], list[str]]:
    """Return what there is to say of origin's tags, and in which ways they contradict the history."""
    if not repository.has_remote(root, "origin"):
        return ["There is no origin, so its tags are no witness."], []
    try:
        tags = github.tags_of_origin(root)
    except GitError as error:
        return [f"The tags of origin could not be asked for: {error}"], []
    named = {name: commit for name, commit in tags.items() if is_version_name(name)}
    return [f"Tags of versions at origin: {len(named)}."], list(_against_tags(history, named, dropped))


def _against_tags(history: History, named: dict[str, str], dropped: Collection[str]) -> Iterator[str]:
    commits = {version.name: version.commit for version in history.versions}
    for name, commit in named.items():
        if name not in commits and name not in dropped:
            yield f"Version {name}: origin has its tag, and it is missing from this history."
        elif name in commits and commits[name] != commit:
            yield f"Version {name}: origin's tag names the commit {commit}, and this history {commits[name]}."


def _last_log(
    project: Project, history: History, against: Path | None, dropped: Collection[str]
) -> tuple[list[str], list[str]]:
    """Return what there is to say of the last published log, and in which ways it contradicts the history."""
    site = project.school.site_url
    name = str(against or f"{site}versions.json")
    try:
        text = read_file(str(against.parent), against.name) if against else read_file(site, "versions.json")
    except UnreachableError as error:
        return [f"The last published list of versions could not be asked for: {error}"], []
    if text is None:
        if against:
            raise NotShownError(f"{against}: there is no such file.")
        return [f"{name} is not there yet, so it is no witness."], []
    kept, now = log.read_log(text, name), log.entries(history.versions, "/", False, project.removals)
    gone = [name for name in log.missing(kept, [version.name for version in history.versions]) if name not in dropped]
    faults = [f"Version {each}: it was published, and is missing from this history ({name})." for each in gone]
    # Where a version is dropped on purpose the chain cannot be what it was.
    faults += [f"Version {each} ({name})." for each in log.contradictions(kept, now, chain=not dropped)]
    said = [f"Versions published before: {len(kept)} ({name})."]
    removed = [version for version in history.versions if version.name in log.with_removals(kept, now)]
    for version in removed:
        listed = next(entry for entry in kept if entry["version"] == version.name)
        allowed, sentence = _judged(version, listed, project, against)
        (said if allowed else faults).append(f"Version {version.name}: {sentence}")
    return said, faults


def _judged(version: Version, listed: log.Entry, project: Project, against: Path | None) -> tuple[bool, str]:
    """Say whether nothing but the words is different of a version, as far as can be seen, and in a sentence.

    Beside a log that somebody kept the pages may be missing, and on the site as it was before they cannot.
    """
    site = str(against.parent) if against else project.school.site_url
    page = read_file(site, f"versions/{version.name}/index.html")
    if project.removals.retracted(version.name):
        is_same = version.source == without_words(version.front_matter)
    elif page is None:
        return against is not None, f"{site} does not show it, so nobody can see that only words were removed."
    else:
        is_same = _only_marks(version, page.decode(errors="replace")) and _same_summary(version, listed)
    if is_same and listed.get("in_force_from", str(version.first_day)) == str(version.first_day):
        return True, "words were removed from it, and nothing else is different."
    return False, f"more is different than that words were removed ({site}): docs/remove-a-name.md."


def _same_summary(version: Version, listed: log.Entry) -> bool:
    now, then = version.front_matter.changes or "", listed.get("summary") or ""
    return only_removed("".join(then.split()), "".join(now.split()), LONGEST)


def _only_marks(version: Version, page: str) -> bool:
    """Say whether a version differs from the page that showed it only where a mark stands in the place of words."""
    words, links = shown(page)
    if only_removed(words, "".join(source_text(version.source).split()), LONGEST):
        return True  # The page showed the source text, in which addresses are words.
    before = iter(links)
    same_links = all(link.url in before for link in version.notice.links)
    return same_links and only_removed(words, written(version.notice), LONGEST)
