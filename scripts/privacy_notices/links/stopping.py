"""Ends a run early, by Ctrl-C or SIGTERM, so that what was seen until then can still be written."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


class Stop(asyncio.Event):
    """Set when the run is to end; `signal` is what ended it, or 0."""

    signal = 0

    def by(self, number: int) -> None:
        """End the run for a signal; the next one ends the program, as it would without us."""
        self.signal = number
        self.set()
        _let_be()


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """Yield what a signal sets. Only the main thread can have signals: in others it is never set."""
    stop = Stop()
    if current_thread() is not main_thread():
        yield stop
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.by, number)
    try:
        yield stop
    finally:
        _let_be()


def _let_be() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().remove_signal_handler(number)
