"""Opens files: the TOML data files, each read into its model, and all others that a command is given or writes.

What the system refuses is one line that names the file, from here on; nothing else has to look for an OSError.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import EISDIR
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from privacy_notices.errors import DataFileError, FileError
from privacy_notices.toml_lines import line_of

Model = TypeVar("Model", bound=BaseModel)
#: A data file, or several of which a later one wins over an earlier one.
Layers = Path | Sequence[Path]
Values = dict[str, Any]
#: What pydantic says in a programmer's words.
_IN_WORDS = {"missing": "is missing here", "extra_forbidden": "is no key of this table: is it misspelt?"}


class DataModel(BaseModel):
    """A table of a data file: a key that it does not have is a fault, and what was read of it does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@contextmanager
def file_errors(path: Path, done: str) -> Iterator[None]:
    """Turn what the system refuses inside into a FileError: "PATH cannot be read: Is a directory"."""
    try:
        yield
    except OSError as error:
        raise FileError(f"{path}: cannot be {done}: {error.strerror or error}") from None


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Return what a file holds, but no more than so many bytes; raise FileError where it cannot be read."""
    with file_errors(path, "read"), path.open("rb") as file:
        return file.read(most)


def read_text(path: Path) -> str:
    """Return the text of a file; raise FileError where it cannot be read or is not in UTF-8."""
    content = read_bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(f"{path}: cannot be read: line {line} is not in UTF-8. Save the file as UTF-8.") from None


def laid_over(ours: Values, own: Values, names: Mapping[str, str]) -> Values:
    """Return our values with a school's own over them: its keys win, its entries follow ours or change them.

    Args:
        ours: what the program brings.
        own: what the school's own file has.
        names: for a list of tables, the key by which its entries are known: one of the school's that has the name of
            one of ours changes the keys that it has and leaves the others, so that our corrections still arrive.
    """
    laid = dict(ours)
    for key, value in own.items():
        if key in names and tables(value) == value and tables(ours.get(key)):
            laid[key] = _entries_over(tables(ours[key]), tables(value), names[key])
        elif isinstance(value, dict) and isinstance(ours.get(key), dict):
            laid[key] = ours[key] | value
        else:
            laid[key] = value
    return laid


def tables(value: object) -> list[Values]:
    """Return the tables in what may be a list of them: a file that is wrong is for its model to refuse."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _entries_over(ours: list[Values], own: list[Values], name: str) -> list[Values]:
    known = [entry.get(name) for entry in ours]
    changes = [entry for entry in own if entry.get(name) in known]
    laid = [reduce(lambda a, b: a | b, (new for new in changes if new[name] == each.get(name)), each) for each in ours]
    return laid + [entry for entry in own if entry not in changes]


def load_data(
    paths: Layers, model: type[Model], lay: Callable[[Values, Values], Values] = lambda ours, own: ours | own
) -> Model:
    """Read a TOML file into its model.

    Args:
        paths: the file, or the program's and the school's own.
        model: what it has to fit.
        lay: lays the second file's values over those of the first.

    Raises:
        FileError: a file is missing or cannot be read.
        DataFileError: it is not TOML or does not fit the model; the message has a line for each mistake, with its place
            and, of one file alone, the line there.
    """
    files = [paths] if isinstance(paths, Path) else list(paths)
    values, path = reduce(lay, map(_values, files)), files[-1]
    try:
        return model.model_validate(values)
    except ValidationError as error:
        text = read_text(path) if len(files) == 1 else ""  # A place in what was laid over another is in neither file.
        raise DataFileError("\n".join(_mistake(path, text, each) for each in error.errors())) from None


def _mistake(path: Path, text: str, error: ErrorDetails) -> str:
    """Return "PATH:LINE: place: what is wrong"; the number in a place counts the tables of a name from 1.

    Without the text there is no line, nor for what concerns the file as a whole.
    """
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    message = _IN_WORDS.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    line = f":{line_of(text, error['loc'])}" if text and error["loc"] else ""
    return f"{path}{line}: {place + ': ' if place else ''}{message}"


def _values(path: Path) -> Values:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path}: cannot be read: {error}") from None


def make_room(path: Path) -> None:
    """Make the folder of a file that a long run writes at its end; raise FileError where it never could be written."""
    with file_errors(path, "written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, whole or not at all: whoever reads it meanwhile sees what was there before.

    Raises:
        FileError: the file cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with file_errors(path, "written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content.encode() if isinstance(content, str) else content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
