"""No spelling of an address that is not public gets through."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_notices.links.answer import Answer, Failure
from privacy_notices.links.fetch import ONE_TRY, Fetcher
from privacy_notices.links.guard import is_public

T = TypeVar("T")
PRIVATE = [
    "10.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "0.0.0.0/8",
    "192.0.0.0/24",
    "192.88.99.0/24",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
]


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: Playwright's loop never ends in the one in which it ran a test."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@st.composite
def private_addresses(draw: st.DrawFn) -> IPv4Address:
    network, _, length = draw(st.sampled_from(PRIVATE)).partition("/")
    host = draw(st.integers(0, 2 ** (32 - int(length)) - 1))
    return IPv4Address(int(IPv4Address(network)) + host)


def spellings(address: IPv4Address) -> list[str]:
    """Return how the address can be written in a URL; the system's libraries read them all as the same."""
    number = int(address)
    a, b, c, d = address.packed
    wide = str(address).translate({ord(digit): ord(digit) - ord("0") + ord("０") for digit in "0123456789"})
    return [
        str(address), f"{address}.", str(number), hex(number), oct(number).replace("0o", "0"),
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{c << 8 | d}", wide, wide.replace(".", "。"), f"[::ffff:{address}]", f"[::{address}]",
        f"[64:ff9b::{address}]", f"[64:ff9b:1::{address}]", f"[2001:0:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        f"[2001:0:101:101:0:0:{~number >> 16 & 0xFFFF:x}:{~number & 0xFFFF:x}]",
        f"[::ffff:{address}%25lo]", f"[fe80::{address}%25lo]", "[fe80::1%lo]", str(address).replace(".", "．"),
        str(address).replace(".", "｡"), "".join(f"%{ord(c):02x}" for c in str(address)), f"{address}%00",
        f"{address}..", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]", f"[::ffff:0:{address}]",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[int, list[object]]]:
    """A server on all addresses of this machine that notes who comes: nobody may."""
    server = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    visits: list[object] = []

    def accept() -> None:
        while True:
            try:
                connection, peer = server.accept()
            except OSError:
                return
            visits.append(peer)
            connection.close()

    Thread(target=accept, daemon=True).start()
    yield server.getsockname()[1], visits
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def failures(urls: list[str]) -> dict[str, Failure | None]:
    """Ask for all of them at once: a name that is not found is tried again, and each waits for that."""

    async def ask() -> list[Answer]:
        async with Fetcher("tests", rate=0) as fetcher:
            return await asyncio.gather(*(fetcher.get(url, {}, ONE_TRY) for url in urls))

    return {url: answer.failure for url, answer in zip(urls, run(ask()), strict=True)}


@settings(deadline=None, max_examples=4)
@given(addresses=st.lists(private_addresses(), min_size=15, max_size=15))
def test_no_spelling_of_a_private_address_gets_through(
    trap: tuple[int, list[object]], addresses: list[IPv4Address]
) -> None:
    port, visits = trap
    for url, failure in failures([f"http://{host}:{port}/" for each in addresses for host in spellings(each)]).items():
        assert failure in (Failure.UNSAFE, Failure.ADDRESS, Failure.NAME, Failure.RESOLVER), url
    assert not visits


def test_the_usual_spellings_are_called_unsafe(trap: tuple[int, list[object]]) -> None:
    port, visits = trap
    hosts = [
        "localhost",
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "127。0。0。1",
        "１２７.0.0.1",
        "LocalHost.",
        "[fe80::1%25lo]",
        "[::1%25lo]",
    ]
    urls = [f"http://{host}:{port}/" for host in hosts]
    urls += ["ftp://www.gov.uk/", "file:///etc/passwd", "javascript:alert(1)", "https://me:secret@www.gov.uk/"]
    assert failures(urls) == dict.fromkeys(urls, Failure.UNSAFE)
    assert not visits


def test_an_allowed_address_is_asked(trap: tuple[int, list[object]]) -> None:
    port, visits = trap

    async def ask() -> None:
        async with Fetcher("tests", rate=0, allowed=[ip_address("127.0.0.1")]) as fetcher:
            await fetcher.get(f"http://127.0.0.1:{port}/", {}, ONE_TRY)

    run(ask())
    assert visits
    visits.clear()


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_by_itself(address: IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        assert is_public(IPv6Address(f"{prefix}{address}")) == is_public(address)


@given(st.ip_addresses())
def test_what_is_public_here_is_public_for_python_too(address: IPv4Address | IPv6Address) -> None:
    """Not the other way round: Python's tables have grown, and ours do not wait for them."""
    nat64 = isinstance(address, IPv6Address) and address in IPv6Network("64:ff9b::/96")
    assert not is_public(address) or address.is_global or nat64


SPECIAL = """::1 :: fe80::1 fc00::1 fec0::1 ff02::1 2001:db8::1 2002:7f00:1:: 224.0.0.1 255.255.255.255 192.0.2.1
198.18.0.1 192.88.99.1 192.88.99.255 192.0.0.9 203.0.113.7 198.51.100.7 3fff::1 3fff:fff:ffff::1 2001::1 2001:2::1
2001:10::1 2001:20::1 100::1 64:ff9b:1::1 64:ff9b::a00:1 ::ffff:192.88.99.1 ::127.0.0.1 ::1.1.1.1 5f00::1 4000::1"""


@pytest.mark.parametrize("address", SPECIAL.split())
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "151.101.0.144", "192.88.98.1", "2606:4700::1", "2a00::1", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1"],
)
def test_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))
