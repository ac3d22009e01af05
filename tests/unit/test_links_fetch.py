"""How long a host asks to be left alone, read from what it wrote."""

from datetime import UTC, datetime

import pytest

from privacy_notices.links.fetch import retry_after

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("3", 3),
        (" 0 ", 0),
        ("60", 60),
        ("999999", 60),
        ("-5", 0),
        ("Mon, 23 Nov 2026 12:00:07 GMT", 7),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Fri, 31 Dec 2032 23:59:59 GMT", 60),
    ],
)
def test_a_wait_is_obeyed_and_an_absurd_one_is_capped_at_a_minute(written: str, seconds: float) -> None:
    assert retry_after(written, NOW) == seconds


@pytest.mark.parametrize("written", ["", "soon", "1.5 hours", "Mon, 99 Nov 2026 12:00:07 GMT"])
def test_what_is_no_time_is_no_wait(written: str) -> None:
    assert retry_after(written, NOW) == 0
