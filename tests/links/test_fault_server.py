"""The fault server does what its table says: else the tests of the link checker would prove nothing."""

from __future__ import annotations

import gzip
import re
import socket
import ssl
import threading
import time
import zlib
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests.links import answers
from tests.links.conftest import Client
from tests.links.fault import Fault
from tests.links.fault_server import FaultServer, Host
from tests.links.faults import ADDRESSES, FAULTS, FORBIDDEN, HOSTS, fault_server

VERDICTS = {"ok", "moved", "withdrawn", "gone", "broken", "blocked", "unknown-transient", "refused-unsafe"}
BY_NAME = {fault.name: fault for fault in FAULTS}
REDIRECTS = (301, 302, 303, 307, 308)


def split(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}, body


def refreshed(headers: dict[str, str], body: bytes) -> str | None:
    """Where a refresh leads, in a header or a page."""
    text = headers.get("refresh") or re.split("(?i)content=", body.decode("latin-1"), maxsplit=1)[-1]
    found = re.match(r"(?i)\W?0 ?; ?(?:url ?= ?)?['\"]?([^'\"]+)", text)
    return found[1] if found else None


def test_the_table_is_large_and_every_row_is_its_own() -> None:
    assert len(FAULTS) >= 90
    assert len({fault.name for fault in FAULTS}) == len({fault.link for fault in FAULTS}) == len(FAULTS)
    assert {verdict for fault in FAULTS for verdict in fault.verdicts} == VERDICTS


def test_the_forbidden_host_is_the_only_one_that_no_run_opens() -> None:
    assert {host.name for host in HOSTS if host.address not in ADDRESSES} == {FORBIDDEN}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.suggested], ids=lambda fault: fault.name)
def test_a_suggested_address_is_where_the_redirects_lead(fault: Fault, server: FaultServer, client: Client) -> None:
    """Not so for what only the Content API knows: an alternative to a page that is gone."""
    at = server.fill(fault.link)
    for _ in range(15):
        status, headers, body = split(client.ask(at))
        if status >= 500:  # a row that recovers
            continue
        target = headers.get("location") if status in REDIRECTS else refreshed(headers, body)
        if not target:
            break
        joined = urljoin(at, target)
        keeps = "#" not in joined and "#" in at
        at = f"{joined}#{at.partition('#')[2]}" if keeps else joined
    if status == 410:
        assert split(client.ask(fault.suggested or ""))[0] == 200
    else:
        assert (status, at) == (200, server.fill(fault.suggested or ""))


@pytest.mark.parametrize(
    "fault",
    [f for f in FAULTS if f.verdict == "ok" and f.at in {"a", "b", "govuk", "assets", "secure"} and ":" not in f.link],
    ids=lambda fault: fault.name,
)
def test_what_is_expected_to_be_ok_is_there(fault: Fault, server: FaultServer, client: Client) -> None:
    at, cookies = quote(server.fill(fault.link), safe=":/?#[]@!$&'()*+,;=%~"), ""
    for _ in range(5):
        status, headers, _ = split(client.ask(at, *([f"Cookie: {cookies}"] if cookies else [])))
        if status not in REDIRECTS:
            break
        cookies = headers.get("set-cookie", cookies).partition(";")[0]
        at = quote(urljoin(at, headers["location"]), safe=":/?#[]@!$&'()*+,;=%~")
    assert status in (200, 202, 300)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 502, 503, 504, 429])
def test_a_status_is_what_its_row_says(status: int, client: Client) -> None:
    rows = [
        fault for fault in FAULTS if fault.name in {str(status), "404 with a friendly page", f"{status} to the end"}
    ]
    assert status in {split(client.ask(fault.link))[0] for fault in rows}


def test_999_and_the_headers_of_robot_walls_are_sent(client: Client) -> None:
    assert split(client.ask(BY_NAME["999"].link))[0] == 999
    assert split(client.ask(BY_NAME["Cloudflare's challenge with 403"].link))[1]["cf-mitigated"] == "challenge"
    status, headers, _ = split(client.ask(BY_NAME["AWS WAF's challenge with 202"].link))
    assert (status, headers["x-amzn-waf-action"]) == (202, "challenge")


