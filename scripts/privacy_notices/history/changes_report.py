"""Prints what changed between two notices: for a terminal, for programs, and as the site shows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from privacy_notices.history.changes import Comparison, PieceKind, Row
from privacy_notices.history.layout import template_context
from privacy_notices.history.news import Item, News


def as_text(comparison: Comparison, news: News, old: str, new: str) -> str:
    """Return the changes for a terminal: `[-removed-]` and `{+added+}` words, a block a paragraph."""
    if not comparison.changes:
        return f"{old} and {new} say the same."
    marks = {PieceKind.SAME: ("", ""), PieceKind.REMOVED: ("[-", "-]"), PieceKind.ADDED: ("{+", "+}")}
    lines = [f"From {old} to {new}:", news.sentence]
    for row in comparison.changes:
        notes = "".join(f" ({note})" for note in row.notes)
        words = " ".join(marks[piece.kind][0] + piece.text + marks[piece.kind][1] for piece in row.pieces)
        lines += ["", f"{row.number}. {row.label}: {row.kind}{notes}", f"   {words}"]
    return "\n".join(lines)


def as_html(comparison: Comparison, news: News, templates: Sequence[Path]) -> str:
    """Return the changes as a piece of HTML, by the template that the site uses."""
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.install_null_translations()  # type: ignore[attr-defined]  # The extension adds it.
    template = environment.get_template("partials/comparison.html")
    return template.render(template_context(comparison, news))


def as_json(comparison: Comparison, news: News, old: str, new: str) -> str:
    """Return the changes as a JSON object; `old` and `new` name the two notices."""

    def side(row: Row, without: PieceKind) -> str:
        return " ".join(piece.text for piece in row.pieces if piece.kind is not without)

    changes = [
        {
            "number": row.number,
            "change": row.kind,
            "passage": row.label,
            "old": side(row, PieceKind.ADDED),
            "new": side(row, PieceKind.REMOVED),
            "notes": list(row.notes),
        }
        for row in comparison.changes
    ]
    document = {"schema": 1, "old": old, "new": new, "identical": not changes, "changes": changes}
    document |= {"sentence": news.sentence, "news": [_news(item) for item in news.items]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _news(item: Item) -> dict[str, Any]:
    return {"kind": item.kind, "questions": list(item.questions), "heading": item.heading, "number": item.number}
