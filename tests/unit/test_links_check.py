"""A fault of our own costs the address that it befalls, and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from privacy_notices.errors import NoNetworkError
from privacy_notices.links import check as module
from privacy_notices.links.answer import Answer
from privacy_notices.links.check import LinkCheck
from privacy_notices.links.collect import Location
from privacy_notices.links.fetch import Fetcher
from privacy_notices.links.judge import judge
from privacy_notices.links.records import KeptLinks
from privacy_notices.links.state import State
from privacy_notices.links.verdict import Outcome

PLACE = Location("notices/2026-27.md", 9, frozen=False)
GOOD, BAD = "mailto:office@school.example", "http://127.0.0.1/x"


def checked() -> dict[str, Outcome]:
    places, kept = {GOOD: [PLACE], BAD: [PLACE]}, KeptLinks(central_government=[])
    fetcher, today = Fetcher("tests", rate=0), date(2026, 11, 23)
    check = LinkCheck(places, fetcher, kept, State(), today, lambda line: None, lambda: None)
    with ThreadPoolExecutor(1) as pool:
        seen = pool.submit(check.run).result(30)
    return {each.url: each.outcome for each in seen.links}


def test_a_fault_in_asking_is_the_verdict_of_its_address_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("a fault\nof ours")

    monkeypatch.setattr(Fetcher, "get", fault)
    with pytest.raises(NoNetworkError):
        checked()
    (line,) = caplog.messages
    assert line.startswith(f"{BAD}: RuntimeError at ")
    assert line.endswith("a fault of ours. " + module.FAULT)


def test_a_fault_in_judging_is_the_verdict_of_its_address_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(url: str, answer: Answer) -> Outcome:
        if "unsafe" not in str(answer.failure) and answer.failure != "its answer cannot be read":
            raise KeyError("x")
        return judge(url, answer)

    monkeypatch.setattr(module, "judge", faulty)
    found = checked()
    assert (found[BAD].verdict, found[BAD].reason) == ("unknown-transient", "its answer cannot be read")
    assert found[GOOD].verdict == "ok"
    assert caplog.messages[0].startswith(f"{BAD}: KeyError at check.py:")
