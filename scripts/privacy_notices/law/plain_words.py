"""Words that are hard to read and what to write instead: the data of notices/plain_words.toml."""

from __future__ import annotations

from pydantic import Field

from privacy_notices.data_files import DataModel, Layers, Values, laid_over, load_data


class HeavyWord(DataModel):
    """Words that are hard to read, lower-case, and what to write instead."""

    phrase: str = Field(min_length=1)
    write: str


class PlainWords(DataModel):
    """All of plain_words.toml; `longest_sentence` is a number of words."""

    longest_sentence: int = Field(ge=1)
    heavy: list[HeavyWord] = []


def load_plain_words(paths: Layers) -> PlainWords:
    """Read plain_words.toml; raise FileError where it cannot be used."""
    return load_data(paths, PlainWords, _lay)


def _lay(ours: Values, own: Values) -> Values:
    return laid_over(ours, own, {"heavy": "phrase"})
