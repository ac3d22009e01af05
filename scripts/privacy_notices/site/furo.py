"""What the pages do otherwise than Furo and Sphinx would have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes


def adapt(context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Change the context of a page: no tree in the sidebar, no files that it does without, tables for the keyboard."""
    # The sidebar has a short list of its own; Furo would draw its tree of all pages for each page.
    context["toctree"] = lambda **options: ""
    has_code = doctree is not None and next(doctree.findall(nodes.literal_block), None) is not None
    unused = unused_files(has_code)
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if str(file.filename) not in unused]
    if "body" in context:
        # Furo lets a wide table scroll in a box of its own, which a keyboard has to reach (WCAG 2.2, 2.1.1).
        box = '<div class="table-wrapper'
        context["body"] = context["body"].replace(box, f'<div tabindex="0" role="group" aria-label="Table"{box[4:]}')


def lead_home(address: Callable[..., str], home: str) -> Callable[..., str]:
    """Return `pathto` for the page that is shown at any wrong address: sphinx-notfound-page forgets the first page."""
    return lambda *name, **options: address(*name, **options).replace("#", home)


def unused_files(has_code: bool) -> set[str]:
    """Return the files of Sphinx and Furo that a page does without; some keep words in the browser's storage."""
    unused = {"_static/scripts/furo.js", "_static/styles/furo-extensions.css"}
    unused |= {"_static/documentation_options.js", "_static/doctools.js", "_static/sphinx_highlight.js"}
    return unused if has_code else unused | {"_static/pygments.css"}
