"""A page: what it is called, its template, what is around its words, and the words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: What a template is given, by the names that it uses.
Context = dict[str, Any]


def nothing() -> Context:
    """Return an empty context."""
    return {}


@dataclass(frozen=True)
class Page:
    """A page of the site.

    `around` gives what is around the words. It is cheap, so it is worked out at each build, and the page is written
    again when it differs. `words` gives what depends on nothing but the data files and the words whose digests `around`
    names, and may compare notices.

    `has_source` says whether Sphinx reads a file for it. Where that file would say the very words of another page,
    which Sphinx reads already, `twin` names that page and there is no file.
    """

    name: str
    template: str
    around: Callable[[], Context]
    words: Callable[[], Context] = nothing
    has_source: bool = False
    twin: str = ""

    def state(self) -> str:
        """Return a digest that differs when the page would, without working out `words`."""
        return hashlib.sha256(repr(self.around()).encode()).hexdigest()

    def context(self) -> Context:
        """Return what the template shows."""
        return {"template": self.template} | self.around() | self.words()
