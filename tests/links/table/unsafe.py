"""Addresses that must not be asked, whatever their spelling and wherever they come from.

The host `forbidden` listens on 127.0.0.1, which no run opens, and would answer with a page.
"""

from collections.abc import Iterator

from tests.links.answers import page, redirect, refresh
from tests.links.fault import Fault

# The same loopback address in other spellings, and one address of each kind that is not public.
SPELLINGS = {
    "the loopback address": "127.0.0.1",
    "localhost": "localhost",
    "localhost in capitals with a dot": "LOCALHOST.",
    "a decimal number": "2130706433",
    "a hexadecimal number": "0x7f000001",
    "octal parts": "0177.0.0.1",
    "two parts": "127.1",
    "full-width digits": "１２７.0.0.1",
    "ideographic full stops": "127。0。0。1",
    "escaped digits": "%31%32%37.0.0.1",
    "an address of IPv4 in IPv6": "[::ffff:127.0.0.1]",
    "the same in hexadecimal": "[::ffff:7f00:1]",
    "an IPv4-compatible address": "[::127.0.0.1]",
    "NAT64 of loopback": "[64:ff9b::7f00:1]",
    "6to4 of loopback": "[2002:7f00:1::]",
    "loopback in IPv6": "[::1]",
    "any address": "0.0.0.0",  # noqa: S104 - nothing binds to it
    "any address in IPv6": "[::]",
    "a private network 10": "10.0.0.1",
    "a private network 172.16": "172.16.0.1",
    "a private network 192.168": "192.168.1.1",
    "the cloud's metadata": "169.254.169.254",
    "a carrier's network": "100.64.0.1",
    "multicast": "224.0.0.1",
    "broadcast": "255.255.255.255",
    "a unique local address": "[fd00::1]",
    "a link-local address": "[fe80::1]",
    "a link-local address with its zone": "[fe80::1%25lo]",
    "octal without parts": "017700000001",
    "hexadecimal parts": "0x7f.0x0.0x0.0x1",
    "half-width full stops": "127｡0｡0｡1",
    "Teredo": "[2001:0:7f00:1::1]",
    "the local NAT64": "[64:ff9b:1::7f00:1]",
    "a relay of 6to4": "192.88.99.1",
    "documentation in IPv6": "[3fff::1]",
}
# Whether these are loopback is for the system's resolver to say: where it knows no such name, they are broken.
UNRESOLVED = {"localhost in capitals with a dot", "escaped digits"}
OTHER_SCHEMES = {
    "ftp": "ftp://ftp.school.example/notice.pdf",
    "file": "file:///etc/passwd",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,<h1>Notice</h1>",
    "gopher": "gopher://127.0.0.1:{forbidden:port}/_x",
}


def refused(what: str) -> str | tuple[str, ...]:
    """The verdict on an address of that spelling; no request is made in either case."""
    return ("refused-unsafe", "broken") if what.removeprefix("to ") in UNRESOLVED else "refused-unsafe"


def redirects() -> Iterator[Fault]:
    """The same addresses at the next hop."""
    targets = {f"to {what}": f"http://{host}:{{forbidden:port}}/x" for what, host in SPELLINGS.items()}
    targets |= {f"to {scheme}": address for scheme, address in OTHER_SCHEMES.items()}
    targets |= {"with a user and a password": "http://user:secret@{a:netloc}/ok"}
    for number, (what, target) in enumerate(targets.items()):
        yield Fault(f"a redirect {what}", refused(what), f"/unsafe/{number}", redirect((301, 302)[number % 2], target))


UNSAFE = [
    *(Fault(what, refused(what), f"http://{host}:{{forbidden:port}}/x") for what, host in SPELLINGS.items()),
    *(Fault(f"the scheme {scheme}", "refused-unsafe", address) for scheme, address in OTHER_SCHEMES.items()),
    Fault("a user and a password", "refused-unsafe", "http://user:secret@{a:netloc}/ok"),
    Fault("a user alone", "refused-unsafe", "http://www.gov.uk@{a:netloc}/ok", why="it looks like another host"),
    *redirects(),
    Fault(
        "an unsafe address at the third hop",
        "refused-unsafe",
        "/unsafe/hop",
        redirect(301, "/unsafe/hop/2"),
        {"/unsafe/hop/2": redirect(302, "/unsafe/hop/3"), "/unsafe/hop/3": redirect(301, "{forbidden}/x")},
    ),
    Fault("a meta refresh to loopback", "refused-unsafe", "/unsafe/meta", page("", head=refresh("{forbidden}/x"))),
    Fault("an https redirect to loopback", "refused-unsafe", "/unsafe", redirect(302, "{forbidden}/x"), at="secure"),
]
