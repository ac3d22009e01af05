"""Works out what versions are without some words, and proves that nothing else is different.

git-filter-repo takes the words out of the history, by the expressions that are made here; what it will make of each
version is worked out before, so that nothing is rewritten which a check would refuse afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from privacy_notices.errors import BadValueError, CannotFindError, HistoryError
from privacy_notices.history import repository
from privacy_notices.history.versions import Version
from privacy_notices.notices.front_matter import (
    FrontMatter,
    read_as,
    read_front_matter,
    split_front_matter,
    with_line_feeds,
)
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice
from privacy_notices.notices.redactions import LONGEST, only_removed, translation_without_words, without_words
from privacy_notices.notices.showing import obstacles
from privacy_notices.notices.translation import TranslationKeys, is_translation

_SHORTEST = 3
_DATES = ("academic_year", "revision", "status", "in_force_from")


@dataclass(frozen=True)
class Words:
    """The words to remove, a line each as they were given, and what stands in their place."""

    lines: Sequence[str]
    mark: str

    def expressions(self) -> list[bytes]:
        """Return a regular expression of UTF-8 bytes for each, the longest first: whole words, over line ends too."""
        return [_expression(line) for line in sorted(self.lines, key=len, reverse=True)]

    def removed(self, text: bytes) -> bytes:
        """Return what git-filter-repo makes of a file."""
        for expression in self.expressions():
            text = re.sub(expression, self.mark.encode(), text)
        return text

    def replacements(self) -> bytes:
        """Return the file that `git filter-repo --replace-text` reads."""
        return b"".join(b"regex:%s==>%s\n" % (each, self.mark.encode()) for each in self.expressions())

    def left_in(self, text: str) -> Iterator[int]:
        """Yield the number of each line whose words a text still has, in whatever case and with whatever spaces."""
        for number, line in enumerate(self.lines, start=1):
            words = r"\s+".join(re.escape(word) for word in line.split())
            if re.search(rf"(?<![^\W_]){words}(?![^\W_])", text, re.IGNORECASE):
                yield number


def read_words(text: str, mark: str) -> Words:
    """Return the words of a text, a line each.

    Raises:
        BadValueError: there is none, or one that would be found where it is not meant.
    """
    lines = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    if not lines:
        raise BadValueError(
            "There are no words to remove. Give them in a file or type them, each on a line of its own."
        )
    for number, line in enumerate(lines, start=1):
        if len(line) < _SHORTEST or "==>" in line:
            raise BadValueError(
                f"Line {number} of the words is too short or holds ==>. Write the whole name or address."
            )
        if len(line.replace(" ", "")) > LONGEST:
            raise BadValueError(
                f"Line {number} of the words has more than {LONGEST} letters. Write parts of it as lines."
            )
    return Words(lines, mark)


def _expression(line: str) -> bytes:
    words = rb"(?:\s|\xc2\xa0)+".join(re.escape(word).encode() for word in line.split())
    # Letters beside the words make other words of them, those of more than one byte too; quotation marks do not.
    before = rb"(?<![A-Za-z0-9])(?<![\xc3-\xd3][\x80-\xbf])" if line[0].isalnum() else b""
    after = rb"(?![A-Za-z0-9]|[\xc3-\xd3][\x80-\xbf])" if line[-1].isalnum() else b""
    return before + words + after


@dataclass(frozen=True)
class Removed:
    """A version without the words, and the marks of the passages that held them."""

    version: Version
    source: bytes
    passages: list[str]


def versions_without(versions: Sequence[Version], names: Sequence[str], words: Words) -> list[Removed]:
    """Return what becomes of the named versions.

    Raises:
        CannotFindError: one of them is no version, or does not hold the words.
        HistoryError: another version holds them too, or more than the words would change.
    """
    known = {version.name: version for version in versions}
    holding = [version.name for version in versions if words.removed(version.source) != version.source]
    for name in names:
        if name not in known:
            raise CannotFindError(f"{name}: no such version. Versions: {', '.join(known) or 'none'}.")
        if name not in holding:
            raise CannotFindError(
                f"{name}: this version does not hold the words. Write them as they stand in its file."
            )
    if others := [name for name in holding if name not in names]:
        raise HistoryError(
            f"{', '.join(others)}: the words are here too, and one rewriting of the history removes them everywhere. "
            f'Name all: VERSION="{" ".join(holding)}"'
        )
    found = [_without(known[name], words) for name in holding]
    for version in versions:
        notice = version.notice
        _refuse_left(version.name, words, parse_notice(notice.path, words.removed(version.source)))
    return found


def _without(version: Version, words: Words) -> Removed:
    source, then = words.removed(version.source), version.notice
    now = parse_notice(then.path, source)
    if fault := _other_change(then, now):
        raise HistoryError(
            f"{version.name}: without the words {fault}. Write more or less on that line of the words, for an address "
            "the whole of it with the signs around it; if that does not help, docs/remove-a-name.md says how to take "
            "the whole version back."
        )
    pairs = list(zip(then.blocks, now.blocks, strict=True))
    passages = [
        name
        for name, passage in then.passages.items()
        if any(old.visible != new.visible for old, new in pairs[passage.start : passage.stop])
    ]
    return Removed(version, source, passages)


def _other_change(then: Notice, now: Notice) -> str:
    """Say what is different besides the words; "" where nothing is."""
    if now.front_matter is None or any(getattr(now.meta, key) != getattr(then.meta, key) for key in _DATES):
        return "the lines between the two --- cannot be read as before"
    if len(now.findings) > len(then.findings) or len(obstacles(now)) > len(obstacles(then)):
        return "the file has a fault that it did not have"
    shapes = [[(block.kind, block.level) for block in each.blocks] for each in (then, now)]
    if shapes[0] != shapes[1] or then.passages.keys() != now.passages.keys():
        return "its headings, lists or marks are others"
    texts = zip(then.blocks, now.blocks, strict=True)
    if not only_removed(then.source, now.source) or not all(only_removed(old.text, new.text) for old, new in texts):
        return "other words of it are others too"
    return ""


def _refuse_left(name: str, words: Words, notice: Notice) -> None:
    for number in words.left_in(f"{notice.source}\n{notice.text}"):
        raise HistoryError(
            f"{name} would still have what is on line {number} of the words, in capitals or with other signs between. "
            "Write it on a line of its own as it stands in the file."
        )


def files_with(root: Path, words: Words) -> tuple[list[str], list[str]]:
    """Return the files of what is checked out that hold the words, and those that hold them in other spellings.

    The first are changed with the history; the others people have to look at.

    Raises:
        HistoryError: the words are in the name of a file, which this does not change.
        GitError: git failed.
    """
    listed = repository.files(root)
    for path in listed:
        if any(words.left_in(path.replace("-", " ").replace("_", " "))):
            raise HistoryError("The words are in the name of a file too. Give it another name first, and commit that.")
    contents = repository.read_objects(root, [f"HEAD:{path}" for path in listed])
    texts = {path: text for path, text in zip(listed, contents, strict=True) if text}
    without = {path: words.removed(text) for path, text in texts.items()}
    changed = [path for path, text in texts.items() if without[path] != text]
    return changed, [path for path, text in without.items() if any(words.left_in(text.decode(errors="replace")))]


def states_without_words(root: Path, name: str) -> dict[str, bytes]:
    """Return for each file in git's objects that is a state of this version, by its id, the file without its words.

    A state of the same notice whose front matter nobody can read may hold the words too, and loses them as well; so
    does a translation of the version.
    """
    year, _, revision = name.partition(".")
    found: dict[str, bytes] = {}
    objects = {id_: path for id_, path in repository.all_objects(root) if path.endswith(".md")}
    for (id_, path), source in zip(objects.items(), repository.read_objects(root, list(objects)), strict=True):
        text = with_line_feeds((source or b"").decode("utf-8-sig", errors="replace"))
        if is_translation(path):
            said = read_as(TranslationKeys, "", split_front_matter(text), text).front_matter
            if said.translates == name if said else PurePosixPath(path).name.startswith(f"{year}."):
                found[id_] = translation_without_words(name)
            continue
        front_matter = read_front_matter("", split_front_matter(text), text).front_matter
        if front_matter and front_matter.version == name:
            found[id_] = without_words(front_matter)
        elif not front_matter and PurePosixPath(path).name == f"{year}.md":
            keys = {"academic_year": year, "revision": revision, "status": "draft", "changes": "taken back"}
            found[id_] = without_words(FrontMatter.model_validate(keys))
    return found
