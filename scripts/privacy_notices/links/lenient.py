"""Reads answers that break the rules of HTTP in ways that browsers forgive, and aiohttp does not.

More bytes than Content-Length says, a line among the headers that is none, the same length twice: readers see such
pages, so they are asked for once more, without compression, and read by the standard library, which forgives as much.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPResponse, IncompleteRead
from io import BytesIO
from typing import cast

from yarl import URL

from privacy_notices.links.answer import Failure, Response
from privacy_notices.links.guard import AddressInfo, connect
from privacy_notices.links.transport import MAX_BODY, Budget, FailedError

_MAX_HEAD = 65_536  # bytes of all headers together


class _Received(BytesIO):
    """What was received, in the place of a socket."""

    def makefile(self, *_: object) -> _Received:
        return self


async def send_plainly(
    address: URL,
    headers: Mapping[str, str],
    make_socket: Callable[[AddressInfo], socket.socket],
    tls: ssl.SSLContext,
    budget: Budget,
) -> Response:
    """Ask once for an address; `make_socket` is the guard's.

    Raises:
        FailedError: there is no answer that a browser would show.
    """
    try:
        async with budget.spent():
            received = await _exchange(address, headers, make_socket, tls)
    except TimeoutError:
        raise FailedError(Failure.TIMEOUT) from None
    except OSError:
        raise FailedError(Failure.RESET) from None
    return _read(received, str(address))


async def _exchange(
    address: URL,
    headers: Mapping[str, str],
    make_socket: Callable[[AddressInfo], socket.socket],
    tls: ssl.SSLContext,
) -> bytes:
    """Send the request, and return what comes until the connection ends or enough is there."""
    host = address.raw_host or ""
    with await connect(host, address.port, make_socket) as connected:
        is_secure = address.scheme == "https"
        reader, writer = await asyncio.open_connection(
            sock=connected, ssl=tls if is_secure else None, server_hostname=host if is_secure else None
        )
        lines = {"Host": address.raw_authority, **headers, "Accept-Encoding": "identity", "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"GET {address.raw_path_qs} HTTP/1.1\r\n{head}\r\n".encode())
        received = bytearray()
        try:
            while len(received) < MAX_BODY + _MAX_HEAD and (chunk := await reader.read(65536)):
                received += chunk
        finally:
            writer.close()
    return bytes(received)


def _read(received: bytes, url: str) -> Response:
    response = HTTPResponse(cast("socket.socket", _Received(received)))
    try:
        response.begin()
        length = response.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise FailedError(Failure.MALFORMED)
        body = response.read(MAX_BODY + 1)
        headers = {name.lower(): value for name, value in response.headers.items()}
    except IncompleteRead:
        raise FailedError(Failure.CUT_OFF) from None
    except (HTTPException, ValueError):
        raise FailedError(Failure.MALFORMED) from None
    return Response(url, response.status, headers, body[:MAX_BODY], len(body) <= MAX_BODY)
