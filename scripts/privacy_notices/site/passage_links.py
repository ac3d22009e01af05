"""A link beside each heading, paragraph and item of a version, to that place at the version's permanent address.

A reader who quotes a notice needs an address that leads to those very words for good. The links have no words, so
that a page's text stays the notice's own; their anchors are on the links, so that no block gets an id that a mark did
not give it, and are numbered in reading order, which never changes in a version.
"""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

#: What docutils and Sphinx break a line at although readers would not: a school year, as in a heading on a phone.
_YEAR = re.compile(r"(?<!\d)(\d{4}[-/]\d{2,4})(?!\d)")
_UNBROKEN = "unbroken"
#: How names of anchors begin; no heading makes one with a "_" (docutils.nodes.make_id), but a mark may.
_ANCHOR = "at_"


class PassageLink(nodes.Element, nodes.Inline):
    """A link without words, as an element of the document."""


def add_passage_links(doctree: nodes.document, docname: str) -> None:
    """Give each heading, paragraph and item of a version its link; `docname` is that of the version's page."""
    places = [node for node in doctree.findall(nodes.Element) if _is_place(node)]
    taken = {name for node in doctree.findall(nodes.Element) for name in node["ids"]}
    for number, node in enumerate(places, start=1):
        block = _marked_block(node)
        link = PassageLink(what=_what(node))
        if block["ids"]:
            link["anchor"] = block["ids"][0]
        else:
            name = f"{_ANCHOR}{number}"
            link["anchor"] = f"{name}_" if name in taken else name
            link["ids"] = [link["anchor"]]
        link["address"] = f"../../{docname}/#{link['anchor']}"  # The page of the year is as deep in folders.
        node += link


def keep_years_whole(doctree: nodes.document) -> None:
    """Keep each school year of a heading on one line: browsers break "2016-17" at its hyphen."""
    for title in doctree.findall(nodes.title):
        for text in list(title.findall(nodes.Text)):
            parts = _YEAR.split(text)
            if len(parts) > 1:
                made = [nodes.inline("", part, classes=[_UNBROKEN]) if i % 2 else nodes.Text(part)
                        for i, part in enumerate(parts) if part]  # fmt: skip
                text.parent.replace(text, made)


def _is_place(node: nodes.Element) -> bool:
    if isinstance(node, nodes.title):
        return isinstance(node.parent, nodes.section)
    return isinstance(node, nodes.paragraph) and not isinstance(node.parent, nodes.entry)


def _marked_block(node: nodes.Element) -> nodes.Element:
    """Return what has the anchor of a place: the section of a heading, or the list or item that begins with it."""
    block = node
    while not block["ids"] and isinstance(block.parent, (nodes.list_item, nodes.bullet_list, nodes.enumerated_list)):
        if block.parent.index(block) > 0:
            break
        block = block.parent
    return node.parent if isinstance(node, nodes.title) else block


def _what(node: nodes.Element) -> str:
    if isinstance(node, nodes.title):
        return "heading"
    return "item" if isinstance(node.parent, nodes.list_item) and node.parent.index(node) == 0 else "paragraph"


def _visit(translator: HTML5Translator, node: PassageLink) -> None:
    anchor = f' id="{escape(node["anchor"])}"' if node["ids"] else ""
    address, label = escape(node["address"]), f"Link to this {node['what']}"
    translator.body.append(f'<a class="to-passage"{anchor} href="{address}" aria-label="{label}"></a>')


def _depart(translator: HTML5Translator, node: PassageLink) -> None:
    """Nothing follows: `_visit` has written all of it."""


def register(app: Sphinx) -> None:
    """Let Sphinx write the links into pages."""
    app.add_node(PassageLink, html=(_visit, _depart))
