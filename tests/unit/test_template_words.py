"""Every word of the templates is marked for the catalogues: what Jinja would write as it stands is looked through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT
from tests.spoken import spoken

TEMPLATES = ROOT / "docs" / "theme" / "templates"
#: overview.html is the page of another program, which is in English.
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if path.name != "overview.html"]
#: Texts that are no words: names of HTML's elements, anchors, and a school year's last two digits.
NO_WORDS = {"th", "td", "li", "h", "p", 'id="change-"', "known-faults", "known-gaps", "%02d"}
#: Calls whose texts are no words of the page, or are marked.
MARKED = {"_", "gettext", "ngettext", "pathto"}


def literal(node: nodes.Node) -> Iterator[str]:
    """Yield the texts that an expression puts on the page, or into a variable, as they stand."""
    match node:
        case nodes.Const(value=str(text)):
            yield text
        case nodes.TemplateData() | nodes.Compare() | nodes.Getitem() | nodes.Test():
            return
        case nodes.CondExpr():
            yield from (text for each in (node.expr1, node.expr2) if each for text in literal(each))
        case nodes.Pair():
            yield from literal(node.value)
        case nodes.Filter(node=nodes.Node() as filtered):
            yield from literal(filtered)
        case nodes.Call(node=nodes.Getattr()):
            return
        case nodes.Call(node=nodes.Name(name=name)) if name in MARKED:
            return
        case _:
            yield from (text for each in node.iter_child_nodes() for text in literal(each))


def unmarked(source: str) -> set[str]:
    """Return what is not marked of a template's words: its text, attributes that are read out, and expressions."""
    template = Environment(extensions=["jinja2.ext.i18n"]).parse(source)  # noqa: S701 - nothing is rendered
    said = [text for each in template.find_all((nodes.Output, nodes.Assign)) for text in literal(each)]
    said += spoken(LexborHTMLParser("".join(each.data for each in template.find_all(nodes.TemplateData))))
    return {" ".join(text.split()) for text in said if any(letter.isalpha() for letter in text)} - NO_WORDS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_template_has_no_word_that_is_not_marked_for_the_catalogues(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "source",
    [
        "<p>Notices</p>",
        "{% if years %}<p>{{ years }} notices</p>{% endif %}",
        '<nav aria-label="Notices"></nav>',
        '<p>{{ "notice" if one else "notices" }}</p>',
        '{% set words = {"one": "Notice"} %}',
        '{{ remarks("Notices") }}',
        '{{ "Notices"|upper }}',
        "{% macro link() %}<a>Notice</a>{% endmacro %}",
    ],
)
def test_a_word_that_is_not_marked_is_found(source: str) -> None:
    assert {text.lower().removesuffix("s") for text in unmarked(source)} == {"notice"}


@pytest.mark.parametrize(
    "source",
    [
        '<p class="notice">{{ _("Notices") }}</p>',
        '<a href="{{ pathto("notices") }}">{% trans year=this.year %}Notice for {{ year }}{% endtrans %}</a>',
        "{% trans count=years|length %}{{ count }} notice{% pluralize %}{{ count }} notices{% endtrans %}",
        '{% if kind == "notice" %}{{ words["notice"] }}{{ name.removeprefix("notices/") }}{% endif %}',
        '{% set words = {"notice": _("Notice")} %}',
        "{# Notices #}",
    ],
)
def test_a_word_that_is_marked_or_not_shown_is_not_found(source: str) -> None:
    assert unmarked(source) == set()
