"""Shows what changed between two notices: versions (2016-17.1), years (2016-17) or files."""

import argparse

from privacy_notices.commands import run
from privacy_notices.history.changes import compare
from privacy_notices.history.changes_report import as_html, as_json, as_text
from privacy_notices.history.main_branch import History, find_notice
from privacy_notices.history.news import news_of
from privacy_notices.project import Project

PROJECT = Project.of(__file__)


def main() -> int:
    """Print the difference; return 0, or 2 when one of the two cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", metavar="A")
    parser.add_argument("new", metavar="B")
    parser.add_argument("--format", choices=["text", "html", "json"], default="text")
    arguments = parser.parse_args()
    history = PROJECT.history or History()
    old, new = (find_notice(PROJECT.notices, history, name) for name in (arguments.old, arguments.new))
    questions = PROJECT.requirements.questions
    comparison = compare(old, new, questions)
    news = news_of(old, new, comparison, questions)
    if arguments.format == "html":
        print(as_html(comparison, news, PROJECT.templates))
    else:
        print((as_json if arguments.format == "json" else as_text)(comparison, news, arguments.old, arguments.new))
    return 0


if __name__ == "__main__":
    run(main)
