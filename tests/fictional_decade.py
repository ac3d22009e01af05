"""Ten fictional notices, 2017-18 to 2026-27, which differ by year, for the questions in tests/fixtures/search."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures" / "search"
YEARS = range(2017, 2027)
OPENING = "This notice is fictional: it was made up to try out the search, and no school issued it."


def fictional_decade() -> Iterator[tuple[str, str]]:
    """Yield each year, like `2017-18`, and the Markdown of its notice."""
    sections = tomllib.loads((FOLDER / "sections.toml").read_text(encoding="utf-8"))["section"]
    for start in YEARS:
        year = f"{start}-{(start + 1) % 100:02d}"
        law = "Data Protection Act 1998" if start < 2018 else "UK GDPR and Data Protection Act 2018"
        parts = [
            f"---\nacademic_year: {year}\nrevision: 1\nstatus: published\n---",
            f"{{#academic-year-label}}\n# Privacy notice of a fictional school for {year}",
            OPENING,
            f"{{#legal-framework-named}}\nIt follows the {law}.",
        ]
        for section in sections:
            if section["from"] <= start <= section.get("until", start):
                mark = f"{{#{section['mark']}}}\n" if "mark" in section else ""
                heading = f"## {section['heading']}\n\n" if "heading" in section else ""
                parts.append(mark + heading + section["text"])
        yield year, "\n\n".join(parts) + "\n"
