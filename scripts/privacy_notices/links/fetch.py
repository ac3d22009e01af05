"""Asks sites for addresses: politely, within limits, and only where it is safe. aiohttp does the transport.

A failure that concerns the whole host (a name that does not exist, a refused connection) is tried three times once,
not for each of its addresses. Bodies are decompressed here, with zlib's own limit, because a library unpacks a
decompression bomb before anybody can stop it.
"""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType

import aiohttp
from yarl import URL

from privacy_notices.errors import FileError
from privacy_notices.links.answer import HOST_FAILURES, Answer, Failure, Hop, Response
from privacy_notices.links.guard import Address, UnsafeAddressError, guarded_socket, refusal
from privacy_notices.links.judge import made_contact, redirect_of

MAX_HOPS = 10
MAX_BODY = 2_000_000  # bytes, as sent and as unpacked
MAX_HEADER = 65_536  # bytes of one header
TRIES = 3
CONNECT_SECONDS = 5.0
REQUEST_SECONDS = 10.0
LINK_SECONDS = 30.0  # of asking, over all tries and hops; waiting for a turn does not count
MAX_RETRY_AFTER = 60.0  # seconds
HOSTS_AT_ONCE = 16
ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"


@dataclass
class _Host:
    """What is known of a host: whose turn it is, when it may be asked next, and why it cannot be asked."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0
    failure: Answer | None = None


class _Failed(Exception):  # noqa: N818 - it carries a failure, it is none of its own
    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure)
        self.failure, self.detail = failure, detail


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
        self.user_agent = user_agent
        self.interval = 1 / rate if rate else 0.0
        self.allowed = allowed
        self.tls = ssl.create_default_context()
        if ca_file:
            try:
                self.tls.load_verify_locations(ca_file)
            except OSError as error:
                raise FileError(f"{ca_file} holds no certificate that can be read: {error}") from None
        self.hosts: defaultdict[tuple[str | None, int | None], _Host] = defaultdict(_Host)
        self.slots = asyncio.Semaphore(HOSTS_AT_ONCE)
        self.contact = asyncio.Event()

    async def __aenter__(self) -> Fetcher:
        """Open what connections come from."""
        self.connector = aiohttp.TCPConnector(
            limit_per_host=1,
            ssl=self.tls,
            socket_factory=guarded_socket(self.allowed),
        )
        return self

    async def __aexit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close all connections."""
        await self.connector.close()

    async def get(self, url: str, headers: Mapping[str, str], tries: int = TRIES) -> Answer:
        """Return the answer to an address: that of the last try, redirects followed.

        Args:
            url: the address, without a fragment.
            headers: sent to the address itself, not to where it redirects.
            tries: how often a failure that may pass is tried again, the first time counted.
        """
        budget = _Budget(LINK_SECONDS)
        answer = Answer(failure=Failure.NO_TIME)
        for number in range(tries):
            if number:
                # Not a secret: it keeps tries from falling together.
                await asyncio.sleep((self.interval or 0.05) * 2**number * random.uniform(0.5, 1.5))  # noqa: S311
            answer = await self._follow(url, headers, budget)
            if made_contact(answer):
                self.contact.set()
            if not answer.may_pass or budget.seconds <= 0:
                break
        if answer.failure in HOST_FAILURES and not answer.hops:
            self._host(url).failure = answer
        return answer

    async def _follow(self, url: str, headers: Mapping[str, str], budget: _Budget) -> Answer:
        """Make one try: ask, and follow redirects. Cookies are kept for its length, as some redirects need them."""
        hops: list[Hop] = []
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(
            connector=self.connector,
            connector_owner=False,
            cookie_jar=jar,
            headers={"User-Agent": self.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"},
            auto_decompress=False,
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
        ) as session:
            here = url
            seen = {(url, "")}
            while True:
                try:
                    response = await self._request(session, here, headers if not hops else {}, budget)
                except _Failed as failed:
                    return Answer(tuple(hops), failure=failed.failure, detail=failed.detail)
                hop = redirect_of(response)
                if hop is None:
                    validators = response.validators if not hops and response.status == 200 else {}
                    return Answer(tuple(hops), response, validators=validators)
                if not hop.target:
                    return Answer(tuple(hops), failure=Failure.NOWHERE)
                hops.append(hop)
                here = hop.target
                state = (here.partition("#")[0], str(sorted(str(cookie) for cookie in jar)))
                if state in seen:
                    return Answer(tuple(hops), failure=Failure.LOOP)
                if len(hops) > MAX_HOPS:
                    return Answer(tuple(hops), failure=Failure.HOPS)
                seen.add(state)

    async def _request(
        self, session: aiohttp.ClientSession, url: str, headers: Mapping[str, str], budget: _Budget
    ) -> Response:
        if reason := refusal(url):
            raise _Failed(Failure.UNSAFE, reason)
        try:
            # As printed: yarl would write some escapes in another way, and some servers distinguish them.
            address = URL(url.partition("#")[0], encoded=url.isascii() and " " not in url)
        except ValueError:
            raise _Failed(Failure.ADDRESS) from None
        if address.scheme not in ("http", "https") or not address.host:
            raise _Failed(Failure.ADDRESS)
        host = self._host(url)
        async with self._turn(host):
            if host.failure:
                raise _Failed(host.failure.failure or Failure.UNREACHABLE, host.failure.detail)
            with _failures_told():
                async with budget.spent(), session.get(
                    address,
                    headers=headers,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
                ) as sent:  # fmt: skip
                    response = await _read(sent, url)
            if response.status in (429, 503) and "retry-after" in response.headers:
                wait = retry_after(response.headers["retry-after"], datetime.now(UTC))
                host.next_at = max(host.next_at, asyncio.get_running_loop().time() + wait)
        return response

    @asynccontextmanager
    async def _turn(self, host: _Host) -> AsyncIterator[None]:
        """Wait until the host may be asked; nobody else asks it until this is over, and a while has passed."""
        loop = asyncio.get_running_loop()
        async with host.turn:
            await asyncio.sleep(max(0.0, host.next_at - loop.time()))
            try:
                async with self.slots:
                    yield
            finally:
                host.next_at = max(host.next_at, loop.time() + self.interval)

    def _host(self, url: str) -> _Host:
        try:
            address = URL(url)
            return self.hosts[address.host, address.port]
        except ValueError:
            return _Host()


@dataclass
class _Budget:
    seconds: float

    @asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        """Take the time inside from what is left; TimeoutError where it is more than one request may take."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(max(0.0, min(REQUEST_SECONDS, self.seconds))):
                yield
        finally:
            self.seconds -= loop.time() - begun


@contextmanager
def _failures_told() -> Iterator[None]:
    """Turn what aiohttp raises into our failures; the order matters, as some of its errors are kinds of others."""
    try:
        yield
    except aiohttp.ClientConnectorCertificateError as error:
        raise _Failed(Failure.CERTIFICATE, getattr(error.certificate_error, "verify_message", "")) from None
    except aiohttp.ClientConnectorSSLError as error:
        raise _Failed(Failure.TLS, error.os_error.strerror or "") from None
    except aiohttp.ClientConnectorDNSError as error:
        missing = error.os_error.errno in (socket.EAI_NONAME, socket.EAI_NODATA)
        raise _Failed(Failure.NAME if missing else Failure.RESOLVER) from None
    except aiohttp.ClientConnectorError as error:
        match error.os_error:
            case UnsafeAddressError():
                raise _Failed(Failure.UNSAFE, str(error.os_error)) from None
            case ConnectionRefusedError():
                raise _Failed(Failure.REFUSED) from None
            case ConnectionResetError():
                raise _Failed(Failure.RESET) from None
        raise _Failed(Failure.UNREACHABLE) from None
    except aiohttp.ConnectionTimeoutError:
        raise _Failed(Failure.UNREACHABLE) from None
    except TimeoutError:
        raise _Failed(Failure.TIMEOUT) from None
    except aiohttp.ClientPayloadError as error:
        reset = isinstance(error.__cause__, ConnectionResetError)
        raise _Failed(Failure.RESET if reset else Failure.CUT_OFF) from None
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionResetError):
        raise _Failed(Failure.RESET) from None
    except aiohttp.InvalidURL:
        raise _Failed(Failure.ADDRESS) from None
    except (aiohttp.ClientError, zlib.error):
        raise _Failed(Failure.MALFORMED) from None


async def _read(sent: aiohttp.ClientResponse, url: str) -> Response:
    """Read a response up to the limits, decompressed here and not by a library, which has no limit."""
    encoding = sent.headers.get("Content-Encoding", "").strip().lower()
    unpacker = zlib.decompressobj(wbits=47) if encoding in ("gzip", "x-gzip", "deflate") else None
    body = bytearray()
    received = 0
    is_whole = True
    async for chunk in sent.content.iter_chunked(65536):
        received += len(chunk)
        body += unpacker.decompress(chunk, MAX_BODY + 1 - len(body)) if unpacker else chunk
        if max(received, len(body)) > MAX_BODY or (unpacker and unpacker.unconsumed_tail):
            is_whole = False
            sent.close()
            break
    if is_whole and unpacker and received and not unpacker.eof:
        raise _Failed(Failure.CUT_OFF)
    headers = {name.lower(): value for name, value in sent.headers.items()}
    up = str(sent.links["up"].get("url", "")) if "up" in sent.links else ""
    return Response(url, sent.status, headers, bytes(body[:MAX_BODY]), is_whole, up)


def retry_after(written: str, now: datetime) -> float:
    """Return the seconds that a `Retry-After` header asks to wait, 0 to 60 (RFC 9110, section 10.2.3).

    Both of its forms are read, seconds and a date; what is neither asks for nothing.
    """
    try:
        seconds = float(written)
    except ValueError:
        try:
            moment = parsedate_to_datetime(written)
        except ValueError:
            return 0.0
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), MAX_RETRY_AFTER) if seconds == seconds else 0.0
