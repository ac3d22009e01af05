"""Tells a certificate whose server forgot to send its issuer's from one that nobody trusts.

Browsers fetch what is missing from the address that the certificate names (RFC 5280, section 4.2.2.1), so readers see
the page. We do not: it would be one more request to an address that a stranger chose. People are asked to look instead.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable

from yarl import URL

from privacy_notices.links.guard import AddressInfo, connect
from privacy_notices.links.transport import CONNECT_SECONDS

#: `id-ad-caIssuers` (1.3.6.1.5.5.7.48.2) in DER, followed by the tag of an address ([6], `uniformResourceIdentifier`).
_CA_ISSUERS = b"\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86"
#: OpenSSL's words for a certificate whose issuer was neither sent nor is trusted.
MISSING_ISSUER = "unable to get local issuer certificate"


async def is_half_sent(address: URL, make_socket: Callable[[AddressInfo], socket.socket]) -> bool:
    """Say whether the certificate of a host names an address at which its issuer's can be fetched.

    Called where the issuer is missing. `make_socket` is the guard's. Nothing but the certificate is asked of the host.
    """
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return _CA_ISSUERS in await _certificate_of(address, make_socket)
    except (OSError, TimeoutError):
        return False


async def _certificate_of(address: URL, make_socket: Callable[[AddressInfo], socket.socket]) -> bytes:
    host = address.raw_host or ""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with await connect(host, address.port, make_socket) as connected:
        _, writer = await asyncio.open_connection(sock=connected, ssl=context, server_hostname=host)
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.transport.abort()
    return shown or b""
