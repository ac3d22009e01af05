"""Whatever one address does, it gets a verdict, and every report can be written: with answers that nobody wrote."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from privacy_notices.links.addresses import joined
from privacy_notices.links.answer import Answer, Failure, Hop, Item, Response
from privacy_notices.links.checked import Checked
from privacy_notices.links.collect import Location
from privacy_notices.links.fetch import ONE_TRY, Fetcher
from privacy_notices.links.govuk import GovUK, read_item, redirect_in
from privacy_notices.links.judge import judge, judge_written
from privacy_notices.links.report import FORMATS
from privacy_notices.links.state import State
from privacy_notices.links.verdict import Outcome, needs_network
from tests.links.raw_server import RawServer

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
PLACE = Location("notices/2026-27.md", 9, frozen=False)

# What the issue names, and what is of its kind.
HOSTS = ["[::1", "a..b", "x" * 64, "xn--a", "xn--", "a:99999", "a:-1", "a:b", "", "[v1.x]", "[fe80::1%25lo]", "%00",
         "a\u3002b", "\ud800", "1.1.1.1.1", "0x", "user@", "@", "a b", "ß.example", "xn--zca"]  # fmt: skip
ODD_ADDRESSES = [f"{scheme}//{host}/x" for scheme in ("http:", "https:", "") for host in HOSTS]
ODD_ADDRESSES += ["//", "http:", "http:///x", "?", "#", "http://a#b#c", "\x00", "/\x01\x7f", "/\xff", "/%", "/%zz",
                  "..", "javascript:x", "ht tp://x", "http://a/\ud800", "/" * 500, "//[", "http://]", "data:,",
                  "mailto:"]  # fmt: skip
addresses = st.one_of(
    st.sampled_from(ODD_ADDRESSES),
    st.text(max_size=40),
    st.text(alphabet="/:?#[]@%.;a0\\\x00é\udcff", max_size=25).map(lambda rest: f"http://{rest}"),
)
# Files of notices are UTF-8, which has no halves of characters; headers and JSON have.
urls_of_notices = addresses.filter(lambda url: not any("\ud800" <= c <= "\udfff" for c in url))
CHARSETS = ["utf-8", "punycode", "undefined", "idna", "hex", "rot13", "utf-7", "unicode_escape",
            "raw_unicode_escape", "utf-16", "utf-32", "mbcs", "x-klingon", "\x00", "a\x00b", "é", "utf-8-sig", "zlib",
            "cp037", "'", '"']  # fmt: skip
NAMES = [b"Location", b"Refresh", b"Content-Type", b"Content-Encoding", b"Content-Length", b"Transfer-Encoding",
         b"Link", b"Set-Cookie", b"Retry-After", b"ETag", b"Last-Modified", b"X-Any", b"Connection",
         b"Upgrade"]  # fmt: skip
VALUES = [
    *(address.encode("utf-8", "surrogatepass") for address in ODD_ADDRESSES),
    *(f"text/html; charset={charset}".encode() for charset in CHARSETS),
    *(f"0; url={address}".encode("utf-8", "surrogatepass") for address in ODD_ADDRESSES),
    *(f"<{address}>; rel=up".encode("utf-8", "surrogatepass") for address in ODD_ADDRESSES),
    b"gzip", b"deflate", b"br", b"identity, gzip", b"chunked", b"-1", b"99999999999999999999", b"1e999", b"nan", b"inf",
    b"Mon, 23 Nov 99999999999999999999 12:00:00 GMT", b"Mon, 23 Nov 2026 12:00:00 +9999999999", b"a=\xff; Path=\xff",
    b"a=b; Domain=[::1; Max-Age=x; Expires=\xff", b'"\x80"', b"", b";", b"text/html;;=;charset", b"websocket",
]  # fmt: skip
values = st.one_of(st.sampled_from(VALUES), st.binary(max_size=60).map(lambda b: b.replace(b"\n", b"")))
headers = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=5)
PIECES = [b"<title>", b"<h1>", b"</", b"<meta http-equiv=refresh content='0;url=", b"\x00", b"\xff\xfe",
          b"\xef\xbb\xbf", b"<script>", b"<a name=", b"id='", b"404", b"not found", b"<" * 300, b"<div>" * 3000,
          b"&#xD800;", b"'>", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "é\u202e\U0001f600".encode(),
          b"<svg><title>", b"+2AA-"]  # fmt: skip
bodies = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=30)), max_size=8).map(b"".join)
statuses = st.one_of(st.sampled_from([200, 202, 204, 206, 300, 301, 302, 304, 400, 404, 503]), st.integers(100, 999))


def answer_bytes(status: int, lines: list[tuple[bytes, bytes]], body: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\n" % status + b"".join(b"%b: %b\r\n" % line for line in lines) + b"\r\n" + body


def reported(url: str, outcome: Outcome) -> None:
    """Write every report of the outcome, as bytes: that is what fails where a character has none."""
    checked = [Checked(url, outcome, (PLACE,), archive_url=outcome.final_url)]
    for name, report in FORMATS.items():
        text = report(checked, NOW)
        assert text.encode()
        if name == "json":
            assert json.loads(text)["links"][0]["verdict"] == outcome.verdict
        elif name == "junit":
            ElementTree.fromstring(text)
        elif name == "text":
            assert not any(c != "\n" and not c.isprintable() for c in text), text
    state = State()
    state.note(url, outcome, {})
    assert State.model_validate_json(state.model_dump_json().encode())


# A host is left alone for a moment after what it sent was cut off or refused, and several wait for that together.
AT_ONCE = 5


@pytest.fixture(scope="module")
def servers() -> Iterator[list[RawServer]]:
    with ExitStack() as stack:
        yield [stack.enter_context(RawServer()) for _ in range(AT_ONCE)]


def judged(servers: list[RawServer], thread: ThreadPoolExecutor, sent: list[bytes]) -> None:
    """Have each server send what is its part, and report the verdicts."""
    for server, each in zip(servers, sent, strict=True):
        server.answer = each
    urls = [f"http://127.0.0.1:{server.port}/x" for server in servers]
    for url, answer in zip(urls, thread.submit(asyncio.run, asked(urls)).result(60), strict=True):
        reported(f"{url}#part", judge(f"{url}#part", answer))


@pytest.fixture(scope="module", autouse=True)
def offline() -> Iterator[None]:
    """No name is looked up, as no test asks the network; what Python's own look-up would raise is raised."""

    def look_up(host: str | bytes | None, *rest: Any, **more: Any) -> Any:
        with suppress(ValueError):
            ip_address(host.decode() if isinstance(host, bytes) else host or "")
            return real(host, *rest, **more)
        assert isinstance(host, str)
        host.encode("idna")
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    real = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


