"""Finds the line of a place in a TOML file, which neither tomllib nor pydantic says.

tomlkit keeps a document as it was written: a value is replaced by a sign that is nowhere else, and the sign is looked
for in what is written again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

_SIGN = "the-place-that-is-looked-for"


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Return the line of a value, counted from 1; of what is missing, the first line of the table that lacks it.

    Args:
        text: a TOML document that tomllib can read.
        place: the keys and numbers that lead to the value, as pydantic names them (`loc`).
    """
    try:
        document = tomlkit.parse(text)
        if not document:
            return 1
        parent, key = _first_value(*_nearest(document, place))
        parent[key] = _SIGN
        written = tomlkit.dumps(document)
    except TOMLKitError:
        return 1
    return written[: max(written.find(_SIGN), 0)].count("\n") + 1


def _nearest(here: Any, place: Sequence[str | int]) -> tuple[Any, Any]:
    """Follow a place as far as it is there; return the last container and the key in it."""
    parent, key = here, next(iter(here))
    for part in place:
        try:
            following = here[part]
        except (KeyError, IndexError, TypeError):
            return (here, next(iter(here))) if isinstance(here, dict) and here else (parent, key)
        parent, key, here = here, part, following
    return parent, key


def _first_value(parent: Any, key: Any) -> tuple[Any, Any]:
    """Return the first value inside a table or an array of tables, and the value itself where it is neither."""
    while True:
        here = parent[key]
        if isinstance(here, dict) and here:
            parent, key = here, next(iter(here))
        elif isinstance(here, list) and here and isinstance(here[0], dict):
            parent, key = here, 0
        else:
            return parent, key
