"""Turns: whose turn it is to ask a host. One request at a time, at a pace, first tries before all others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from privacy_notices.links.answer import Failure

#: Requests wait in the order of their rank, then of their coming.
_Waiting = tuple[int, int, asyncio.Future[None]]


@dataclass
class Host:
    """What is known of a host: who waits for it, when it may be asked next, and why it cannot be asked.

    `interval` is the time between the beginnings of two requests, in seconds; `next_at` is in the loop's time.
    """

    interval: float
    next_at: float = 0.0
    failure: Failure | None = None
    detail: str = ""
    _is_taken: bool = False
    _waiting: list[_Waiting] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """Wait until the host may be asked; nobody else asks it until this is over.

        A page that did not answer waits behind those that were not asked yet: its rank is the number of its try.
        """
        await self._take(rank)
        try:
            await self.pace()
            yield
        finally:
            self._pass_on()

    async def pace(self) -> None:
        """Wait until the next request may begin, and count it as begun.

        Once there is an answer, `answered` counts from then: who connects slowly must not be asked twice in a row.
        """
        now = asyncio.get_running_loop().time
        while (wait := self.next_at - now()) > 0:
            await asyncio.sleep(wait)
        self.next_at = now() + self.interval

    def answered(self) -> None:
        """The host has begun to answer."""
        self.leave_alone(self.interval)

    def leave_alone(self, seconds: float) -> None:
        """Ask nothing of the host for so long."""
        self.next_at = max(self.next_at, asyncio.get_running_loop().time() + seconds)

    async def _take(self, rank: int) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._numbers), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it was given the turn at the very moment at which it was ended
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self._waiting:
            following = heappop(self._waiting)[2]
            if not following.done():
                following.set_result(None)
                return
        self._is_taken = False
