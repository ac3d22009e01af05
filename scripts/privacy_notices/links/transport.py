"""Sends one request and reads its answer within limits; what goes wrong becomes one of our failures.

Bodies are decompressed here, with zlib's own limit, because a library unpacks a decompression bomb before anybody can
stop it.
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
from yarl import URL

from privacy_notices.links.addresses import joined, without_fragment
from privacy_notices.links.answer import Failure, Response
from privacy_notices.links.guard import UnsafeAddressError, refusal

MAX_BODY = 2_000_000  # bytes, as sent and as unpacked
CONNECT_SECONDS = 4.0  # until the name is looked up and the connection made, TLS included
LINK_SECONDS = 10.0  # of asking for a link, over all its tries and hops; waiting for a turn does not count


class FailedError(Exception):
    """There is no answer; it carries the failure."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure)
        self.failure, self.detail = failure, detail


class UnusualAnswerError(FailedError):
    """There is an answer, but one that aiohttp refuses to read; browsers may not."""


class CertificateError(FailedError):
    """The host shows a certificate that is not valid; `detail` is what OpenSSL says of it."""


@dataclass
class Budget:
    """The seconds that are left for asking for a link."""

    seconds: float = LINK_SECONDS

    @asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        """Take the time inside from what is left; TimeoutError where that is not enough."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(max(0.0, self.seconds)):
                yield
        finally:
            self.seconds -= loop.time() - begun


def address_of(url: str) -> URL:
    """Return what aiohttp asks for; raise FailedError where it is no web address, or must not be asked for."""
    if reason := refusal(url):
        raise FailedError(Failure.UNSAFE, reason)
    try:
        # As printed: yarl would write some escapes in another way, and some servers distinguish them.
        address = URL(without_fragment(url), encoded=url.isascii() and url.isprintable() and " " not in url)
        labels = (address.raw_host or "").removesuffix(".").split(".")
        is_usable = address.scheme in ("http", "https") and address.port != 0
    except (ValueError, IndexError):  # an IndexError is yarl's for "x://[]@"
        raise FailedError(Failure.ADDRESS) from None
    if not is_usable or not all(0 < len(label) < 64 for label in labels):
        raise FailedError(Failure.ADDRESS)
    return address


def tracing() -> aiohttp.TraceConfig:
    """Return what notes that a request was sent: until then the connection is waited for, and then the answer."""
    config = aiohttp.TraceConfig()

    async def note(_: aiohttp.ClientSession, context: SimpleNamespace, __: object) -> None:
        seen = context.trace_request_ctx
        seen.is_sent = True
        seen.limit.reschedule(asyncio.get_running_loop().time() + seen.patience)

    config.on_request_headers_sent.append(note)
    return config


async def send(
    session: aiohttp.ClientSession,
    address: URL,
    headers: Mapping[str, str],
    patience: float,
    budget: Budget,
    answered: Callable[[], None],
) -> Response:
    """Ask once for an address. `session` traces with `tracing()`; `patience` is for the headers, in seconds,
    from the moment at which the request is sent; `answered` is called when they are there.

    Raises:
        UnusualAnswerError: the answer breaks the rules of HTTP.
        FailedError: there is no answer.
    """
    if budget.seconds <= 0:
        raise FailedError(Failure.TIMEOUT)
    seen = SimpleNamespace(is_sent=False, patience=patience)
    with _failures_of(seen):
        async with budget.spent():
            async with asyncio.timeout(CONNECT_SECONDS) as seen.limit:
                sent = await session.get(
                    address,
                    headers=headers,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None),
                    trace_request_ctx=seen,
                )
            answered()
            async with sent:
                return await _read(sent, str(address))


@contextmanager
def _failures_of(seen: SimpleNamespace) -> Iterator[None]:
    """Turn what aiohttp raises into our failures; the order matters, as some of its errors are kinds of others."""
    try:
        yield
    except aiohttp.ClientConnectorCertificateError as error:
        raise CertificateError(Failure.CERTIFICATE, getattr(error.certificate_error, "verify_message", "")) from None
    except aiohttp.ClientConnectorSSLError as error:
        raise FailedError(Failure.TLS, error.os_error.strerror or "") from None
    except aiohttp.ClientConnectorDNSError as error:
        missing = error.os_error.errno in (socket.EAI_NONAME, socket.EAI_NODATA)
        raise FailedError(Failure.NAME if missing else Failure.RESOLVER) from None
    except aiohttp.ClientConnectorError as error:
        match error.os_error:
            case UnsafeAddressError():
                raise FailedError(Failure.UNSAFE, str(error.os_error)) from None
            case ConnectionRefusedError():
                raise FailedError(Failure.REFUSED) from None
            case ConnectionResetError():
                raise FailedError(Failure.RESET) from None
        raise FailedError(Failure.UNREACHABLE) from None
    except TimeoutError:
        raise FailedError(Failure.TIMEOUT if seen.is_sent else Failure.UNREACHABLE) from None
    except aiohttp.ClientPayloadError as error:
        reset = isinstance(error.__cause__, ConnectionResetError)
        raise FailedError(Failure.RESET if reset else Failure.CUT_OFF) from None
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionResetError):
        raise FailedError(Failure.RESET) from None
    except aiohttp.InvalidURL:
        raise FailedError(Failure.ADDRESS) from None
    except aiohttp.ClientResponseError:
        raise UnusualAnswerError(Failure.MALFORMED) from None
    except (aiohttp.ClientError, zlib.error):
        raise FailedError(Failure.MALFORMED) from None


async def _read(sent: aiohttp.ClientResponse, url: str) -> Response:
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
        raise FailedError(Failure.CUT_OFF)
    headers = {name.lower(): value for name, value in sent.headers.items()}
    return Response(url, sent.status, headers, bytes(body[:MAX_BODY]), is_whole, _up(sent, url))


def _up(sent: aiohttp.ClientResponse, url: str) -> str:
    try:
        written = str(sent.links["up"].get("url", "")) if "up" in sent.links else ""
    except ValueError:  # one of the header's addresses is none
        return ""
    return joined(url, written) if written else ""
