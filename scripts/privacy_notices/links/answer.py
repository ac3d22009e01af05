"""An answer: what was received when an address was asked for, as plain data for `judge`."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from privacy_notices.links.addresses import joined, without_fragment
from privacy_notices.links.kinds import FEW_WORDS, WALL
from privacy_notices.links.page_content import Page, refresh_of


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
    HALF_CERTIFICATE = "its server does not send its whole certificate, and browsers fetch the rest of it"
    TLS = "no secure connection to it could be made"
    MALFORMED = "what it sends is no answer that a browser understands"
    LOOP = "it sends readers round in a circle"
    HOPS = "it sends readers on more than 10 times"
    NOWHERE = "it sends readers on without saying where to"
    ASTRAY = "it sends readers on to what is no web address"
    ADDRESS = "this is not a whole web address"
    UNSAFE = "it must not be asked for"
    UNREADABLE = "its answer cannot be read"
    NO_TIME = "the run's time was over before it could be checked"
    STOPPED = "the run was stopped before it could be checked"


#: Worth another try.
PASSING_FAILURES = frozenset(
    {
        Failure.NAME, Failure.RESOLVER, Failure.UNREACHABLE, Failure.REFUSED, Failure.TIMEOUT, Failure.RESET,
        Failure.CUT_OFF,
    }
)  # fmt: skip
#: Nobody asked for the address, so nothing is known of it.
NOT_ASKED = frozenset({Failure.UNSAFE, Failure.ADDRESS, Failure.NO_TIME, Failure.STOPPED})
#: What a machine without a network sees of every host.
NO_CONTACT = frozenset({Failure.NAME, Failure.RESOLVER, Failure.UNREACHABLE, Failure.UNREADABLE}) | NOT_ASKED
#: What is true of every address of a host.
HOST_FAILURES = frozenset({Failure.NAME, Failure.RESOLVER, Failure.UNREACHABLE, Failure.REFUSED})
PASSING_STATUSES = frozenset({408, 425, 429})
#: How files begin that are no pages, whatever their server says or does not say of them.
_FILES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
#: The text encodings of the Encoding Standard, by Python's names for them: what browsers do not know, no page is in.
_CHARSETS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp(866|874|932|949|125[0-8])|iso8859-([2-8]|1[03456])|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb2312|gbk|gb18030|big5|big5hkscs|euc_jp|euc_kr|iso2022_jp|shift_jis"
)


@dataclass(frozen=True)
class Hop:
    """A redirect to `target`, which is "" where none was written, or where what is written is no address."""

    target: str
    is_permanent: bool
    is_written: bool = True


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
        return {name: value for name, value in asks.items() if value and value.isascii() and value.isprintable()}

    @cached_property
    def page(self) -> Page | None:
        """The page, where what was sent is HTML."""
        if "content-type" not in self.headers and self.body.startswith(_FILES):
            return None
        kind, _, parameters = self.headers.get("content-type", "text/html").partition(";")
        if kind.strip().lower() not in ("text/html", "application/xhtml+xml"):
            return None
        charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
        return Page(_decoded(self.body, charset))

    @cached_property
    def is_wall(self) -> bool:
        """Whether it asks if the reader is a robot, which says nothing of the page."""
        if self.status == 999 or "cf-mitigated" in self.headers or "x-amzn-waf-action" in self.headers:
            return True
        page = self.page
        if page is None:
            return False
        sent_on = joined(self.url, page.refresh[1]) if page.refresh else ""
        asks = page.asks_captcha or (WALL.is_at(sent_on) and not WALL.is_at(self.url))
        return WALL.is_shown(page) or (asks and page.count <= FEW_WORDS)

    @property
    def is_still_made(self) -> bool:
        """Whether the page is still being made ready (202), as legislation.gov.uk does with its PDF files."""
        return self.status == 202 and not self.is_wall and (self.page is None or self.page.count <= FEW_WORDS)

    @cached_property
    def redirect(self) -> Hop | None:
        """Where readers are sent on to, or None; an empty target where it does not say, or where it is no address.

        A page that is only a refresh is as good as a permanent redirect: servers of small sites have no other.
        """
        location = self.headers.get("location", "").strip()
        if self.status in (301, 302, 303, 307, 308) or (self.status == 300 and location):
            return Hop(joined(self.url, location) if location else "", self.status in (301, 308), bool(location))
        if not 200 <= self.status < 300 or self.is_wall:
            return None
        refresh = refresh_of(self.headers.get("refresh", "")) or (self.page.refresh if self.page else None)
        has_content = self.page is not None and self.page.count > FEW_WORDS
        if refresh is None or refresh[0] > 30 or has_content:
            return None
        target = joined(self.url, refresh[1])
        if target and without_fragment(target) == without_fragment(self.url):
            return None
        return Hop(target, is_permanent=True)


def _decoded(body: bytes, charset: str) -> str:
    """Return the text in the charset that its server names, or as browsers guess: by its mark, UTF-8, Windows-1252."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    with suppress(LookupError, ValueError):
        if _CHARSETS.fullmatch(codecs.lookup(charset).name):
            return body.decode(charset)
    with suppress(UnicodeDecodeError):
        return body.decode()
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
        status = self.response.status
        if self.response.is_wall:
            return False
        return status >= 500 or status in PASSING_STATUSES or self.response.is_still_made

    @property
    def made_contact(self) -> bool:
        """Whether any server answered, if only with a refusal."""
        return bool(self.hops) or self.failure not in NO_CONTACT
