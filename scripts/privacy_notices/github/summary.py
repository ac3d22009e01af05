"""What a proposed change means for parents, in plain English: the summary of a pull request's checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from privacy_notices.history import git, repository
from privacy_notices.history.changes import Piece, PieceKind, Row, RowKind, compare
from privacy_notices.notices.issued import differences
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice
from privacy_notices.notices.translation import is_translation
from privacy_notices.project import LINKS, PLAIN_WORDS, REDACTIONS, REQUIREMENTS, SCHOOL, SYNONYMS, Project
from privacy_notices.text import escape_markdown, plural

#: What the files of the project are for parents; the rest is the program.
MEANING = {
    LINKS: "What the pages tell parents about the links in the notices changes.",
    SYNONYMS: "What the search understands changes.",
    SCHOOL: "The facts of the school change. The checks may ask notices for other things.",
    REQUIREMENTS: "What a notice must say changes.",
    REDACTIONS: "What the site says of names that were removed from published notices changes.",
    PLAIN_WORDS: "What the checks say of words in drafts that are hard to read changes.",
}
_KINDS = {
    RowKind.CHANGED: "other words",
    RowKind.ADDED: "new",
    RowKind.REMOVED: "taken out",
    RowKind.MOVED: "moved",
}
#: How many unchanged words are shown beside a change.
_AROUND = 8


def summarise(project: Project, base: str) -> str:
    """Return in Markdown what parents will read differently once HEAD is merged into `base`.

    Raises:
        GitError: git knows no such commit.
        FileError: the requirements cannot be read.
    """
    root = project.root
    begin = git.run(root, "merge-base", repository.commit_of(root, base), "HEAD").decode().strip()
    listed = git.run(root, "diff-tree", "-r", "--name-only", "--no-renames", "-z", begin, "HEAD")
    paths = [path for path in listed.decode(errors="replace").split("\0") if path]
    questions = project.requirements.questions
    notices = [path for path in paths if path.startswith("notices/") and path.endswith(".md")]
    lines = ["# What this change does for parents", ""]
    for path in notices:
        sources = repository.read_objects(root, [f"{begin}:{path}", f"HEAD:{path}"])
        old, new = (None if source is None else parse_notice(path, source) for source in sources)
        about = _about_translation if is_translation(path) else _about_notice
        lines += [f"## {escape_markdown(path)}", "", *about(old, new, questions), ""]
    if not notices:
        lines += ["No notice changes: parents read the same words as before.", ""]
    lines += [f"- {escape_markdown(path)}: {MEANING[path]}" for path in paths if path in MEANING]
    guides = [path for path in paths if path.startswith("docs/") and path.endswith(".md")]
    if guides:
        lines.append(f"- {plural(len(guides), 'guide')} for staff changed.")
    rest = len(set(paths) - set(notices) - set(guides) - set(MEANING))
    if rest:
        lines.append(f"- {plural(rest, 'file')} of the program or its settings changed. Look at the built site.")
    return "\n".join(lines).rstrip() + "\n"


def _about_notice(old: Notice | None, new: Notice | None, questions: Mapping[str, str]) -> Iterator[str]:
    was_published = bool(old and old.is_published)
    if new is None:
        yield (
            "This takes a published notice away. The checks refuse it: what parents were told is kept."
            if was_published
            else "This deletes a draft. Parents have never seen it."
        )
        return
    if new.front_matter is None:
        yield "What stands between the two `---` lines cannot be read yet: see the red cross."
        return
    is_published, year = new.is_published, new.front_matter.academic_year.in_words
    if is_published and not was_published:
        yield f"**The notice for {year} is published.** Parents read it as soon as this is merged."
    elif not is_published:
        yield f"The notice for {year} is a draft: parents do not see it."
    if was_published and is_published and old and old.front_matter:
        if new.front_matter.revision != old.front_matter.revision:
            yield f"The notice for {year} is corrected: this is its revision {new.front_matter.revision}."
        if new.front_matter.changes and new.front_matter.changes != old.front_matter.changes:
            yield f"\nParents are told: “{escape_markdown(new.front_matter.changes)}”"
    if old is None:
        yield f"\nIt is new here, with {plural(sum(len(block.plain.split()) for block in new.blocks), 'word')}."
        return
    changes = compare(old, new, questions).changes
    stays = was_published and is_published and old.meta.revision == new.meta.revision
    if not changes and stays and any(differences(new, old)):
        yield "\nIts words stay the same, but not all that was issued. The checks say where, and refuse it."
        return
    if not changes:
        yield "\nIts words stay the same. Marks or other keys changed, which readers do not see."
        return
    if stays:
        yield "\nIt is published, so the checks refuse this: raise its `revision` by one, and say in `changes` why."
    yield from _changes(changes)


def _changes(changes: Sequence[Row]) -> Iterator[str]:
    """Yield each change, with its words, if there are any."""
    if not changes:
        return
    legend = "<del>Struck through</del>: words that go. <ins>Underlined</ins>: new words."
    yield f"\n{plural(len(changes), 'change')}. {legend}"
    yield ""
    for row in changes:
        notes = "".join(f"; {escape_markdown(note)}" for note in row.notes)
        words = " ".join(map(_in_markdown, row.pieces))
        yield f"{row.number}. **{escape_markdown(row.label)}** ({_KINDS[row.kind]}{notes})<br>{words}"


def _about_translation(old: Notice | None, new: Notice | None, questions: Mapping[str, str]) -> Iterator[str]:
    if new is None:
        yield "This takes a translation away. The notice in English stays."
        return
    if new.translation is None:
        yield "What stands between the two `---` lines cannot be read yet: see the red cross."
        return
    keys = new.translation
    what = f"The translation into {escape_markdown(keys.spoken.name)} of the notice for {keys.year.in_words}"
    yield f"{what} is {'shown to parents' if keys.status == 'published' else 'a draft: parents do not see it'}."
    yield f"It is of version {keys.revision}. Nothing checks its words but whoever reads them."
    changes = compare(old, new, questions).changes if old else []
    yield from _changes(changes)


def _in_markdown(piece: Piece) -> str:
    words = piece.text.split()
    if piece.kind is PieceKind.SAME:
        if len(words) > 2 * _AROUND:
            words = [*words[:_AROUND], "…", *words[-_AROUND:]]
        return escape_markdown(" ".join(words))
    tag = "del" if piece.kind is PieceKind.REMOVED else "ins"
    return f"<{tag}>{escape_markdown(piece.text)}</{tag}>"
