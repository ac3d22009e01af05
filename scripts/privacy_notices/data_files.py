"""Loads a TOML file into its model, or raises an error of one line. Writes files whole or not at all."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class DataFileError(Exception):
    """A data file of the site cannot be used. The message is one line: the file, the place, what to write."""


def load_data(path: Path, model: type[Model]) -> Model:
    """Read a TOML file into its model.

    Raises:
        DataFileError: the file is missing, is not TOML or does not fit the model.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(f"{path}: cannot be read: {error}") from None
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        raise DataFileError(f"{path}: {place + ': ' if place else ''}{message}") from None


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, whole or not at all: whoever reads it meanwhile sees what was there before.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