def test_a_closed_host_refuses(client: Client) -> None:
    with pytest.raises(ConnectionRefusedError):
        client.ask(BY_NAME["a refused connection"].link)


@pytest.mark.parametrize("name", ["a reset instead of an answer", "a reset in the body"])
def test_a_reset_is_a_reset(name: str, client: Client) -> None:
    with pytest.raises(ConnectionResetError):
        client.ask(BY_NAME[name].link)


def test_a_closed_connection_is_no_reset(client: Client) -> None:
    assert client.ask(BY_NAME["a closed connection instead of an answer"].link) == b""


@pytest.mark.parametrize("name", ["a body that breaks off", "a body that breaks off over TLS"])
def test_a_body_that_breaks_off_is_shorter_than_announced(name: str, client: Client) -> None:
    status, headers, body = split(client.ask(BY_NAME[name].link))
    assert status == 200
    assert 0 < len(body) < int(headers["content-length"])


def test_chunks_that_break_off_lack_the_last_chunk(client: Client) -> None:
    assert not client.ask(BY_NAME["chunks that break off"].link).endswith(b"0\r\n\r\n")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a certificate that has expired", "expired"),
        ("a certificate that is not valid yet", "not yet valid"),
        ("a certificate for another name", "IP address mismatch"),
        ("a certificate that signed itself", "self-signed"),
        ("a certificate of an unknown authority", "unable to get local issuer"),
        ("a certificate without its issuer's", "unable to get local issuer"),
    ],
)
def test_a_certificate_has_the_fault_of_its_row(name: str, reason: str, client: Client) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match=reason):
        client.ask(BY_NAME[name].link)


def test_a_handshake_is_reset_or_never_ends(client: Client) -> None:
    with pytest.raises(ConnectionResetError):
        client.ask("{slamming}/x")
    with pytest.raises(TimeoutError):
        client.ask("{mute}/x", seconds=0.5)
    with pytest.raises(ssl.SSLError, match=r"wrong version number|record layer failure"):
        client.ask("https://{plain:netloc}/x")


def test_a_good_certificate_is_good(client: Client) -> None:
    assert split(client.ask(BY_NAME["a page over https"].link))[0] == 200


@pytest.mark.parametrize(
    "name", ["no answer", "no answer over TLS", "GOV.UK: the API never answers, with a withdrawn page"]
)
def test_silence_is_silent(name: str, client: Client) -> None:
    link = BY_NAME[name].link.replace("{govuk}", "{govuk}/api/content")
    with pytest.raises(TimeoutError):
        client.ask(link, seconds=0.5)


@pytest.mark.parametrize(
    "name",
    ["headers a byte a second", "a header a second", "a body a byte a second", "chunks a byte a second",
     "100 Continue each second"],
)  # fmt: skip
def test_a_slow_answer_never_ends_and_never_pauses_for_long(name: str, client: Client) -> None:
    link = BY_NAME[name].link
    begin = time.monotonic()
    start = len(client.ask(link, most=1))
    assert len(client.ask(link, most=start + 2, seconds=1.8)) > start
    assert time.monotonic() - begin > 0.9


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS if "without an end" in fault.name])
def test_what_is_endless_goes_on_and_on(name: str, client: Client) -> None:
    answer = client.ask(BY_NAME[name].link, most=2**24)
    assert len(answer) >= 2**24
    assert (b"\r\n\r\n" in answer) is ("header" not in name)


@pytest.mark.parametrize(("name", "window"), [("a gzip bomb", 31), ("a deflate bomb", 15)])
def test_a_bomb_inflates_a_thousandfold(name: str, window: int, client: Client) -> None:
    status, headers, body = split(client.ask(BY_NAME[name].link))
    assert (status, len(body)) == (200, int(headers["content-length"]))
    inflater, size, rest = zlib.decompressobj(window), 0, body
    while rest:
        size += len(inflater.decompress(rest, 2**24))
        rest = inflater.unconsumed_tail
    assert inflater.eof
    assert size > answers.BOMB_SIZE > 900 * len(body)


