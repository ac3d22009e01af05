"""Histories and damaged repositories, as a table: what was done to a project of five versions, and what follows.

`python -m tests.end_to_end.test_histories` prints the result of each row.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.conftest import Project
from tests.fictional import BODY, commit, fictional_notice

Spoil = Callable[[Project], None]
LAST = "notices/2019-20.md"
FUTURE = "2099-01-01T12:00:00+00:00"


@dataclass(frozen=True)
class History:
    """A row: what is done, the command then run, its exit code, what it says, and what becomes of `build/site`.

    In `environment` "{folder}" is the project's folder. `says` are pieces of the one line on stderr or of stdout.
    `site` is "untouched", "built", or "" where the command builds none. `before` says whether a site is there.
    """

    name: str
    spoil: Spoil
    command: str
    exit: int
    says: tuple[str, ...] = ()
    site: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    before: bool = True
    needs_root: bool = False


def nothing(project: Project) -> None:
    """Leave everything as it is."""


def git_file(name: str, text: str | None) -> Spoil:
    """Write another text into a file of git, or put a folder in its place."""

    def spoil(project: Project) -> None:
        project.git("pack-refs", "--all")
        path = project.folder / ".git" / name
        path.unlink(missing_ok=True)
        if text is None:
            path.mkdir()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return spoil


def give_to_another_user(project: Project) -> None:
    for path in [project.folder, *project.folder.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)


def give_away_and_trust(project: Project) -> None:
    project.write(".home/.gitconfig", f"[safe]\ndirectory = {project.folder}\n")
    give_to_another_user(project)


def lose_the_objects(project: Project) -> None:
    shutil.rmtree(project.folder / ".git" / "objects")


def move_the_main_repository(project: Project) -> None:
    shutil.move(project.folder / ".git", project.folder.parent / "elsewhere")
    (project.folder / ".git").write_text("gitdir: /nowhere/.git/worktrees/notices\n")


def make_shallow(project: Project) -> None:
    (project.folder / ".git" / "shallow").write_text(project.git("rev-parse", "HEAD") + "\n")


def object_of(project: Project, name: str) -> Path:
    id_ = project.git("rev-parse", name)
    return project.folder / ".git" / "objects" / id_[:2] / id_[2:]


def lose_a_notice(project: Project) -> None:
    object_of(project, "2017-18.1:notices/2017-18.md").unlink()


def lose_a_commit(project: Project) -> None:
    object_of(project, "2017-18.1^{commit}").unlink()


def spoil_a_notice(project: Project) -> None:
    path = object_of(project, "2017-18.1:notices/2017-18.md")
    path.chmod(0o644)
    path.write_bytes(b"garbage")


def lose_git(project: Project) -> None:
    shutil.rmtree(project.folder / ".git")


def put_in_a_larger_repository(project: Project) -> None:
    lose_git(project)
    project.run("git", "init", "--quiet", "--initial-branch=main", "..")
    project.git("add", "--all", "--force", "notices")


def unpack_in_another_repository(project: Project) -> None:
    lose_git(project)
    project.run("git", "init", "--quiet", "--initial-branch=main", "..")


def break_git_inside_another_repository(project: Project) -> None:
    project.run("git", "init", "--quiet", "--initial-branch=main", "..")
    (project.folder / ".git" / "HEAD").unlink()


def begin_without_a_commit(project: Project) -> None:
    lose_git(project)
    project.git("init", "--quiet", "--initial-branch=main")


def call_main(name: str) -> Spoil:
    def spoil(project: Project) -> None:
        project.git("branch", "--move", "main", name)
        project.git("switch", "--quiet", "--create", "feature")
        project.write("notices/2020-21.md", fictional_notice("2020-21"))
        commit(project, "Publish on a branch", 12)

    return spoil


def keep_no_branch(project: Project) -> None:
    project.git("switch", "--quiet", "--detach")
    for branch in project.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split():
        project.git("branch", "--quiet", "--delete", "--force", branch)


def lose_the_last_version(project: Project) -> None:
    project.git("reset", "--quiet", "--hard", "HEAD^")
    project.git("tag", "--delete", "2019-20.2")


def write_garbage_for_the_log(project: Project) -> None:
    project.write("build/site/versions.json", "<!doctype html>")


def rewrite_the_last_commit(project: Project) -> None:
    project.git("commit", "--quiet", "--amend", "--message=Rewritten")


def tag(name: str, target: str) -> Spoil:
    def spoil(project: Project) -> None:
        project.git("tag", "--delete", name)
        project.git("tag", name, target)

    return spoil


def without_tag(name: str, then: Spoil) -> Spoil:
    def spoil(project: Project) -> None:
        project.git("pack-refs", "--all")
        project.git("tag", "--delete", name)
        then(project)

    return spoil


def write_ref(name: str, text: str) -> Spoil:
    def spoil(project: Project) -> None:
        path = project.folder / ".git" / "refs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return spoil


def put_a_tag_in_the_way(project: Project) -> None:
    project.git("tag", "2017-18.1/old", "HEAD")


def refuse_in_a_hook(project: Project) -> None:
    hook = project.write(
        ".git/hooks/reference-transaction", '#!/bin/sh\necho "tags are made by the office" >&2\nexit 1\n'
    )
    hook.chmod(0o755)


def configure(*lines: str) -> Spoil:
    """Write a user's settings, in the home folder that the row's environment names."""

    def spoil(project: Project) -> None:
        project.write(".home/.gitconfig", "\n".join(lines) + "\n")
        project.git("tag", "--delete", "2017-18.1")

    return spoil


def replace_a_version(project: Project) -> None:
    other = project.git("hash-object", "-w", str(project.write("other.md", "Other words.\n")))
    project.git("replace", project.git("rev-parse", "2017-18.1:notices/2017-18.md"), other)
    project.git("tag", "--delete", "2017-18.1")


def graft_a_version(project: Project) -> None:
    project.write(".git/info/grafts", project.git("rev-parse", "2019-20.2^{commit}") + "\n")


def publish(year: str, date: str, revision: int = 1) -> Spoil:
    """Publish a notice on main by a commit with this date, be it one that git itself would not write."""

    def spoil(project: Project) -> None:
        project.write(f"notices/{year}.md", fictional_notice(year, revision, changes='"It is fictional."'))
        project.git("add", "notices")
        dated(project, date)

    return spoil


def dated(project: Project, date: str, branch: str = "main") -> None:
    """Commit what is staged on a branch, with a date that git itself may not write."""
    tree, parent = project.git("write-tree"), project.git("rev-parse", "HEAD")
    seconds = date if date.isdigit() else str(int(datetime.fromisoformat(date).timestamp()))
    who = f"Tests <tests@example.org> {seconds} +0000"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nPublish\n"
    project.write("commit.txt", text)
    made = project.git("hash-object", "-t", "commit", "-w", "--literally", "commit.txt")
    project.git("update-ref", f"refs/heads/{branch}", made)


def date_an_unrelated_branch(project: Project) -> None:
    project.write("notices/2021-22.md", fictional_notice("2021-22"))
    project.git("add", "notices")
    dated(project, "9" * 18, "unrelated")
    project.git("reset", "--quiet", "--hard")


def date_another_change_of_main(project: Project) -> None:
    project.write("docs/links.md", "# Links\n")
    project.git("add", "docs")
    dated(project, "9" * 18)


def mended(year: str, date: str) -> Spoil:
    def spoil(project: Project) -> None:
        publish(year, date)(project)
        path = project.folder / "notices" / f"{year}.md"
        path.write_text(path.read_text() + "\n")
        project.git("add", "notices")
        dated(project, "2026-01-20T12:00:00+00:00")

    return spoil


def tomorrow(hours: int) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


PUBLISHED = fictional_notice("2018-19")


def in_a_subfolder(project: Project) -> None:
    project.write("notices/old/2018-19.md", PUBLISHED)


def as_a_link(project: Project) -> None:
    project.write("docs/2018-19.txt", PUBLISHED)
    (project.folder / "notices" / "2018-19.md").symlink_to("../docs/2018-19.txt")


def the_folder_as_a_link(project: Project) -> None:
    (project.folder / "notices").rename(project.folder / "texts")
    (project.folder / "notices").symlink_to("texts")


def kept_by_a_filter(project: Project) -> None:
    project.write(".gitattributes", "notices/2018-19.md filter=lfs\n")
    project.write("notices/2018-19.md", PUBLISHED)


def left_out(project: Project) -> None:
    project.write(".git/info/exclude", "notices/2018-19.md\n")
    project.write("notices/2018-19.md", PUBLISHED)


def as_a_folder(project: Project) -> None:
    project.write("notices/2018-19.md/2018-19.md", PUBLISHED)


def as_a_submodule(project: Project) -> None:
    project.git("update-index", "--add", "--cacheinfo", f"160000,{project.git('rev-parse', 'HEAD')},notices/2018-19.md")
    (project.folder / "notices" / "2018-19.md").mkdir()


def pointer(project: Project) -> None:
    project.write("notices/2018-19.md", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")


def merged_and_taken_away(then: Spoil) -> Spoil:
    """Commit it on main, as if the checks had been passed over, and take it away in the next commit."""

    def spoil(project: Project) -> None:
        then(project)
        project.git("add", "--all")
        commit(project, "Passed over the checks", 12)
        for path in ("notices/2018-19.md", "notices/old", ".gitattributes"):
            project.git("rm", "-r", "--force", "--quiet", "--ignore-unmatch", path)
        shutil.rmtree(project.folder / "notices" / "2018-19.md", ignore_errors=True)
        commit(project, "Take it away", 13)

    return spoil


def with_a_fault_then_corrected(project: Project) -> None:
    project.write("notices/2018-19.md", fictional_notice("2018-19", body=BODY + "\n<b>bold</b>\n"))
    commit(project, "Publish with a fault", 12)
    project.write("notices/2018-19.md", fictional_notice("2018-19", 2, changes='"Bold words are not bold."'))
    commit(project, "Correct it as a new revision", 13)


def two_tries(project: Project) -> None:
    project.git("switch", "--quiet", "--create", "proposal")
    project.write("notices/2018-19.md", fictional_notice("2018-19", body=BODY.replace("council", "county")))
    commit(project, "A first try", 12)
    project.write("notices/2018-19.md", PUBLISHED)
    commit(project, "As decided", 13)


def one_try_and_marks(project: Project) -> None:
    project.git("switch", "--quiet", "--create", "proposal")
    project.write("notices/2018-19.md", PUBLISHED.replace("{#retention}\n", ""))
    commit(project, "Publish", 12)
    project.write("notices/2018-19.md", PUBLISHED)
    commit(project, "Mark it", 13)


DAMAGED = (".git cannot be read whole: ", "Check whose the files are; if that does not help, clone anew.")
KEPT = "Nothing was changed."
TAGGED = ("tagged 2019-20.2",)
HOME = {"HOME": "{folder}/.home"}
OTHER = {"GIT_DIR": "/nowhere/.git", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"}
SETTINGS = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": "/nowhere"}
ELSEWHERE = {"GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_COMMON_DIR": "/nowhere", "GIT_NAMESPACE": "other"}


def site(name: str, spoil: Spoil, *says: str, **rest: object) -> History:
    """Return the row of a build that is refused."""
    return History(name, spoil, "build_site", 2, says, "untouched", **rest)  # type: ignore[arg-type]


HISTORIES = [
    # A repository that cannot be read is no folder without one.
    site("git is not on the PATH", nothing, "not installed here or not on the PATH", environment={"PATH": "/nowhere"}),
    site("packed-refs cannot be read", git_file("packed-refs", None), *DAMAGED),
    site("packed-refs holds garbage", git_file("packed-refs", "garbage ((\n"), *DAMAGED),
    site("HEAD cannot be read", git_file("HEAD", None), *DAMAGED),
    site("HEAD holds garbage", git_file("HEAD", "garbage\n"), *DAMAGED),
    site("refs/heads/main is empty", git_file("refs/heads/main", ""), *DAMAGED, "broken ref refs/heads/main"),
    site("refs/heads/main holds garbage", git_file("refs/heads/main", "garbage\n"), *DAMAGED),
    site("main names a commit that is not there", git_file("refs/heads/main", "1" * 40 + "\n"), *DAMAGED),
    site(
        "git's settings hold garbage",
        git_file("config", "garbage ((\n"),
        "Git's settings here cannot be read: bad config line 1",
    ),
    site("the objects are gone", lose_the_objects, *DAMAGED),
    site("the worktree's repository was moved", move_the_main_repository, *DAMAGED),
    site("git here is damaged, and another repository is around it", break_git_inside_another_repository, *DAMAGED),
    site(
        "the folder belongs to another user",
        give_to_another_user,
        "belongs to another user",
        "run: git config --global --add safe.directory ",
        needs_root=True,
    ),
    History(
        "the same, and the user trusts it",
        give_away_and_trust,
        "make_tags",
        0,
        ("Every published revision",),
        environment={"HOME": "{folder}/.home"},
        needs_root=True,
    ),
    site("the clone is shallow", make_shallow, "This clone is shallow", "git fetch --unshallow --tags"),
    site("a version's text is missing", lose_a_notice, "notices/2017-18.md of commit", "git fetch --refetch"),
    site("a version's commit is missing", lose_a_commit, *DAMAGED),
    site("a version's text is spoilt", spoil_a_notice, "notices/2017-18.md of commit", "git fetch --refetch"),
    site("there is no commit yet", begin_without_a_commit, "has no commit yet"),
    site(
        "git is gone, and the last site had versions", lose_git, "Version 2016-17.1 is on the last site and not in this"
    ),
    History(
        "there is no repository, and never was",
        lose_git,
        "build_site",
        0,
        ("The site is in",),
        "built",
        before=False,
    ),
    site("a folder of a larger repository", put_in_a_larger_repository, "are a folder of the repository"),
    History(
        "a ZIP unpacked among the files of another repository",
        unpack_in_another_repository,
        "make_tags",
        2,
        ("is not a git repository",),
    ),
    site("the default branch is called master", call_main("master"), "no such branch, only feature", "master"),
    site("the default branch is called trunk", call_main("trunk"), "no such branch, only feature", "trunk"),
    History("no branch at all, as on a build machine", keep_no_branch, "make_tags", 0, ("Every published revision",)),
    # The environment and the settings of others.
    History("GIT_DIR and GIT_INDEX_FILE are set", tag("2019-20.2", "HEAD"), "make_tags", 0, environment=OTHER),
    History("GIT_OBJECT_DIRECTORY and GIT_COMMON_DIR are set", nothing, "make_tags", 0, environment=ELSEWHERE),
    History("GIT_CONFIG_COUNT sets core.worktree", nothing, "make_tags", 0, environment=SETTINGS),
    History(
        "diff.orderFile in the user's settings names no file",
        configure("[diff]", "orderFile = /nowhere", "renames = copies", "relative = true"),
        "make_tags",
        0,
        ("tagged 2017-18.1",),
        environment=HOME,
    ),
    History(
        "signatures are asked for in the user's settings",
        configure("[log]", "showSignature = true", "[tag]", "gpgSign = true", "[commit]", "gpgSign = true"),
        "make_tags",
        0,
        ("tagged 2017-18.1",),
        environment=HOME,
    ),
    History("git replace gives a version other words", replace_a_version, "make_tags", 0, ("tagged 2017-18.1",)),
    History("a graft cuts a version off its history", graft_a_version, "make_tags", 0, ("Every published revision",)),
    # Tags.
    site("a tag on another commit", tag("2017-18.1", "HEAD"), "Tag 2017-18.1: its commit", KEPT),
    site("a tag that names a tree", tag("2017-18.1", "HEAD^{tree}"), "Tag 2017-18.1: it names no commit", KEPT),
    site("a tag that names a file", tag("2017-18.1", f"HEAD:{LAST}"), "Tag 2017-18.1: it names no commit", KEPT),
    site("a tag that names a missing object", write_ref("tags/2017-18.1", "1" * 40 + "\n"), "Tag 2017-18.1: it names"),
    site("a tag that is empty", write_ref("tags/2017-18.1", ""), *DAMAGED, "refs/tags/2017-18.1"),
    History("a tag without a message", tag("2019-20.2", "HEAD"), "make_tags", 0, ("Every published revision",)),
    site("a tag of a revision that is none", write_ref("tags/2019-20.9", "1" * 40 + "\n"), "Tag 2019-20.9: it names"),
    site(
        "a lock file that git left behind",
        without_tag("2017-18.1", write_ref("tags/2017-18.1.lock", "")),
        "left the lock file ",
        "2017-18.1.lock behind",
    ),
    site(
        "a hook that refuses the tag",
        without_tag("2017-18.1", refuse_in_a_hook),
        "A hook of this repository refuses the tags (tags are made by the office).",
    ),
    site(
        "a tag whose name is in the way",
        without_tag("2017-18.1", put_a_tag_in_the_way),
        "The tag 2017-18.1/old is in the way of 2017-18.1. Delete it: git tag --delete 2017-18.1/old",
    ),
    # Rewritten histories.
    site(
        "the last commit was rewritten",
        rewrite_the_last_commit,
        "Tag 2019-20.2: its commit",
        "not in the history of main",
    ),
    site(
        "a version and its tag are gone",
        lose_the_last_version,
        "Version 2019-20.2 is on the last",
        "NOTICES_DROP=2019-20.2",
    ),
    History(
        "the same, confirmed by name",
        lose_the_last_version,
        "build_site",
        0,
        ("The site is in",),
        "built",
        {"NOTICES_DROP": "2019-20.2"},
    ),
    site(
        "the same, confirmed for another",
        lose_the_last_version,
        "Version 2019-20.2 is on the last site",
        environment={"NOTICES_DROP": "2019-20.1"},
    ),
    site(
        "the same, confirmed by what is no version",
        lose_the_last_version,
        'NOTICES_DROP: "all" is no version',
        environment={"NOTICES_DROP": "all"},
    ),
    site("the last site's log is no log", write_garbage_for_the_log, "versions.json is no list of versions", "Delete"),
    # Days.
    site("published in 2099", publish("2018-19", FUTURE), "Version 2018-19.1 (com", "1 January 2099, a day to come"),
    site("published in two days", publish("2018-19", tomorrow(49)), "Version 2018-19.1", "a day to come"),
    History(
        "published in a zone that is ahead", publish("2018-19", tomorrow(13)), "make_tags", 0, ("tagged 2018-19.1",)
    ),
    site(
        "published on a day that no calendar has",
        publish("2018-19", "9" * 18),
        "Version 2018-19.1",
        "that no calendar has",
    ),
    History("published before its parent", publish("2018-19", "2020-01-01T00:00:00Z"), "make_tags", 0, ("Version",)),
    History("such a day, mended by a later commit", mended("2018-19", FUTURE), "make_tags", 0, ("tagged 2018-19.1",)),
    History("such a day on an unrelated branch", date_an_unrelated_branch, "make_tags", 0, ("Every",)),
    History("such a day of a commit that publishes nothing", date_another_change_of_main, "make_tags", 0, ("Every",)),
    # What could never become a version.
    History(
        "a published notice in a subfolder", in_a_subfolder, "check_notices", 1, ("error: 2018-19.md stands in a",)
    ),
    History("the same, built", in_a_subfolder, "build_site", 1, ("notices/old/2018-19.md: ",), "untouched"),
    History("a link in notices/", as_a_link, "check_notices", 1, ("error: 2018-19.md is a link",)),
    History("the same, built", as_a_link, "build_site", 1, ("notices/2018-19.md: ",), "untouched"),
    History("notices/ as a link", the_folder_as_a_link, "check_notices", 1, ("error: notices is a link",)),
    History(
        "a notice kept by a filter",
        kept_by_a_filter,
        "check_notices",
        1,
        ("error: 2018-19.md is not kept",),
    ),
    History("the same, built", kept_by_a_filter, "build_site", 1, ("filter=lfs",), "untouched"),
    History("a notice that git leaves out", left_out, "check_notices", 1, ("error: 2018-19.md is left out",)),
    History("a folder called like a notice", as_a_folder, "check_notices", 1, ("error: 2018-19.md is called like",)),
    History("the same, built", as_a_folder, "build_site", 1, ("notices/2018-19.md: ",), "untouched"),
    History(
        "a submodule called like a notice", as_a_submodule, "check_notices", 1, ("error: 2018-19.md is called like",)
    ),
    # The same in the history of main: shown as what it is, and it stops nothing else.
    History("a subfolder, merged and taken away", merged_and_taken_away(in_a_subfolder), "make_tags", 0, ("Every",)),
    History("a link, merged and taken away", merged_and_taken_away(as_a_link), "make_tags", 0, ("Every",)),
    History("a pointer, merged and taken away", merged_and_taken_away(pointer), "make_tags", 0, ("Every",)),
    History("a folder, merged and taken away", merged_and_taken_away(as_a_folder), "make_tags", 0, ("Every",)),
    History("a submodule, merged and taken away", merged_and_taken_away(as_a_submodule), "make_tags", 0, ("Every",)),
    History(
        "a fault of form, merged and corrected by a new revision",
        with_a_fault_then_corrected,
        "build_site",
        0,
        ("tagged 2018-19.2", "Version 2018-19.1 (commit ", "HTML cannot be used"),
        "built",
    ),
    # Two tries on a branch.
    History("two tries of a revision on a branch", two_tries, "check_notices", 1, ("warning: Commits ", "[two-tries]")),
]
