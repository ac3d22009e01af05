"""Writes the parts of pages that a program writes, between `<!-- begin NAME -->` and `<!-- end NAME -->`."""

from __future__ import annotations


def with_part(page: str, name: str, text: str) -> str:
    """Return the page with the text as its part of that name, in the place of the old one or at the end."""
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->\n"
    before, mark, rest = page.partition(begin)
    after = rest.partition(end)[2] if mark else ""
    return "".join([before if mark else before + "\n", begin, "\n", text.strip(), "\n\n", end, after])
