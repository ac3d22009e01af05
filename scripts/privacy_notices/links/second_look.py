"""A second look at what aiohttp refuses: answers that browsers forgive, and certificates that browsers complete.

More bytes than Content-Length says, a line among the headers that is none, the same length twice: readers see such
pages, so they are asked for once more, without compression, and read by the standard library, which forgives as much.

Where a server forgot to send its issuer's certificate, browsers fetch it from the address that its own one names (RFC
5280, section 4.2.2.1). We do not: it would be one more request to an address that a stranger chose. People are asked
to look instead.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from io import BytesIO
from typing import cast

from aiohappyeyeballs import SocketFactoryType, start_connection
from yarl import URL

from privacy_notices.links.answer import Failure, Response
from privacy_notices.links.transport import CONNECT_SECONDS, MAX_BODY, Budget, FailedError

_MAX_HEAD = 65_536  # bytes of all headers together
#: `id-ad-caIssuers` (1.3.6.1.5.5.7.48.2) in DER, followed by the tag of an address ([6], `uniformResourceIdentifier`).
_CA_ISSUERS = b"\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86"
#: OpenSSL's words for a certificate whose issuer was neither sent nor is trusted.
MISSING_ISSUER = "unable to get local issuer certificate"


@dataclass(frozen=True)
class SecondLook:
    """Connections beside aiohttp's; `make_socket` is the guard's."""

    make_socket: SocketFactoryType
    tls: ssl.SSLContext

    async def is_half_sent(self, address: URL) -> bool:
        """Say whether the certificate of a host names an address at which its issuer's, which is missing, can be had.

        Nothing but the certificate is asked of the host.
        """
        anything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        anything.check_hostname, anything.verify_mode = False, ssl.CERT_NONE
        try:
            async with asyncio.timeout(CONNECT_SECONDS), self._connected(address, anything) as (_, writer):
                return _CA_ISSUERS in (writer.get_extra_info("ssl_object").getpeercert(binary_form=True) or b"")
        except (OSError, TimeoutError):
            return False

    async def send(self, address: URL, headers: Mapping[str, str], budget: Budget) -> Response:
        """Ask once for an address.

        Raises:
            FailedError: there is no answer that a browser would show.
        """
        lines = {"Host": address.raw_authority, **headers, "Accept-Encoding": "identity", "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        received = bytearray()
        try:
            async with budget.spent(), self._connected(address, self.tls) as (reader, writer):
                writer.write(f"GET {address.raw_path_qs} HTTP/1.1\r\n{head}\r\n".encode())
                while len(received) < MAX_BODY + _MAX_HEAD and (chunk := await reader.read(65536)):
                    received += chunk
        except TimeoutError:
            raise FailedError(Failure.TIMEOUT) from None
        except OSError:
            raise FailedError(Failure.RESET) from None
        return _read(bytes(received), str(address))

    @asynccontextmanager
    async def _connected(self, address: URL, tls: ssl.SSLContext) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
        host, secure = address.raw_host or "", tls if address.scheme == "https" else None
        found = await asyncio.get_running_loop().getaddrinfo(host, address.port, type=socket.SOCK_STREAM)
        with await start_connection(found, socket_factory=self.make_socket) as connected:
            reader, writer = await asyncio.open_connection(
                sock=connected, ssl=secure, server_hostname=host if secure else None
            )
            try:
                yield reader, writer
            finally:
                writer.transport.abort()


class _Received(BytesIO):
    """What was received, in the place of a socket."""

    def makefile(self, *_: object) -> _Received:
        return self


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
