"""No way to alter what was issued goes unnoticed: alterations by rule, of every kind of Markdown in notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from privacy_notices.checks import Rulebook
from privacy_notices.checks.history import published_stays
from privacy_notices.history.versions import Wording, published_front_matter
from privacy_notices.notices.markdown import ALLOWED_DIRECTIVES, MYST_EXTENSIONS, parser
from privacy_notices.notices.reading import parse_notice
from tests.fictional import fictional_notice

BOXES = "\n".join(
    f":::{{{name}}}{' A title' if name == 'admonition' else ''}\nA box of words.\n:::\n"
    for name in sorted(ALLOWED_DIRECTIVES)
)
#: A fictional notice with every kind of Markdown that `reading` allows; the test below makes sure of it.
BODY = f"""{{#purposes}}
We use *most* of it with **great** care, \\* as `said` &amp; done.
The second line of it.{"  "}
Behind a hard break, [a link](https://example.org/a "Its title") and <https://example.org/b>.
Another\\
break, and [one by name][name].

## A heading

A heading below it
------------------

{{#retention}}
1. first
2. second

   more of the second

- an item
- another
  - deeper

* a list of its own

* whose items stand apart

> A quotation,
> of two lines.

| Left | Right |
|:-----|------:|
| one  | two   |

***

    fixed text

    and more of it

```text
more fixed text
```

% a remark that nobody sees

+++ a break

{BOXES}
```{{note}}
A box with other fences.

{{#recipients}}
Its second paragraph.
```

[name]: https://example.org/c "A title"
"""
SOURCE = fictional_notice("2019-20", body=BODY)
#: What may be done to a line of a notice, whatever it says.
RULES: dict[str, Callable[[str], str]] = {
    "taken away": lambda line: "",
    "twice": lambda line: f"{line}\n{line}",
    "an empty line before it": lambda line: f"\n{line}" if line else line,
    "joined to the next by a backslash": lambda line: f"{line}\\",
    "a hard break": lambda line: f"{line}  ",
    "no spaces at its end": str.rstrip,
    "a quotation": lambda line: f"> {line}",
    "an item": lambda line: f"- {line}",
    "a numbered item": lambda line: f"7. {line}",
    "a heading": lambda line: f"# {line}",
    "fixed text": lambda line: f"    {line}",
    "deeper": lambda line: f"  {line}",
    "not so deep": lambda line: line.removeprefix("  "),
    "emphasised": lambda line: f"*{line.strip()}*",
    "other emphasis": lambda line: line.replace("*", "**"),
    "no emphasis": lambda line: line.replace("*", ""),
    "other numbers": lambda line: line.translate(str.maketrans("12", "34")),
    "another list": lambda line: line.replace("- ", "+ ", 1),
    "another box": lambda line: line.replace("{note}", "{tip}").replace("{tip}", "{danger}"),
    "no box": lambda line: line.replace(":::", ""),
    "other fences": lambda line: line.replace("```", "~~~"),
    "another language": lambda line: line.replace("```text", "```html"),
    "a link elsewhere": lambda line: line.replace("example.org", "example.com"),
    "a link on other words": lambda line: line.replace("[a link]", "a [link]").replace("[one by", "one [by"),
    "another title of a link": lambda line: line.replace('title"', 'heading"'),
    "no title of a link": lambda line: line.replace(' "Its title"', "").replace(' "A title"', ""),
    "one column": lambda line: line.replace("|", "", 2),
    "another side of a column": lambda line: line.replace(":-", "--").replace("-:", "--"),
    "no escape": lambda line: line.replace("\\", ""),
    "another entity": lambda line: line.replace("&amp;", "&lt;"),
    "no fixed words": lambda line: line.replace("`", ""),
    "other letters": str.swapcase,
    "another rank": lambda line: line.replace("#", "##", 1).replace("--", "=="),
    "a letter that looks alike": lambda line: line.replace("o", "\u043e"),
    "a space that looks alike": lambda line: line.replace(" ", "\u00a0"),
    "an invisible letter": lambda line: f"{line}\u200b",
}


@cache
def published() -> Wording:
    front_matter = published_front_matter(SOURCE.encode())
    assert front_matter
    return Wording(front_matter, SOURCE.encode())


def is_found(source: str, rules: Rulebook) -> bool:
    notice = parse_notice("notices/2019-20.md", source.encode())
    assert notice.front_matter
    return bool(list(published_stays(notice, replace(rules, history=(published(),)))))


@cache
def shown(source: str) -> str:
    """What MyST makes of a notice for readers, without anchors: an oracle that knows nothing of our comparison."""
    settings = {"myst_enable_extensions": list(MYST_EXTENSIONS), "report_level": 5, "warning_stream": ""}
    source = source.replace("{seealso}", "{note}")  # docutils alone does not know Sphinx's box.
    document = publish_doctree(source, parser=Parser(), settings_overrides=settings)
    for node in document.findall(nodes.Element):
        for name in ("ids", "names", "dupnames", "classes"):
            node[name] = [kept for kept in node[name] if name == "classes" and not kept.startswith("answers-")]
    return str(document.pformat())


def with_mark(number: int) -> str:
    """Return the file with a mark of its own above a line, indented like the line before it or the line itself."""
    lines = SOURCE.split("\n")
    depth = len(lines[number]) - len(lines[number].lstrip())
    return "\n".join([*lines[:number], " " * depth + "{#npd-text .answers-photographs}", *lines[number:]])


def altered(rule: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """Yield each line below the front matter that the rule alters, and the file with it altered."""
    lines = SOURCE.split("\n")
    for number in range(lines.index("---", 1) + 1, len(lines) - 1):
        line = rule(lines[number])
        if line != lines[number] and not lines[number].startswith("{#"):
            yield number, "\n".join([*lines[:number], line, *lines[number + 1 :]])


@pytest.mark.parametrize("name", RULES)
def test_no_alteration_of_a_line_goes_unseen(name: str, rules: Rulebook) -> None:
    cases = list(altered(RULES[name]))
    assert cases
    unseen = [SOURCE.split("\n")[number] for number, source in cases if not is_found(source, rules)]
    assert unseen == []


def kinds() -> set[str]:
    """Return the kinds of Markdown in the notice, as the parser names them."""
    tokens = parser().parse(SOURCE)
    inside = [child for token in tokens for child in token.children or ()]
    return {token.type.removesuffix("_open").removesuffix("_close") for token in [*tokens, *inside]}


def test_the_notice_that_is_altered_has_every_kind_of_markdown_and_no_fault() -> None:
    assert parse_notice("notices/2019-20.md", SOURCE.encode()).findings == []
    # What `reading` reads without a fault, block by block and inside a line.
    assert kinds() == {
        "front_matter", "attrs_block", "heading", "paragraph", "inline", "hr", "myst_line_comment", "myst_block_break",
        "bullet_list", "ordered_list", "list_item", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
        "fence", "colon_fence", "code_block",
        "text", "code_inline", "softbreak", "hardbreak", "link", "em", "strong",
    }  # fmt: skip


def test_a_mark_is_unseen_wherever_it_only_marks_and_seen_wherever_it_alters_what_readers_get(rules: Rulebook) -> None:
    lines = SOURCE.split("\n")
    first = lines.index("---", 1) + 1
    alters = {number: shown(with_mark(number)) != shown(SOURCE) for number in range(first, len(lines))}
    found = {number: is_found(with_mark(number), rules) for number in alters}
    assert [lines[number] for number in alters if alters[number] and not found[number]] == []
    assert [lines[number] for number in alters if found[number] and not alters[number]] == []
    assert 20 < sum(alters.values()) < len(alters) - 20


def test_marks_may_be_taken_away_and_changed(rules: Rulebook) -> None:
    lines = SOURCE.split("\n")
    marks = [number for number, line in enumerate(lines) if line.startswith("{#")]
    assert len(marks) == 4
    for number in marks:
        assert not is_found("\n".join([*lines[:number], *lines[number + 1 :]]), rules)
        assert not is_found("\n".join([*lines[:number], "{#npd-text}", *lines[number + 1 :]]), rules)


def test_line_ends_are_no_alteration(rules: Rulebook) -> None:
    assert not is_found(SOURCE.replace("\n", "\r\n"), rules)
    assert not is_found(SOURCE.replace("\n", "\r"), rules)
    assert not is_found(SOURCE.removesuffix("\n"), rules)
