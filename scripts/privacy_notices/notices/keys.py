"""Reads the YAML of a front matter: its keys, their values as they are written, and the line of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

import yaml

from privacy_notices.notices.slips import slip

Fault = Callable[[int, str], None]

#: libyaml's where PyYAML has it: reading the front matter of every version is a good part of a small build.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 4
_MAX_CHARACTERS = 20_000


def read_keys(source: str, known: Collection[str], key_lines: dict[str, int], fault: Fault) -> dict[str, Any] | None:
    """Return the mapping in the YAML, every scalar as the text it is written as; None where it cannot be read.

    Args:
        source: the YAML; its first line is line 2 of the file.
        known: the keys that a front matter can have.
        key_lines: gets the line of each key, those inside another as `known_gaps.retention`.
        fault: is called with the line of each fault, and what to write.
    """
    if len(source) > _MAX_CHARACTERS:
        fault(1, "The front matter is too long. Keep to its few keys; the notice itself comes below it.")
        return None
    try:
        refused = _refused(source)
        root = None if refused else yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        refused = slip(source, error, known)
    except yaml.reader.ReaderError as error:
        line = source.encode()[: error.position].count(b"\n") + 2
        refused = line, "The front matter holds a character that cannot be used. Type this line again."
    if refused:
        fault(*refused)
        return None
    if not isinstance(root, yaml.MappingNode):
        fault(*slip(source, None, known))
        return None
    return dict(_pairs(root, "", key_lines, fault))


def _refused(source: str) -> tuple[int, str] | None:
    """Return the line of what YAML knows and a front matter does not need, before anything is built from it."""
    depth = 0
    for event in yaml.parse(source, Loader=_LOADER):
        line = event.start_mark.line + 2 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return line, 'Write the value out: "&" and "*" are not used here. If it is text, put it in quotes.'
        if tag := getattr(event, "tag", None):
            return line, f'Delete "{tag}": the front matter holds plain values only.'
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            return line, "The front matter is nested too deeply. Write one key a line."
    return None


def _pairs(node: yaml.MappingNode, prefix: str, key_lines: dict[str, int], fault: Fault) -> Iterator[tuple[str, Any]]:
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        if not isinstance(key_node, yaml.ScalarNode):
            fault(line, 'A key must be a word. Write "key: value".')
            continue
        key = prefix + key_node.value
        if key in key_lines:
            fault(line, f'"{key}" is on line {key_lines[key]} already. Keep one of the two.')
            continue
        key_lines[key] = line
        if isinstance(value_node, yaml.MappingNode):
            yield key_node.value, dict(_pairs(value_node, f"{key}.", key_lines, fault))
        elif isinstance(value_node, yaml.SequenceNode):
            yield key_node.value, [getattr(item, "value", "") for item in value_node.value]
        else:
            yield key_node.value, value_node.value
