"""Proposes the draft of a year's notice by pull request."""

from __future__ import annotations

from datetime import date

from privacy_notices.checks import load_rulebook
from privacy_notices.data_files import write_whole
from privacy_notices.draft_next_year import new_notice
from privacy_notices.errors import HeldByPeopleError
from privacy_notices.github.api import propose
from privacy_notices.links.records import load_links
from privacy_notices.project import Project
from privacy_notices.text import escape_markdown
from privacy_notices.years import AcademicYear

_ABOUT = """This is a draft from the latest notice. Parents do not see it until its status is `published`.

Open "Files changed". Fill in every `TODO`, and look at each of these lines.
"""


def propose_notice(project: Project, year: AcademicYear, today: date) -> str:
    """Open a pull request with the draft, and return in one line what was done.

    Raises:
        HeldByPeopleError: the notice is there already, or somebody works on it.
        CannotBeginError: no draft can be made for that year.
        FileError, GitError, GitHubError, HistoryError: a file cannot be used, or something was refused.
    """
    if (project.notices / f"{year}.md").exists():
        raise HeldByPeopleError(f"notices/{year}.md is there already. Nothing was changed.")
    new = new_notice(project.notices, year, load_rulebook(project, today), load_links(project.links_file))
    write_whole(new.path, new.text)
    lines = [escape_markdown(line) for line in new.report().splitlines()]
    body = _ABOUT + "".join(f"- {line.strip()}\n" if line.startswith(" ") else f"\n{line}\n\n" for line in lines)
    return propose(project.root, f"notice-{year}", f"Draft the notice for {year}", body, project.notices.name)
