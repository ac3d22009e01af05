"""Compares our pages with the peer's: the words of each version have to be the same in both."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from tests.bench.generate import Version
from tests.bench.measure import BenchmarkError

_INLINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup"}


def compare_words(site: Path, stock: Path, versions: Iterable[Version]) -> list[int]:
    """Return how many words each version has, all of them the same in both.

    Raises:
        BenchmarkError: a page is missing, or has other words; the message says which and what differs.
    """
    counts, faults = [], []
    for version in versions:
        ours = _words(site / "versions" / version.name / "index.html", "id", "notice-text")
        theirs = _words(stock / version.name / "notices" / version.year / "index.html", "role", "main")
        differences = list(difflib.unified_diff(theirs, ours, "stock", "ours", n=3, lineterm=""))
        if differences or not ours:
            faults.append("\n".join([f"{version.name}: {len(theirs)} words in stock, {len(ours)} here", *differences]))
        counts.append(len(ours))
    if faults:
        raise BenchmarkError(f"The words of {len(faults)} of {len(counts)} versions differ:\n" + "\n".join(faults))
    return counts


def _words(page: Path, attribute: str, value: str) -> list[str]:
    """Return the words that a reader sees in the one element whose attribute has this value."""
    if not page.is_file():
        raise BenchmarkError(f"There is no page {page}")
    with page.open("rb") as file:
        root = html5lib.parse(file, namespaceHTMLElements=False)
    found = [element for element in root.iter() if element.get(attribute) == value]
    if len(found) != 1:
        raise BenchmarkError(f'{page} has {len(found)} elements with {attribute}="{value}"')
    return "".join(_texts(found[0])).split()


def _texts(element: Element) -> Iterator[str]:
    """Yield the visible text, with a space where a box begins or ends."""
    if element.tag in ("script", "style", "template"):
        return
    gap = "" if element.tag in _INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""
    yield gap
