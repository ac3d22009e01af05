"""What a proposed change means for parents, for each kind of change of a notice."""

import pytest

from privacy_notices import project as own
from privacy_notices.github.summary import summarise
from tests.conftest import Project
from tests.fictional import BODY, commit, fictional_notice

PUBLISHED, DRAFT = fictional_notice("2017-18"), fictional_notice("2017-18", status="draft")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", PUBLISHED, "**The notice for 2017 to 2018 is published.** Parents read it as soon as this is merged."),
        ("", DRAFT, "The notice for 2017 to 2018 is a draft: parents do not see it."),
        (DRAFT, PUBLISHED, "**The notice for 2017 to 2018 is published.**"),
        (DRAFT, "", "This deletes a draft. Parents have never seen it."),
        (PUBLISHED, "", "This takes a published notice away. The checks refuse it: what parents were told is kept."),
        (PUBLISHED, PUBLISHED.replace("revision: 1", "revision: one"), "cannot be read yet: see the red cross"),
        (PUBLISHED, PUBLISHED.replace("{#retention}\n", ""), "Its words stay the same."),
        (PUBLISHED, PUBLISHED.replace("the council", "@a `b` 1 < 2"), "<ins>&#64;a b 1 \\< 2</ins>"),
        (
            PUBLISHED,
            PUBLISHED.replace("## Who sees it", "## Who may see it"),
            "Who <del>sees</del> <ins>may see</ins> it",
        ),
        (PUBLISHED, PUBLISHED.replace("one year", "two years"), "so the checks refuse this: raise its `revision`"),
    ],
    ids=["new", "new draft", "draft", "draft away", "away", "unreadable", "marks", "markup", "words", "same revision"],
)
def test_a_change_of_a_notice_is_said_in_plain_english(project: Project, before: str, after: str, said: str) -> None:
    for text in (before, after):
        file = project.write("notices/2017-18.md", text)
        if not text:
            file.unlink()
        project.git("add", "--all")
        project.git("commit", "--quiet", "--allow-empty", "--message=A step")
    assert said in summarise(own.Project(project.folder), "HEAD~1")


def test_what_is_not_a_notice_is_said_by_what_it_is_for(project: Project) -> None:
    begin = project.git("rev-parse", "HEAD")
    for path in ("notices/links.toml", "notices/school.toml", "docs/links.md", "conf.py", "Makefile"):
        (project.folder / path).write_text((project.folder / path).read_text() + "\n# A remark\n")
    commit(project, "Remarks", 2)
    said = summarise(own.Project(project.folder), begin)
    assert "No notice changes: parents read the same words as before." in said
    assert "- notices/links.toml: What the pages tell parents about the links in the notices changes." in said
    assert "- 1 guide for staff changed." in said
    assert "- 2 files of the program or its settings changed. Look at the built site." in said


def test_of_a_long_sentence_only_the_words_around_a_change_are_shown(project: Project) -> None:
    long = "We keep it " + "and keep it " * 20 + "until your child leaves our school."
    project.write("notices/2017-18.md", fictional_notice("2017-18", body=f"{BODY}\n{long}\n"))
    begin = commit(project, "Long", 2)
    project.write("notices/2017-18.md", fictional_notice("2017-18", body=f"{BODY}\n{long.replace('child', 'son')}\n"))
    commit(project, "Longer", 3)
    assert "We keep it and keep it and keep … and keep it and keep it until your <del>child</del>" in summarise(
        own.Project(project.folder), begin
    )