def test_a_page_that_is_too_large_is_whole(client: Client) -> None:
    _, headers, body = split(client.ask(BY_NAME["a page larger than is read"].link))
    assert len(body) == int(headers["content-length"]) >= answers.BIG_PAGE
    far = split(client.ask(BY_NAME["an anchor beyond what is read"].link))[2]
    assert far.index(b"id='part'") > 2 * 2**20


def test_a_page_in_gzip_is_one(client: Client) -> None:
    _, headers, body = split(client.ask(BY_NAME["a soft 404 in gzip"].link))
    assert headers["content-encoding"] == "gzip"
    assert b"Page not found" in gzip.decompress(body)
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(split(client.ask(BY_NAME["gzip that is none"].link))[2])


def test_encodings_are_what_they_say(client: Client) -> None:
    assert b"can\x92t find" in client.ask(BY_NAME["a soft 404 in Windows-1252 without a charset"].link)
    assert "Page not found" in split(client.ask(BY_NAME["a soft 404 in UTF-16"].link))[2].decode("utf-16")
    assert "café".encode("cp1252") in client.ask(BY_NAME["the same in an old encoding"].link)
    with pytest.raises(UnicodeDecodeError):
        split(client.ask(BY_NAME["bytes that are no UTF-8 though it says so"].link))[2].decode()


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS if fault.name.startswith("HEAD answered")])
def test_head_fails_and_get_is_good(name: str, client: Client) -> None:
    link = BY_NAME[name].link
    try:
        assert client.ask(link, method="HEAD")[9:12] != b"200"
    except ConnectionResetError:
        assert name == "HEAD answered by a reset"
    assert split(client.ask(link))[0] == 200


def test_head_is_answered_without_a_body(client: Client) -> None:
    _, headers, body = split(client.ask("{a}/ok", method="HEAD"))
    assert int(headers["content-length"]) > 0
    assert body == b""


def test_a_row_that_recovers_does_so_in_turn(tmp_path: Path) -> None:
    with fault_server(tmp_path / "ca.pem") as server:
        client = Client(server)
        twice = BY_NAME["503 twice, then a page"].link
        client.ask(twice, method="HEAD")
        assert [split(client.ask(twice))[0] for _ in range(4)] == [503, 503, 200, 200]
        with pytest.raises(ConnectionResetError):
            client.ask(BY_NAME["a reset, then a page"].link)
        assert split(client.ask(BY_NAME["a reset, then a page"].link))[0] == 200
        assert split(client.ask(BY_NAME["429 with seconds, then a page"].link))[1]["retry-after"] == "1"
        date = split(client.ask(BY_NAME["503 with a date, then a page"].link))[1]["retry-after"]
        assert 0 < parsedate_to_datetime(date).timestamp() - time.time() <= 2


def test_hops_are_ten_and_eleven(client: Client) -> None:
    for link, hops in ((BY_NAME["ten permanent hops"].link, 10), (BY_NAME["eleven hops"].link, 11)):
        at, count = link, 0
        while target := split(client.ask(at))[1].get("location"):
            at, count = urljoin(client.server.fill(link), target), count + 1
        assert count == hops


def test_a_redirect_leads_to_each_unsafe_address(client: Client) -> None:
    rows = [fault for fault in FAULTS if "refused-unsafe" in fault.verdicts and fault.name.startswith("a redirect ")]
    places = {split(client.ask(fault.link))[1]["location"] for fault in rows}
    assert len(places) == len(rows) > 30
    assert {"file:///etc/passwd", f"http://2130706433:{client.server.port(FORBIDDEN)}/x"} < places


