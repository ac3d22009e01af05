"""Fictional notices, which say that they are fictional, and a repository with a history of them."""

from __future__ import annotations

from tests.conftest import Project

BODY = """{#purposes .answers-categories-of-data}
We use what we hold to teach your child and to keep your child safe.

{#recipients}
## Who sees it

We share it with:

- the council
- the Department for Education
- the company that sends our texts

{#retention}
We keep it until your child leaves our school, and for one year after that.

{#right-of-access}
To see what we hold, [write to the office](https://example.org/office).
"""


def fictional_notice(year: str, revision: int = 1, body: str = BODY, status: str = "published", **keys: str) -> str:
    """Return the Markdown of a fictional notice."""
    front_matter = {"academic_year": year, "revision": str(revision), "status": status, **keys}
    lines = "".join(f"{key}: {value}\n" for key, value in front_matter.items())
    return f"---\n{lines}---\n{{#academic-year-label}}\n# A fictional notice for {year}\n\n{body}"


def commit(project: Project, message: str, day: int) -> str:
    """Commit everything on a day of January 2026 and return the commit."""
    date = f"2026-01-{day:02d}T12:00:00+00:00"
    project.git("add", "--all")
    project.git("commit", "--quiet", f"--message={message}", GIT_COMMITTER_DATE=date, GIT_AUTHOR_DATE=date)
    return project.git("rev-parse", "HEAD")


def write_history(project: Project) -> dict[str, str]:
    """Publish five versions of three years and return the commit of each.

    2017-18 changes on 25 May 2018, by a merge commit; 2018-19 is a gap; 2019-20 comes by a squash merge and is
    corrected. What stands on the branches before that is no version.
    """
    commits = {"2016-17.1": project.git("rev-parse", "HEAD")}
    project.write("notices/2017-18.md", fictional_notice("2017-18"))
    commits["2017-18.1"] = commit(project, "Publish 2017-18", 2)

    project.git("switch", "--quiet", "--create", "may-2018")
    later = BODY.replace("one year", "two years")
    keys = {"in_force_from": "2018-05-25", "changes": '"We keep it for two years, not one."'}
    project.write("notices/2017-18.md", fictional_notice("2017-18", 2, later.replace("two", "six"), **keys))
    commit(project, "A first try", 3)
    project.write("notices/2017-18.md", fictional_notice("2017-18", 2, later, **keys))
    commit(project, "As decided", 4)
    project.git("switch", "--quiet", "main")
    date = "2026-01-05T12:00:00+00:00"
    project.git("merge", "--quiet", "--no-ff", "may-2018", "--message=Merge", GIT_COMMITTER_DATE=date)
    commits["2017-18.2"] = project.git("rev-parse", "HEAD")

    project.git("switch", "--quiet", "--create", "next")
    project.write("notices/2019-20.md", fictional_notice("2019-20", status="draft"))
    commit(project, "Draft 2019-20", 6)
    project.write("notices/2019-20.md", fictional_notice("2019-20"))
    commit(project, "Publish 2019-20", 7)
    project.git("switch", "--quiet", "main")
    project.git("merge", "--quiet", "--squash", "next")
    commits["2019-20.1"] = commit(project, "Publish 2019-20 (squashed)", 8)

    moved = BODY.replace("## Who sees it", "## Who may see it")
    access = moved[moved.index("{#right-of-access}") :]
    moved = access + "\n" + moved.replace(access, "")
    project.write(
        "notices/2019-20.md", fictional_notice("2019-20", 2, moved, changes='"The right of access comes first."')
    )
    commits["2019-20.2"] = commit(project, "Correct 2019-20", 9)
    return commits
