"""Ends a run early, by Ctrl-C or SIGTERM, so that what was seen until then can still be written."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any


class Stop(asyncio.Event):
    """Set when the run is to end; `signal` is what ended it, or 0."""

    signal = 0

    def by(self, number: int) -> None:
        """End the run for a signal; the next one ends the program, as it would without us."""
        self.signal = number
        self.set()
        _let_be()

    async def or_any(self, *futures: asyncio.Future[Any], until: float) -> None:
        """Wait for the first of them, for the end of the run, or until a moment in the loop's time."""
        ended = asyncio.create_task(self.wait())
        left = until - asyncio.get_running_loop().time()
        await asyncio.wait({ended, *futures}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()


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
