"""Whether what another link checker says of a link is right, though it has fewer words than ours."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from tests.bench.links.tools import NO_ANSWER

Meaning = Literal["fine", "redirected", "problem", "left out", "nothing"]
#: What the words of each peer mean.
MEANINGS: dict[str, dict[str, Meaning]] = {
    "linkcheck": {
        "working": "fine",
        "redirected": "redirected",
        "broken": "problem",
        "timeout": "problem",
        "ignored": "left out",
        "unchecked": "left out",
        NO_ANSWER: "nothing",
    },
    "lychee": {
        "success": "fine",
        "redirect": "redirected",
        "error": "problem",
        "timeout": "problem",
        "excluded": "left out",
        "unsupported": "left out",
    },
}
_NOT_FINE: tuple[Meaning, ...] = ("problem", "redirected")
#: What counts as right for each verdict of the table, generously: docs/benchmarks.md says it in words.
ENOUGH: dict[str, tuple[Meaning, ...]] = {
    "ok": ("fine", "redirected", "left out"),
    "moved": ("redirected",),
    "withdrawn": _NOT_FINE,
    "gone": _NOT_FINE,
    "broken": _NOT_FINE,
    "blocked": (*_NOT_FINE, "left out"),
    "unknown-transient": (*_NOT_FINE, "left out"),
    "refused-unsafe": ("problem", "left out"),
}


def is_right(kind: str, word: str, verdicts: Collection[str]) -> bool:
    """Say whether a tool's word is right where these verdicts are; ours has to have the very verdict."""
    if kind == "ours":
        return word in verdicts
    return any(MEANINGS[kind][word] in ENOUGH[verdict] for verdict in verdicts)


def is_only_redirected(kind: str, word: str, verdicts: Collection[str]) -> bool:
    """Say whether it counts as right only because the tool mentions a redirect, as it does for links that are well."""
    is_well = {"ok", "moved"} & set(verdicts)
    return kind != "ours" and MEANINGS[kind][word] == "redirected" and not is_well and is_right(kind, word, verdicts)
