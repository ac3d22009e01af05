"""Addresses as text: joined, compared and taken apart. None of these functions raises, whatever a site has written."""

from __future__ import annotations

from urllib.parse import SplitResult, quote, quote_from_bytes, unquote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address; what cannot be taken apart is all path."""
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return SplitResult("", "", url, "", "")
    return parts


def joined(base: str, written: str) -> str:
    """Return the whole address that is written in a page or a header at `base`, or "" where it is none.

    As browsers read it: bytes that are no UTF-8 and control characters are escaped.
    """
    clean = "".join(map(_escaped, written.strip().replace("\t", "").replace("\r", "").replace("\n", "")))
    try:
        target = urljoin(base, clean)
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return ""
    return target if parts.scheme else ""


def _escaped(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # how Python keeps a byte that is no UTF-8
        return quote_from_bytes(bytes([ord(character) - 0xDC00]))
    if "\ud800" <= character <= "\udfff":
        return "%EF%BF%BD"
    return character if character.isprintable() else quote(character)


def without_fragment(url: str) -> str:
    """Return the address of the page alone."""
    return url.partition("#")[0]


def with_fragment(target: str, url: str) -> str:
    """Return the target with the fragment of the address that led there, as browsers keep it."""
    fragment = url.partition("#")[2]
    return f"{target}#{fragment}" if fragment and "#" not in target else target


def is_same(one: str, other: str) -> bool:
    """Say whether two addresses differ in nothing that a server sees: the case of names, a default port, escapes."""
    return _comparable(one) == _comparable(other)


def _comparable(url: str) -> str:
    parts = parts_of(url)
    scheme = parts.scheme.lower()
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(scheme)) else f":{parts.port}"
    host = (parts.hostname or "").lower() + port
    return urlunsplit((scheme, host, unquote(parts.path) or "/", parts.query, parts.fragment))


def segments(url: str) -> list[str]:
    """Return the names in the path, without their endings (".aspx"), in lower case."""
    names = [name.partition(".")[0].lower() for name in unquote(parts_of(url).path).split("/")]
    return [name for name in names if name]


def names_in(url: str) -> list[str]:
    """Return the names in an address by which its page can be known: of its host, and in its path."""
    return [*(parts_of(url).hostname or "").lower().split("."), *segments(url)]


#: Below these, and below every ending of one name, names belong to different owners (the Public Suffix List, for
#: the sites that notices of an English school may link to).
_SHARED_ENDINGS = frozenset(
    f"{kind}.uk" for kind in ("ac", "co", "gov", "ltd", "me", "mod", "net", "nhs", "org", "parliament", "plc", "police",
                              "sch")
) | {"staffs.sch.uk", "github.io", "blogspot.com", "wordpress.com", "azurewebsites.net"}  # fmt: skip


def owner_of(url: str) -> str:
    """Return the part of the host that somebody registered: "staffordshire.gov.uk"; an IP address is its own."""
    host = (parts_of(url).hostname or "").lower().rstrip(".")
    labels = host.split(".")
    if ":" in host or labels[-1].isdigit():
        return host
    shared = max((number for number in (2, 3) if ".".join(labels[-number:]) in _SHARED_ENDINGS), default=1)
    return ".".join(labels[-shared - 1 :])
