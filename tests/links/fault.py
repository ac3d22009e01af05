"""One behaviour of the web, and the verdict that a careful person would give on the link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tests.links.fault_server import Answer, Certificate

# Where a behaviour may be. What waits or is asked again has a host of its own, so that it keeps no other link waiting.
ALONE = "alone"
NO_ANSWERS: Mapping[str, Answer] = {}
# A server that does not speak HTTP: the issue names neither, and either is honest.
NO_HTTP = ("broken", "unknown-transient")


class Fault(NamedTuple):
    """A row of the table.

    `link` is a path of the host `at`, or a whole address; `{name}` stands for the origin of a host, `{here}` for that
    of `at`. `answer` is what the path answers, `also` what other paths do, by path or by `{name}/path`.
    `verdict` is the one expected, or those of which any will do. `suggested` is the address that must be suggested;
    None leaves it open. `most_bytes` bounds what the server may get rid of, in bytes.
    """

    name: str
    verdict: str | tuple[str, ...]
    link: str
    answer: Answer | None = None
    also: Mapping[str, Answer] = NO_ANSWERS
    suggested: str | None = None
    why: str = ""
    at: str = "a"
    certificate: Certificate | None = None  # for `at=ALONE` only
    most_bytes: int | None = None

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts of which any will do."""
        return (self.verdict,) if isinstance(self.verdict, str) else self.verdict