@pytest.fixture(scope="module")
def thread() -> Iterator[ThreadPoolExecutor]:
    """A thread of its own: Playwright's loop never ends in the one in which it ran a test."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


async def asked(urls: list[str]) -> list[Answer]:
    async with Fetcher("tests", rate=1000, allowed=[ip_address("127.0.0.1")]) as fetcher:
        found = await asyncio.gather(*(fetcher.get(url, {}, ONE_TRY) for url in urls))
        govuk = GovUK("http://127.0.0.1", fetcher.get)
        return [await govuk.with_publication(answer) for answer in found]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(sent=st.lists(st.builds(answer_bytes, statuses, headers, bodies), min_size=AT_ONCE, max_size=AT_ONCE))
@example(
    [
        answer_bytes(301, [(b"Location", b"http://[::1")], b""),
        answer_bytes(301, [(b"Location", b"http://a..b/")], b""),
        answer_bytes(301, [(b"Location", b"/\x01\xff")], b""),
        answer_bytes(200, [(b"Content-Type", b"text/html; charset=punycode")], b"<title>\xff"),
        answer_bytes(200, [(b"Content-Type", b"text/html; charset=undefined")], b"<title>x"),
    ]
)
def test_whatever_a_server_sends_becomes_a_verdict_in_every_report(
    servers: list[RawServer], thread: ThreadPoolExecutor, sent: list[bytes]
) -> None:
    judged(servers, thread, sent)


@settings(deadline=None, max_examples=8)
@given(sent=st.lists(st.binary(max_size=300), min_size=AT_ONCE, max_size=AT_ONCE))
def test_whatever_bytes_a_server_sends_become_a_verdict(
    servers: list[RawServer], thread: ThreadPoolExecutor, sent: list[bytes]
) -> None:
    judged(servers, thread, sent)


@settings(deadline=None, max_examples=5)
@given(urls=st.lists(urls_of_notices, min_size=50, max_size=50))
@example([url for url in ODD_ADDRESSES if "\ud800" not in url])
def test_whatever_is_written_as_an_address_becomes_a_verdict(thread: ThreadPoolExecutor, urls: list[str]) -> None:
    pages = [url.partition("#")[0] for url in urls]
    for url, answer in zip(urls, thread.submit(asyncio.run, asked(pages)).result(60), strict=True):
        reported(url, judge(url, answer) if needs_network(url) else judge_written(url))


targets = addresses.map(lambda address: joined("http://127.0.0.1/x", address))
answers = st.builds(
    Answer,
    hops=st.lists(st.builds(Hop, targets, st.booleans()), max_size=3).map(tuple),
    response=st.one_of(
        st.none(),
        st.builds(
            Response,
            url=targets,
            status=statuses,
            headers=st.dictionaries(
                st.sampled_from([name.decode().lower() for name in NAMES]),
                values.map(lambda value: value.decode("utf-8", "surrogateescape")),
            ),
            body=bodies,
            is_whole=st.booleans(),
        ),
    ),
    failure=st.one_of(st.none(), st.sampled_from(Failure)),
    detail=st.text(max_size=20),
    item=st.one_of(st.none(), st.builds(Item, st.sampled_from(["live", "withdrawn", "gone"]), st.text(), targets)),
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(url=urls_of_notices, answer=answers)
def test_every_answer_to_every_address_is_judged(url: str, answer: Answer) -> None:
    if answer.response:
        assert answer.response.redirect is None or isinstance(answer.response.redirect.target, str)
    reported(url, judge(url, answer))


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), addresses),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)
KEYS = ["details", "redirects", "withdrawn_notice", "links", "public_updated_at", "base_path", "destination", "path"]
items = st.fixed_dictionaries(
    {"schema_name": st.sampled_from(["redirect", "gone", "guide"])},
    optional={key: st.one_of(json_values, st.fixed_dictionaries({}, optional=dict.fromkeys(
        ("alternative_path", "explanation", "change_history", "withdrawn_at"), json_values))) for key in KEYS},
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(body=items)
def test_whatever_the_content_api_says_can_be_read(body: dict[str, object]) -> None:
    assert isinstance(redirect_in(body, "/guidance/x"), str)
    item = read_item(body, "https://www.gov.uk")
    reported("https://www.gov.uk/guidance/x", judge("https://www.gov.uk/guidance/x", Answer(item=item)))
