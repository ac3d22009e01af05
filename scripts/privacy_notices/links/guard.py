"""Keeps the checker away from every address that is not public.

What is public is written down here and not asked of Python's `ipaddress`, whose tables differ from version to version.
Source: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890), and the RFCs beside the networks.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from aiohappyeyeballs import AddrInfoType, SocketFactoryType

Address = IPv4Address | IPv6Address

_NOT_PUBLIC = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # between a carrier and its customers (RFC 6598)
        "127.0.0.0/8",  # this machine (RFC 1122)
        "169.254.0.0/16",  # link-local, and the metadata of clouds (RFC 3927)
        "172.16.0.0/12",  # private (RFC 1918)
        "192.0.0.0/24",  # protocols (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.88.99.0/24",  # relays of 6to4, no longer given out (RFC 7526)
        "192.168.0.0/16",  # private (RFC 1918)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved, and broadcast (RFC 1112)
        "2001::/23",  # protocols (RFC 2928), among them Teredo, which hides an IPv4 address
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4, which hides an IPv4 address (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
]
#: The only part of IPv6 that is given out (RFC 4291); everything else is local, special or unused.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
#: These have an IPv4 address in their last 32 bits, which is the one that is reached.
_HOLD_IPV4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))  # RFC 4291 (mapped), RFC 6052 (NAT64)


class UnsafeAddressError(OSError):
    """The address is not public, so nothing is sent to it."""


def is_public(address: Address) -> bool:
    """Say whether an IP address is one of the public internet, and not another one in disguise."""
    if any(address in network for network in _HOLD_IPV4):
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    is_given_out = isinstance(address, IPv4Address) or address in _GLOBAL_UNICAST
    return is_given_out and not any(address in network for network in _NOT_PUBLIC)


def refusal(url: str) -> str:
    """Return why an address must not be asked for, as far as its spelling shows, or "".

    What a name leads to is only known when a connection is made: see `guarded_socket`.
    """
    try:
        parts = urlsplit(url)
        host = _as_browsers_read(parts.hostname or "")
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https", ""):
        return f'addresses that begin with "{parts.scheme}:" are not followed'
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or password"
    if host == "localhost" or host.endswith(".localhost"):
        return "it names this very machine"
    if "%" in (parts.hostname or "") and ":" in host:
        return "it names a network of this very machine"
    try:
        # As system libraries read it: 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1.
        number = IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return ""
    return "" if str(number) == parts.hostname else f"it is the number {number} in disguise"


def _as_browsers_read(host: str) -> str:
    """Return a host without escapes, full-width signs and other full stops (UTS 46), and without its last stop."""
    return normalize("NFKC", unquote(host)).replace("。", ".").lower().rstrip(".")


def guarded_socket(allowed: Collection[Address]) -> SocketFactoryType:
    """Return what makes sockets: only for addresses that are public or allowed.

    It is called for every connection with the very address that will be connected to, after names were looked
    up, so no spelling, redirect or changing name gets past it.
    """

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, destination = info
        address = ip_address(str(destination[0]).partition("%")[0])
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        if not is_public(address) and address not in allowed and mapped not in allowed:
            # The same words for all addresses of a name, or aiohappyeyeballs would make a plain OSError of them.
            raise UnsafeAddressError("it leads to an address that is not public")
        return socket.socket(family, kind, protocol)

    return make
