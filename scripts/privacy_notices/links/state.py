"""What one run of the link check leaves for the next: what each page said, and how often it could not be reached.

Runs are counted and not days, so only the weekly job should use the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, field, replace
from os.path import lexists
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.dataclasses import dataclass

from privacy_notices.data_files import read_bytes, write_whole
from privacy_notices.errors import StateError
from privacy_notices.links.verdict import Outcome, Verdict

#: The job runs once a week: a page that could not be reached three times in a row is not there for parents.
WEEKS_UNTIL_BROKEN = 3


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class KeptOutcome(Outcome):
    """The last outcome of an address, the headers that ask for changes, and the runs in a row without an answer."""

    validators: dict[str, str] = field(default_factory=dict)
    runs_without_answer: int = 0


class State(BaseModel):
    """The state file, by address."""

    model_config = ConfigDict(extra="forbid")

    links: dict[str, KeptOutcome] = {}

    def note(self, url: str, outcome: Outcome, validators: Mapping[str, str]) -> Outcome:
        """Remember an outcome; return it, or `broken` after too many runs without an answer.

        A run without an answer leaves what was known, so that the next one can ask for changes only.
        """
        if outcome.verdict is not Verdict.UNKNOWN:
            self.links[url] = KeptOutcome(**asdict(outcome) | {"validators": validators, "runs_without_answer": 0})
            return outcome
        before = self.links.get(url) or KeptOutcome(**asdict(outcome))
        runs = before.runs_without_answer + 1
        self.links[url] = replace(before, runs_without_answer=runs)
        if runs < WEEKS_UNTIL_BROKEN:
            return outcome
        return replace(outcome, verdict=Verdict.BROKEN, reason=f"{outcome.reason}, in {runs} runs one after the other")


def load_state(path: Path) -> State:
    """Read the state that a run before left, or none.

    Raises:
        FileError: the file cannot be read.
        StateError: it is none.
    """
    if not lexists(path):
        return State()
    try:
        return State.model_validate_json(read_bytes(path))
    except ValidationError:
        raise StateError(f"{path} is no state of a link check. Delete it; the next run makes a new one.") from None


def save_state(path: Path, state: State) -> None:
    """Write the state, whole or not at all."""
    write_whole(path, state.model_dump_json(indent=1, exclude_defaults=True) + "\n")
