"""What a page says to its readers, whether they see it or it is read out to them."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

#: Attributes whose words are shown or read out.
SPOKEN = ("aria-label", "alt", "title", "placeholder")


def spoken(page: LexborHTMLParser) -> Iterator[str]:
    """Yield each piece of text that a page shows, and each that is read out in the place of something."""
    for node in page.root.traverse(include_text=True) if page.root else ():
        if node.tag == "-text" and node.parent and node.parent.tag not in ("script", "style"):
            yield node.text_content or ""
        yield from (node.attributes.get(name) or "" for name in SPOKEN)
