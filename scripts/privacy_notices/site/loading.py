"""Reads what a build of the site is made from, and says which files Sphinx must not read."""

from __future__ import annotations

from privacy_notices.checks import check_notice, load_rulebook
from privacy_notices.checks.face import face_findings
from privacy_notices.checks.places import misplaced
from privacy_notices.data_files import read_bytes
from privacy_notices.errors import SiteError
from privacy_notices.findings import Finding
from privacy_notices.history.main_branch import History, tagged_history
from privacy_notices.history.versions import Wording, published_front_matter, with_periods
from privacy_notices.links.records import load_links
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import notice_paths, parse_notice
from privacy_notices.project import Project, Switches
from privacy_notices.site.faults import refuse_faults, refuse_unreadable
from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.search import load_synonyms
from privacy_notices.site.translations import load_translations


def load_inputs(project: Project, switches: Switches, history: History | None) -> tuple[SiteInputs, list[str]]:
    """Read what the site is built from, and return it with the files that Sphinx must not read.

    Args:
        project: where it is.
        switches: the day, and whether drafts are shown and PDF copies made.
        history: the history of main, if it was read already and each version has its tag.

    Raises:
        FileError, GitError, HistoryError: a data file or the history cannot be used.
        SiteError: a file in the folder of the notices cannot be one.
    """
    record = history or (project.history and tagged_history(project.root, project.history))
    if wrong := list(misplaced(project.notices, "notices", has_git=record is not None)):
        raise SiteError("\n".join(f"{finding.path}: {finding.message}" for finding in wrong))
    if wrong := list(face_findings(project.notices, "notices", project.school)):
        raise SiteError("\n".join(f"{finding.path}:{finding.line}: {finding.message}" for finding in wrong))
    working, hidden = [], []
    drafts: dict[str, Notice] = {}
    findings: dict[str, list[Finding]] = {}
    rules = load_rulebook(project, switches.today) if switches.has_drafts else None
    for path in notice_paths(project.notices):
        name, source = f"notices/{path.stem}", read_bytes(path)
        front_matter = published_front_matter(source)
        if rules:
            notice = parse_notice(f"{name}.md", source)
            findings[name] = check_notice(notice, rules)
            if not front_matter:
                drafts[name] = notice
        elif not front_matter:
            refuse_unreadable(f"{name}.md", source)
            hidden.append(f"{name}.md")
        if front_matter:
            if path.stem != str(front_matter.academic_year):
                raise SiteError(f"notices/{path.name} is a notice for {front_matter.academic_year}: rename it.")
            working.append((front_matter, source))
    english = {front_matter.version: Wording(front_matter, source) for front_matter, source in working}
    english |= {version.name: version for version in (record.versions if record else ())}
    translations = load_translations(project, with_periods(english.values()), drafts, rules)
    inputs = SiteInputs(
        school=project.school,
        requirements=project.requirements,
        links=load_links(project.links_file),
        synonyms=load_synonyms(project.synonyms_files, project.requirements),
        today=switches.today,
        record=record,
        working=working,
        has_pdf=switches.has_pdf,
        removals=project.removals,
        drafts=drafts | translations.unfinished,
        findings=findings | translations.findings,
        translations=translations.shown,
    )
    known = {version.source for version in inputs.history}
    for front_matter, source in working if not switches.has_drafts else ():
        if source not in known:
            refuse_faults(f"notices/{front_matter.academic_year}.md", source)
    return inputs, hidden + translations.hidden
