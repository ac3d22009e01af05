"""An answer: what was received when an address was asked for, as plain data for `judge`."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from privacy_notices.links.page_content import Page, read_page


class Failure(StrEnum):
    """Why there is no answer to judge."""

    NAME = "there is no site of this name"
    RESOLVER = "its name could not be looked up"
    UNREACHABLE = "no connection to it could be made"
    REFUSED = "it refused the connection"
    TIMEOUT = "it took too long to answer"
    RESET = "it broke off the connection"
    CUT_OFF = "its page breaks off before the end"
    CERTIFICATE = "its certificate is not valid, so browsers warn of it"
    TLS = "no secure connection to it could be made"
    MALFORMED = "what it sends is no answer that a browser understands"
    LOOP = "it sends readers round in a circle"
    HOPS = "it sends readers on more than 10 times"
    NOWHERE = "it sends readers on without saying where to"
    ADDRESS = "this is not a whole web address"
    UNSAFE = "it must not be asked for"
    NO_TIME = "the run's time was over before it could be checked"


#: Worth another try.
PASSING_FAILURES = frozenset(
    {
        Failure.NAME, Failure.RESOLVER, Failure.UNREACHABLE, Failure.REFUSED, Failure.TIMEOUT, Failure.RESET,
        Failure.CUT_OFF,
    }
)  # fmt: skip
#: What a machine without a network sees of every host.
NO_CONTACT = frozenset({Failure.NAME, Failure.RESOLVER, Failure.UNREACHABLE, Failure.UNSAFE, Failure.ADDRESS})
#: What is true of every address of a host.
HOST_FAILURES = frozenset({Failure.NAME, Failure.RESOLVER, Failure.UNREACHABLE, Failure.REFUSED})
PASSING_STATUSES = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Hop:
    """A redirect that was followed, to `target`."""

    target: str
    is_permanent: bool


@dataclass(frozen=True)
class Response:
    """What a server sent.

    Header names are in lower case; `is_whole` is False where the body was cut at the limit; `up` is the address
    that the server says it belongs to (RFC 8288, `rel="up"`), or "".
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = True
    up: str = ""

    @property
    def validators(self) -> dict[str, str]:
        """The headers that ask, next time, whether anything has changed (RFC 9110, section 13)."""
        asks = {"If-None-Match": self.headers.get("etag"), "If-Modified-Since": self.headers.get("last-modified")}
        return {name: value for name, value in asks.items() if value}

    @cached_property
    def page(self) -> Page | None:
        """The page, where what was sent is HTML."""
        kind, _, parameters = self.headers.get("content-type", "text/html").partition(";")
        if kind.strip().lower() not in ("text/html", "application/xhtml+xml"):
            return None
        charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
        return read_page(_decoded(self.body, charset))


def _decoded(body: bytes, charset: str) -> str:
    """Return the text in the charset that its server names, or as browsers guess: by its mark, UTF-8, Windows-1252."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    for guess in filter(None, (charset, "utf-8")):
        with suppress(LookupError, UnicodeDecodeError):
            return body.decode(guess)
    return body.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class Item:
    """What GOV.UK's Content API says of a page. `reason` is the publisher's, `replacement` an address or ""."""

    state: Literal["live", "withdrawn", "gone"]
    reason: str = ""
    replacement: str = ""
    updated_on: date | None = None
    change_note: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to an address: the redirects followed, then a response or a failure.

    `item` is there for a page of GOV.UK that its Content API knows; a response need not be, then.
    `validators` are the headers that ask next time whether anything changed, where the answer was direct.
    """

    hops: tuple[Hop, ...] = ()
    response: Response | None = None
    failure: Failure | None = None
    detail: str = ""
    item: Item | None = None
    validators: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_pass(self) -> bool:
        """Whether another try may end otherwise."""
        if self.response is None:
            return self.failure in PASSING_FAILURES
        return (self.response.status >= 500 and self.response.status != 999) or self.response.status in PASSING_STATUSES
