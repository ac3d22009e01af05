"""Makes a draft notice of an old file (Word, PDF, HTML, Markdown, text, e-mail), and says what it answers and lacks."""

import argparse
import os
from pathlib import Path

from privacy_notices.checks import load_rulebook
from privacy_notices.commands import run
from privacy_notices.importing.command import import_file, report_json, report_text, write_draft
from privacy_notices.project import Project, Switches
from privacy_notices.years import AcademicYear

PROJECT = Project.of(__file__)


def main() -> int:
    """Write the draft and print the report; return 0, or 2 when the file or the year cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=".docx, .pdf, .html, .md, .txt or .eml; .doc, .odt and .rtf with LibreOffice",
    )
    parser.add_argument("--year", required=True, metavar="YEAR", help="like 2018-19")
    parser.add_argument("--report", choices=["json"], help="only print the report as JSON; write no draft")
    arguments = parser.parse_args()
    year = AcademicYear.parse(arguments.year)
    path = Path(os.path.relpath(PROJECT.notices)) / f"{year}.md"
    rules = load_rulebook(PROJECT, Switches.from_environment().today, with_history=False)
    done = import_file(arguments.file, year, path, rules, may_exist=bool(arguments.report))
    if not arguments.report:
        write_draft(done, path)
    print(report_json(done) if arguments.report else report_text(done, path))
    return 0


if __name__ == "__main__":
    run(main)
