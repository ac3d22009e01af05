"""Shapes of fictional notices: those for which a build once failed, and generated ones.

`python -m tests.notice_shapes 10` builds ten sites of generated notices, a hundred on each, and prints how many were
generated until the checks passed these, and how the build ended.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from privacy_notices.findings import Finding
from privacy_notices.notices.reading import parse_notice
from privacy_notices.notices.showing import obstacles
from tests.conftest import Project, copy_project
from tests.fictional import fictional_notice

#: What the site cannot show: the words below the title, and the line on which the finding is.
REFUSED = {
    "a level left out below a heading": ("## A\n\n#### B\n\nWords.\n", 11),
    "a level left out below the title": ("Words.\n\n### B\n\nWords.\n", 11),
    "a line across the page at the end": ("Words.\n\n---\n", 11),
    "a line across the page under a heading": ("## A\n\n***\n\nWords.\n", 11),
    "two lines across the page": ("Words.\n\n---\n\n___\n\nWords.\n", 11),
    "a line across the page in a quotation": ("> Words.\n>\n> ---\n>\n> Words.\n", 11),
    "a line across the page in a box": (":::{note}\nWords.\n\n---\n\nWords.\n:::\n", 12),
    "a fence of code": ("```\nWords.\n```\n", 9),
    "a fence of a language": ("```json\n{not json\n```\n", 9),
    "a fence that does not end": ("~~~\nWords.\n", 9),
    "lines that begin with four spaces": ("Words.\n\n    More words.\n", 11),
    "a heading without words": ("## \n\nWords.\n", 9),
    "a box without words": (":::{note}\n:::\n", 9),
    "a box without its title": (":::{admonition}\nWords.\n:::\n", 9),
    "a box below words on the line that begins one": ("::::{note} Words.\n:::{tip}\nWords.\n:::\n::::\n", 9),
    "an address written twice": ("[A][b]\n\n[b]: https://example.org/1\n[b]: https://example.org/2\n", 12),
    "a bell": ("Words\x07.\n", 9),
    "an end of page": ("Words.\x0cWords.\n", 9),
    "a control character as an entity": ("Words &#x1b;.\n", 9),
    "a code point that is no character": ("Words \ufffe.\n", 9),
}

_WORDS = (
    "Words",
    "Who sees it",
    "the council",
    "Notice text",
    "In this notice",
    "2016-17",
    "£10",
    "پرائیویسی",
    "id1",
    "",
)
_SIGNS = (
    *"*_`#>-+|[](){}<>!&;:=~^$%@\\/\"'.,0123 \n\n\t",
    "\u00a0", "\u200b", "\u2028", "\u202e", "\ue000", "\U0010fffd", "👩‍👧", "ﬃ", "\x07", "&#7;", "---", "```", ":::",
    "{#",
    "{.answers-", "](https://example.org/", "| a | b |\n|---|---|\n| 1 | 2 |\n", "\n\n[b]: https://example.org/\n\n",
)  # fmt: skip


def generated(chance: random.Random) -> str:
    """Return the words of a notice below its title: blocks of every kind, inside each other, and now and then noise."""
    return "\n\n".join(_block(chance, 0) for _ in range(chance.randint(1, 6))) + "\n"


def _text(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return "".join(chance.choice(_SIGNS + _WORDS) for _ in range(chance.randint(1, 25)))
    word = chance.choice(_WORDS)
    return chance.choice(
        (word, word, f"**{word}**", f"`{word}`", f"[{word}](https://example.org/a)", f"{word}:", f"{word}\\")
    )


def _block(chance: random.Random, depth: int) -> str:
    kinds = (_paragraph, _paragraph, _heading, _list, _quotation, _box, _table, _line, _mark, _code)
    return chance.choice(kinds if depth < 3 else kinds[:3])(chance, depth)


def _paragraph(chance: random.Random, depth: int) -> str:
    return "\n".join(_text(chance) for _ in range(chance.randint(1, 3)))


def _heading(chance: random.Random, depth: int) -> str:
    return "#" * chance.choice((1, 2, 2, 2, 3, 4)) + " " + _text(chance).replace("\n", " ")


def _inside(chance: random.Random, depth: int) -> str:
    return "\n\n".join(_block(chance, depth + 1) for _ in range(chance.randint(1, 2)))


def _list(chance: random.Random, depth: int) -> str:
    sign = chance.choice(("- ", "* ", "1. ", "7) "))
    items = [_inside(chance, depth).replace("\n", "\n" + " " * len(sign)) for _ in range(chance.randint(1, 3))]
    return chance.choice(("\n", "\n\n")).join(sign + item for item in items)


def _quotation(chance: random.Random, depth: int) -> str:
    return "> " + _inside(chance, depth).replace("\n", "\n> ")


def _box(chance: random.Random, depth: int) -> str:
    kind = chance.choice(("note", "tip", "warning", "seealso", "admonition"))
    title = chance.choice(("", "", " A title", f" {_text(chance)}".replace("\n", " ")))
    colons = ":" * (6 - depth)
    return f"{colons}{{{kind}}}{title}\n{_inside(chance, depth)}\n{colons}"


def _table(chance: random.Random, depth: int) -> str:
    rows = [f"| {_text(chance)} | {_text(chance)} |".replace("\n", " ") for _ in range(chance.randint(1, 3))]
    return "\n".join([rows[0], chance.choice(("|---|---|", "|:--|--:|")), *rows[1:]])


def _line(chance: random.Random, depth: int) -> str:
    return chance.choice(("---", "***", "% a comment", "+++"))


def _mark(chance: random.Random, depth: int) -> str:
    mark = chance.choice(("recipients", "purposes", "notice-text", "words", "id1", "Recipients"))
    return f"{{{chance.choice('#.')}{'answers-' * chance.randint(0, 1)}{mark}}}\n{_block(chance, depth)}"


def _code(chance: random.Random, depth: int) -> str:
    return chance.choice((f"```\n{_text(chance)}\n```", f"    {_text(chance)}"))


def faults(text: str) -> list[Finding]:
    """Return what the checks say of the form of a notice."""
    notice = parse_notice("notice.md", text.encode())
    return [*notice.findings, *obstacles(notice)]


def passed(chance: random.Random, number: int) -> Iterator[tuple[str, str, int]]:
    """Yield generated notices that the checks pass, for the years from 2000-01 on, and how many were tried for it."""
    for first in range(2000, 2000 + number):
        year, tried = f"{first}-{(first + 1) % 100:02d}", 1
        while faults(text := fictional_notice(year, body=generated(chance))):
            tried += 1
        yield year, text, tried


def site_of_passed(folder: Path, seed: int, number: int) -> tuple[Project, int]:
    """Return a copy of the project with generated notices that the checks pass, and how many were generated for it."""
    project, tried = copy_project(folder), 0
    (folder / "notices" / "2016-17.md").unlink()
    for year, text, tries in passed(random.Random(seed), number):  # noqa: S311 - no secret
        (folder / "notices" / f"{year}.md").write_bytes(text.encode())
        tried += tries
    return project, tried


def main(sites: int, number: int = 100) -> None:
    """Build sites of notices that the checks pass, and print what came of it."""
    for seed in range(sites):
        with tempfile.TemporaryDirectory() as folder:
            project, tried = site_of_passed(Path(folder) / "project", seed, number)
            result = project.run("python", "scripts/build_site.py")
            line = f"seed {seed}: {tried} generated, {number} passed the checks, build ended with {result.returncode}"
            sys.stdout.write(f"{line}\n{result.stderr[:2000]}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
