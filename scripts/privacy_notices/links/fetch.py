"""Asks sites for addresses: politely, within limits, and only where it is safe. aiohttp does the transport.

A page that does not answer soon gives its place to the next page of its host, and is asked for again, with more
patience, when all others have been. A failure that concerns the whole host (a name that does not exist, a refused
connection) is tried three times in a row and once for all its pages: none of them could be asked meanwhile.
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from pathlib import Path
from typing import Self

import aiohttp
from yarl import URL

from privacy_notices.errors import FileError
from privacy_notices.links.addresses import without_fragment
from privacy_notices.links.answer import HOST_FAILURES, Answer, Failure, Hop, Response
from privacy_notices.links.guard import Address, guarded_socket
from privacy_notices.links.second_look import MISSING_ISSUER, SecondLook
from privacy_notices.links.transport import (
    Budget,
    CertificateError,
    FailedError,
    UnusualAnswerError,
    address_of,
    send,
    tracing,
)
from privacy_notices.links.turns import Host

MAX_HOPS = 10
MAX_HEADER = 65_536  # bytes of one header
#: How often a page is asked for, and how many seconds each time for the first line of an answer.
TRIES = (2.0, 5.5, 5.5)
ONE_TRY = (inf,)
CONNECTION_TRIES = 3
MAX_RETRY_AFTER = 60.0  # seconds
HOSTS_AT_ONCE = 32
#: A server hears of the end of a connection a little later than we do: until then there would be two.
_CLOSING_SECONDS = 0.1
ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"


@dataclass(frozen=True)
class _Try:
    """One of the tries for a link: its number from 0, its patience in seconds, and what is left for all of them."""

    number: int
    patience: float
    budget: Budget


class Fetcher:
    """Asks for addresses, one at a time for each host.

    Args:
        user_agent: says who asks, and whom to write to.
        rate: requests a second for each host; 0 lifts the pace.
        allowed: addresses that are not public and may be asked all the same (tests).
        ca_file: a certificate authority to trust besides the system's (tests).

    Raises:
        FileError: the file of the certificate authority cannot be read.
    """

    def __init__(
        self, user_agent: str, rate: float = 1.0, allowed: Collection[Address] = (), ca_file: Path | None = None
    ) -> None:
        self.headers = {"User-Agent": user_agent, "Accept": ACCEPT}
        self.interval = 1 / rate if rate else 0.0
        tls = ssl.create_default_context()
        if ca_file:
            try:
                tls.load_verify_locations(ca_file)
            except OSError as error:
                raise FileError(f"{ca_file} holds no certificate that can be read: {error}") from None
        self.second_look = SecondLook(guarded_socket(allowed), tls)
        self.hosts: dict[tuple[str | None, int | None], Host] = {}
        self.slots = asyncio.Semaphore(HOSTS_AT_ONCE)
        self.contact = asyncio.Event()

    async def __aenter__(self) -> Self:
        look = self.second_look
        self.connector = aiohttp.TCPConnector(limit_per_host=1, ssl=look.tls, socket_factory=look.make_socket)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.connector.close()

    async def get(
        self, url: str, headers: Mapping[str, str], tries: Sequence[float] = TRIES, budget: Budget | None = None
    ) -> Answer:
        """Return the answer to an address: that of the last try, redirects followed.

        Args:
            url: the address, without a fragment.
            headers: sent to the address itself, not to where it redirects.
            tries: how many seconds each try waits for the first line of an answer.
            budget: what is left for the link, over all that is asked for its sake.
        """
        budget = budget or Budget()
        answer = Answer(failure=Failure.NO_TIME)
        for number, patience in enumerate(tries):
            if number:
                await asyncio.sleep(self._pause(number))
            answer = await self._follow(url, headers, _Try(number, patience, budget))
            if answer.made_contact:
                self.contact.set()
            is_silent = answer.failure is Failure.TIMEOUT and number > 0  # it was given its time, twice
            if not answer.may_pass or is_silent or budget.seconds <= 0 or answer.failure in HOST_FAILURES:
                break
        return answer

    async def _follow(self, url: str, headers: Mapping[str, str], attempt: _Try) -> Answer:
        """Make one try: ask, and follow redirects. Cookies are kept for its length, as some redirects need them."""
        hops: list[Hop] = []
        jar = aiohttp.CookieJar(unsafe=True)
        async with self._session(jar) as session:
            here = url
            seen = {(url, "")}
            while True:
                try:
                    response = await self._request(session, here, headers if not hops else {}, attempt)
                except FailedError as failed:
                    return Answer(tuple(hops), failure=failed.failure, detail=failed.detail)
                hop = response.redirect
                if hop is None:
                    validators = response.validators if not hops and response.status == 200 else {}
                    return Answer(tuple(hops), response, validators=validators)
                if not hop.target:
                    return Answer(tuple(hops), failure=Failure.ASTRAY if hop.is_written else Failure.NOWHERE)
                hops.append(hop)
                here = hop.target
                state = (without_fragment(here), str(sorted(str(cookie) for cookie in jar)))
                if state in seen:
                    return Answer(tuple(hops), failure=Failure.LOOP)
                if len(hops) > MAX_HOPS:
                    return Answer(tuple(hops), failure=Failure.HOPS)
                seen.add(state)

    def _session(self, jar: aiohttp.CookieJar) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=self.connector,
            connector_owner=False,
            cookie_jar=jar,
            headers={**self.headers, "Accept-Encoding": "gzip"},
            auto_decompress=False,
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
            trace_configs=[tracing()],
        )

    async def _request(
        self, session: aiohttp.ClientSession, url: str, headers: Mapping[str, str], attempt: _Try
    ) -> Response:
        address = address_of(url)
        host = self.hosts.setdefault((address.raw_host, address.port), Host(self.interval))
        async with host.turn(attempt.number):
            for number in range(1, CONNECTION_TRIES + 1):
                if host.failure:
                    raise FailedError(host.failure, host.detail)
                try:
                    return await self._send(session, host, address, headers, attempt)
                except FailedError as failed:
                    host.leave_alone(_CLOSING_SECONDS)
                    if failed.failure not in HOST_FAILURES or attempt.budget.seconds <= 0:
                        raise
                    if number == CONNECTION_TRIES:
                        host.failure, host.detail = failed.failure, failed.detail
                        raise
                host.leave_alone(self._pause(number))
                await host.pace()
        raise FailedError(Failure.UNREACHABLE)

    async def _send(
        self, session: aiohttp.ClientSession, host: Host, address: URL, headers: Mapping[str, str], attempt: _Try
    ) -> Response:
        """Send one request of a turn, and say to the host how long it is left alone afterwards."""
        async with self.slots:
            try:
                response = await send(session, address, headers, attempt.patience, attempt.budget, host.answered)
            except CertificateError as failed:
                if failed.detail != MISSING_ISSUER:
                    raise
                host.leave_alone(_CLOSING_SECONDS)
                await host.pace()
                if await self.second_look.is_half_sent(address):
                    raise FailedError(Failure.HALF_CERTIFICATE) from None
                raise
            except UnusualAnswerError:
                host.leave_alone(max(self.interval, _CLOSING_SECONDS))
                await host.pace()
                response = await self.second_look.send(address, {**self.headers, **headers}, attempt.budget)
        if not response.is_whole:
            host.leave_alone(_CLOSING_SECONDS)
        if response.status in (429, 503) and "retry-after" in response.headers:
            host.leave_alone(retry_after(response.headers["retry-after"], datetime.now(UTC)))
        return response

    def _pause(self, number: int) -> float:
        """Return the seconds before another try."""
        # Not a secret: it keeps tries from falling together.
        return float((self.interval or 0.05) * 2**number * random.uniform(0.5, 1.5))  # noqa: S311


def retry_after(written: str, now: datetime) -> float:
    """Return the seconds that a `Retry-After` header asks to wait, 0 to 60 (RFC 9110, section 10.2.3).

    Both of its forms are read, seconds and a date; what is neither asks for nothing.
    """
    try:
        seconds = float(written)
    except ValueError:
        try:
            moment = parsedate_to_datetime(written)
            seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
        except (ValueError, OverflowError):
            return 0.0
    return min(max(seconds, 0.0), MAX_RETRY_AFTER) if seconds == seconds else 0.0
