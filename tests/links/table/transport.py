"""Connections, certificates and HTTP itself: refused, reset, slow, endless, malformed."""

from tests.links.answers import (
    BIG_PAGE,
    CONTENT,
    after,
    bomb,
    close_silently,
    cut,
    document,
    drip,
    flood,
    in_turn,
    never_answer,
    page,
    raw,
    reply,
    reset_in_body,
    reset_silently,
)
from tests.links.fault import ALONE, NO_HTTP, Fault

PAGE = page()
BODY = document(CONTENT).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
CHUNK = b"%x\r\n%b\r\n" % (len(BODY), BODY)
# What buffers on both sides may take beyond what a checker reads, in bytes.
BUFFERS = 12 * 1024**2

CONNECTIONS = [
    Fault("a refused connection", "unknown-transient", "{closed}/x"),
    Fault(
        "a name that does not exist",
        "broken",
        "http://no-such-name.invalid/x",
        why="RFC 6761: .invalid never resolves; other hosts answer",
    ),
    Fault("a reset instead of an answer", "unknown-transient", "/x", reset_silently, at=ALONE),
    Fault("a closed connection instead of an answer", "unknown-transient", "/x", close_silently, at=ALONE),
    Fault("a TLS handshake that is reset", "unknown-transient", "{slamming}/x"),
    Fault("a TLS handshake that never ends", "unknown-transient", "{mute}/x"),
]

CERTIFICATES = [
    Fault("a certificate that has expired", "broken", "/x", PAGE, at="expired"),
    Fault("a certificate that is not valid yet", "broken", "/x", PAGE, at=ALONE, certificate="not yet valid"),
    Fault("a certificate for another name", "broken", "/x", PAGE, at=ALONE, certificate="wrong name"),
    Fault("a certificate that signed itself", "broken", "/x", PAGE, at=ALONE, certificate="self-signed"),
    Fault(
        "a certificate without its issuer's",
        "blocked",
        "/x",
        PAGE,
        at=ALONE,
        certificate="without its issuer's",
        why="browsers fetch the issuer's from the address that it names: people are asked to look",
    ),
    Fault("a certificate of an unknown authority", "broken", "/x", PAGE, at=ALONE, certificate="unknown authority"),
    Fault(
        "https where only http is spoken",
        NO_HTTP,
        "https://{plain:netloc}/x",
        why="a link may have been written with the wrong scheme",
    ),
]

SLOW = [
    Fault("no answer", "unknown-transient", "/x", never_answer, at=ALONE),
    Fault("no answer over TLS", "unknown-transient", "/x", never_answer, at=ALONE, certificate="valid"),
    Fault("headers a byte a second", "unknown-transient", "/x", drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"), at=ALONE),
    Fault("a header a second", "unknown-transient", "/x", drip(HEAD, b"X-More: 1\r\n"), at=ALONE),
    Fault(
        "a body a byte a second",
        "unknown-transient",
        "/x",
        drip(HEAD + b"Content-Length: 100000\r\n\r\n<p>", b"x"),
        at=ALONE,
    ),
    Fault(
        "chunks a byte a second",
        "unknown-transient",
        "/x",
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        at=ALONE,
    ),
    Fault("100 Continue each second", NO_HTTP, "/x", drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), at=ALONE),
    Fault("an answer after three seconds", "ok", "/x", after(3, PAGE), at=ALONE),
    Fault("no answer once, then a page", "ok", "/x", in_turn(never_answer, PAGE), at=ALONE),
]

