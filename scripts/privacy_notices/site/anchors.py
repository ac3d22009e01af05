"""Turns the marks of notices into anchors, and keeps outside links from revealing where they were followed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from privacy_notices.notices.notice import MARK_CLASS, PERSON_CLASS
from privacy_notices.site.passages import PAGE_IDS, Record
from privacy_notices.site.security import OUTSIDE_REL


class AnchorMarks(SphinxTransform):
    """Gives the first `.answers-<id>` class its anchor, where no "#" did, and keeps a notice's ids to its own page.

    Without the second, an id on a heading would be a label of the whole project, and the same id in the
    next year's notice a "duplicate label". Runs before Sphinx's domains read the labels (priority 850).
    """

    default_priority = 840

    def apply(self, **kwargs: Any) -> None:
        """Change the document in place."""
        if not self.env.current_document.docname.startswith(("notices/", "versions/")):
            return
        self.document.nametypes = dict.fromkeys(self.document.nametypes, False)
        given = {name for node in self.document.findall(nodes.Element) for name in node["ids"]}
        for node in list(self.document.findall(nodes.Element)):
            classes: list[str] = node.get("classes", [])
            for mark in [name for name in classes if name.startswith(MARK_CLASS)]:
                node["classes"].remove(mark)
                if (name := mark.removeprefix(MARK_CLASS)) not in given:
                    node["ids"].append(name)
                    given.add(name)
            if PERSON_CLASS in classes:
                classes.remove(PERSON_CLASS)
            if isinstance(node, nodes.table) and node["ids"]:
                # Furo writes a table's id twice, on the table and on the box around it.
                anchor = nodes.target("", "", ids=node["ids"])
                node["ids"] = []
                node.parent.insert(node.parent.index(node), anchor)


class OutsideLinks(SphinxTransform):
    """Gives each link to another site its `rel`. The words of a page stay as they are."""

    default_priority = 840

    def apply(self, **kwargs: Any) -> None:
        """Change the document in place."""
        for link in self.document.findall(nodes.reference):
            if link.get("refuri", "").startswith(("https://", "http://")):
                link["rel"] = OUTSIDE_REL


def add_anchors(doctree: nodes.document, records: Iterable[Record]) -> None:
    """Give each passage that the search can find its anchor, also where no mark made one."""
    unmarked = [record for record in records if record.anchor not in record.answers]
    taken = PAGE_IDS.union(record.anchor for record in unmarked)
    by_line: dict[int, nodes.Element] = {}
    for node in doctree.findall(nodes.Element):
        if node is not doctree:
            by_line.setdefault(node.line or 0, node)
            # docutils makes ids of headings too, and may have given one of these to another heading.
            if not taken.isdisjoint(node["ids"]):
                node["ids"] = [name for name in node["ids"] if name not in taken]
    for record in unmarked:
        # What is in a box may have no line of its own: then it is in what begins before it.
        place = by_line[max((line for line in by_line if line <= record.line), default=min(by_line))]
        if isinstance(place, nodes.table):
            place.parent.insert(place.parent.index(place), nodes.target("", "", ids=[record.anchor]))
        else:
            place["ids"].insert(0, record.anchor)
    for number, section in enumerate(doctree.findall(nodes.section)):
        section["ids"] = section["ids"] or [f"section_{number}"]  # Sphinx cannot write one without.