@pytest.mark.parametrize("spelling", ["localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_the_spellings_reach_the_forbidden_host_where_nothing_guards(spelling: str, server: FaultServer) -> None:
    """So the rows with them would be red without a guard."""
    before = len(server.connections_of(FORBIDDEN))
    socket.create_connection((spelling, server.port(FORBIDDEN)), 5).close()
    deadline = time.monotonic() + 2
    while len(server.connections_of(FORBIDDEN)) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(server.connections_of(FORBIDDEN)) == before + 1


def test_the_content_api_answers_in_json_beside_each_page(client: Client) -> None:
    api = "{govuk}/api/content"
    assert b'"withdrawn_notice": {}' in client.ask(f"{api}/guidance/live")
    assert b'"withdrawn_at"' in client.ask(f"{api}/guidance/withdrawn")
    assert split(client.ask(f"{api}/guidance/gone"))[0] == 410
    assert split(client.ask(f"{api}/guidance/error"))[0] == 200
    assert split(client.ask("{govuk}/guidance/error"))[0] == 410
    assert split(client.ask(f"{api}/guidance/live/part-2"))[1]["location"] == "/api/content/guidance/live"
    assert split(client.ask(f"{api}/guidance/vanished"))[0] == 404
    assert 'rel="up"' in split(client.ask(BY_NAME["GOV.UK: a file of a withdrawn publication"].link))[1]["link"]


def test_pages_that_are_known_are_not_sent_again(tmp_path: Path) -> None:
    date = "Mon, 01 Sep 2025 08:30:00 GMT"
    routes = {"{a}/x": answers.unchanged_if_known('"v1"', date)}
    with FaultServer([Host("a", "127.0.0.2")], routes, tmp_path / "ca.pem") as server:
        client = Client(server)
        assert split(client.ask("{a}/x"))[1]["etag"] == '"v1"'
        assert split(client.ask("{a}/x", 'If-None-Match: "v1"'))[0] == 304
        assert split(client.ask("{a}/x", f"If-Modified-Since: {date}"))[0] == 304
        assert split(client.ask("{a}/x", 'If-None-Match: "v0"'))[0] == 200


def test_requests_and_connections_are_written_down(tmp_path: Path) -> None:
    routes = {"{a}/x": answers.after(0.2, answers.page())}
    with FaultServer([Host("a", "127.0.0.2"), Host("b", "127.0.0.3")], routes, tmp_path / "ca.pem") as server:
        client = Client(server)
        client.ask("{a}/x?q=1", "X-Mark: here")
        asking = [threading.Thread(target=client.ask, args=("{a}/x",)) for _ in range(2)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        first = server.requests_of("a", "/x")[0]
        assert (first.method, first.target, first.headers["x-mark"]) == ("GET", "/x?q=1", "here")
        assert first.ended
        assert first.ended - first.began >= 0.2
        assert sorted(request.connection for request in server.requests_of("a")) == [1, 2, 3]
        assert server.most_connections_at_once("a") == 2
        assert server.requests_of("b") == []


def test_a_connection_serves_several_requests(server: FaultServer, client: Client) -> None:
    with client.connect("{b}/") as stream:
        for _ in range(2):
            stream.sendall(f"GET / HTTP/1.1\r\nHost: {urlsplit(server.origin('b')).netloc}\r\n\r\n".encode())
            assert stream.recv(2**16).startswith(b"HTTP/1.1 200")
    last = server.requests_of("b", "/")[-2:]
    assert last[0].connection == last[1].connection


def test_two_rows_at_one_place_are_refused() -> None:
    from tests.links.faults import routes

    with pytest.raises(ValueError, match=r"two rows answer at \{a\}/x"):
        routes([Fault("one", "ok", "{a}/x", answers.page()), Fault("two", "ok", "{a}/x#y", answers.page())])


def test_the_server_stops_in_the_midst_of_everything(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with fault_server(tmp_path / "ca.pem") as server:
        client = Client(server)
        names = ("no answer", "a body a byte a second", "a body without an end")
        streams = [client.connect(BY_NAME[name].link) for name in names]
        streams.append(socket.create_connection(("127.0.0.10", server.port("mute")), 5))
        for stream in streams:
            stream.sendall(b"GET /x HTTP/1.1\r\n\r\n")
        time.sleep(0.3)
        started = set(threading.enumerate()) - before
        assert len(started) == 1 + len(streams)
        begin = time.monotonic()
    assert time.monotonic() - begin < 3
    assert not any(thread.is_alive() for thread in started)
    for stream in streams:
        stream.close()
