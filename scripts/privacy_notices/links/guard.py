"""Keeps the checker away from every address that is not public."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

Address = IPv4Address | IPv6Address
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]

#: RFC 4291: the only part of IPv6 that is given out; everything else is local, special or unused.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
#: RFC 6052: has an IPv4 address in its last 32 bits.
_NAT64 = IPv6Network("64:ff9b::/96")


class UnsafeAddressError(OSError):
    """The address is not public, so nothing is sent to it."""


def is_public(address: Address) -> bool:
    """Say whether an IP address is one of the public internet, and not another one in disguise."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.sixtofour or address.teredo or address not in _GLOBAL_UNICAST:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_private)


def refusal(url: str) -> str:
    """Return why an address must not be asked for, as far as its spelling shows, or "".

    What a name leads to is only known when a connection is made: see `guarded_socket`.
    """
    try:
        parts = urlsplit(url)
        host = normalize("NFKC", unquote(parts.hostname or "")).rstrip(".")
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https", ""):
        return f'addresses that begin with "{parts.scheme}:" are not followed'
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or password"
    if host == "localhost" or host.endswith(".localhost"):
        return "it names this very machine"
    try:
        # As system libraries read it: 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1.
        number = IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return ""
    if str(number) != parts.hostname:
        return f"it is the number {number} in disguise"
    return ""


def guarded_socket(allowed: Collection[Address]) -> Callable[[AddressInfo], socket.socket]:
    """Return what makes sockets for aiohttp: only for addresses that are public or allowed.

    It is called for every connection with the very address that will be connected to, after names were looked
    up, so no spelling, redirect or changing name gets past it.
    """

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, destination = info
        address = ip_address(str(destination[0]).partition("%")[0])
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        if not is_public(address) and address not in allowed and mapped not in allowed:
            # The same words for all addresses of a name, or aiohappyeyeballs would make a plain OSError of them.
            raise UnsafeAddressError("it leads to an address that is not public")
        return socket.socket(family, kind, protocol)

    return make