ENDLESS = [
    Fault(
        "headers without an end",
        NO_HTTP,
        "/x",
        flood(HEAD, b"X-More: " + b"x" * 1000 + b"\r\n"),
        at=ALONE,
        most_bytes=BUFFERS * 3,
    ),
    Fault(
        "one header without an end",
        NO_HTTP,
        "/x",
        flood(HEAD + b"X-Long: ", b"x" * 10000),
        at=ALONE,
        most_bytes=BUFFERS * 3,
    ),
    Fault("100 Continue without an end", NO_HTTP, "/x", flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), at=ALONE),
    Fault(
        "a body without an end",
        "ok",
        "/x",
        flood(HEAD + b"\r\n" + BODY.removesuffix(b"</body></html>"), b" " * 65536),
        at=ALONE,
        why="what was read of it is a page",
        most_bytes=BUFFERS,
    ),
    Fault(
        "chunks without an end",
        "ok",
        "/x",
        flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK, b"1000\r\n" + b" " * 4096 + b"\r\n"),
        at=ALONE,
        most_bytes=BUFFERS,
    ),
    Fault("a page larger than is read", "ok", "/x", page(CONTENT + "<p>More.</p>" * (BIG_PAGE // 12)), at=ALONE),
    Fault("a gzip bomb", "ok", "/x", bomb("gzip"), at=ALONE, why="what was read of it is a page"),
    Fault("a deflate bomb", "ok", "/x", bomb("deflate"), at=ALONE),
    Fault(
        "redirects with bombs in them",
        "broken",
        "/x",
        reply(302, "x" * BIG_PAGE, headers=[("Location", "/x")]),
        at=ALONE,
    ),
]

MALFORMED = [
    Fault("a body that breaks off", "broken", "/x", raw(HEAD + b"Content-Length: 100000\r\n\r\n" + BODY), at=ALONE),
    Fault(
        "chunks that break off",
        "broken",
        "/x",
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK + b"ffff\r\n<p>"),
        at=ALONE,
    ),
    Fault(
        "a body that breaks off over TLS",
        "broken",
        "/x",
        raw(HEAD + b"Content-Length: 100000\r\n\r\n" + BODY),
        at=ALONE,
        certificate="valid",
    ),
    Fault(
        "a body that breaks off once, then a page",
        "ok",
        "/x",
        in_turn(raw(HEAD + b"Content-Length: 100000\r\n\r\n" + BODY), PAGE),
        at=ALONE,
        why="a recovered retry",
    ),
    Fault("a reset in the body", NO_HTTP, "/x", reset_in_body, at=ALONE, why="a reset and a body that breaks off"),
    Fault(
        "gzip that is none",
        "broken",
        "/x",
        reply(200, BODY, headers=[("Content-Encoding", "gzip")]),
        at=ALONE,
        why="no browser shows it",
    ),
    Fault(
        "gzip that breaks off",
        "broken",
        "/x",
        reply(200, b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", headers=[("Content-Encoding", "gzip")]),
        at=ALONE,
    ),
    Fault("a status line of rubbish", NO_HTTP, "/x", raw(b"\x00\xff rubbish \x01\r\n\r\n"), at=ALONE),
    Fault("a status that is no number", NO_HTTP, "/x", raw(b"HTTP/1.1 OK 200\r\n\r\n"), at=ALONE),
    Fault("another protocol", NO_HTTP, "/x", raw(b"220 mail.school.example ESMTP\r\n"), at=ALONE),
    Fault("a page without status and headers", NO_HTTP, "/x", raw(BODY), at=ALONE, why="HTTP/0.9"),
    Fault(
        "a Content-Length that is no number",
        NO_HTTP,
        "/x",
        raw(HEAD + b"Content-Length: many\r\n\r\n" + BODY),
        at=ALONE,
    ),
    Fault(
        "chunk sizes that are no numbers",
        NO_HTTP,
        "/x",
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY),
        at=ALONE,
    ),
    Fault(
        "more than the Content-Length",
        "ok",
        "/x",
        raw(HEAD + b"Content-Length: %d\r\n\r\n" % (len(BODY) - 14) + BODY),
        at=ALONE,
        why="browsers leave the rest",
    ),
    Fault(
        "HTTP/1.0 that ends with the connection",
        "ok",
        "/x",
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY),
        at=ALONE,
    ),
    Fault(
        "early hints before the page",
        "ok",
        "/x",
        raw(
            b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n"
            + HEAD
            + b"Content-Length: %d\r\n\r\n" % len(BODY)
            + BODY
        ),
        at=ALONE,
    ),
    Fault(
        "a header of ten thousand bytes",
        "ok",
        "/csp",
        page(headers=[("Content-Security-Policy", "img-src " + "https://img.school.example " * 370)]),
        why="such policies exist, and browsers take them",
    ),
    Fault(
        "a cookie that is malformed",
        "ok",
        "/bad-cookie",
        page(headers=[("Set-Cookie", "a b=\x22; Path"), ("Set-Cookie", "=;;;")]),
    ),
    Fault("a connection that closes after its answer", "ok", "/closing", cut(PAGE)),
]

TRANSPORT = [*CONNECTIONS, *CERTIFICATES, *SLOW, *ENDLESS, *MALFORMED]
