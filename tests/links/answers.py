"""What a server may answer: well-formed pages and redirects, and every way to answer badly."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

from tests.links.fault_server import Answer, Exchange, Request

Headers = Iterable[tuple[str, str]]

WORDS = (
    "This page is fictional. It stands for guidance that a school's notice may link to: what is collected about "
    "pupils, why it is collected, who it is shared with, how long it is kept and whom to ask about it. "
)
BOMB_SIZE = 1024**3  # bytes, inflated
BIG_PAGE = 3 * 1024**2  # bytes: more than a checker should read
SLOW = 1.0  # seconds between two bytes


def document(body: str, title: str = "Sharing pupil data", head: str = "") -> str:
    """An HTML document."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


CONTENT = f"<main><h1>Sharing pupil data</h1><p>{WORDS}</p><p>{WORDS}</p></main>"


def reply(status: int, body: str | bytes = "", kind: str = "text/html; charset=utf-8", headers: Headers = ()) -> Answer:
    """Any well-formed answer; a body of text is sent as UTF-8, an empty `kind` sends no Content-Type."""
    data = body.encode() if isinstance(body, str) else body
    lines = [*([("Content-Type", kind)] if kind else []), *headers]
    return lambda exchange: exchange.reply(status, lines, data)


def page(
    body: str = CONTENT, title: str = "Sharing pupil data", head: str = "", status: int = 200, headers: Headers = ()
) -> Answer:
    """An HTML page, by default one that is as it should be."""
    return reply(status, document(body, title, head), headers=headers)


def not_found_page(
    title: str = "Page not found", heading: str = "Page not found", text: str = "", headers: Headers = ()
) -> Answer:
    """A page that says with status 200 that it does not exist."""
    return page(
        f"<header>A fictional council</header><main><h1>{heading}</h1><p>{text}</p></main>", title, headers=headers
    )


def file(kind: str, body: bytes, headers: Headers = ()) -> Answer:
    """A file that is no page."""
    return reply(200, body, kind, headers)


def item(value: object, status: int = 200, headers: Headers = ()) -> Answer:
    """JSON, as the Content API answers."""
    return reply(status, json.dumps(value), "application/json; charset=utf-8", headers)


def redirect(status: int, to: str, headers: Headers = ()) -> Answer:
    """A redirect; `to` goes into Location unchanged."""
    lines = [("Location", to), *headers]
    return lambda exchange: exchange.reply(status, lines)


def refresh(to: str, seconds: int = 0) -> str:
    """A meta refresh for the head of a page."""
    return f"<meta http-equiv='refresh' content='{seconds}; url={to}'>"


def in_turn(*answers: Answer) -> Answer:
    """The first request gets the first answer, and so on; the last one stays."""
    return lambda exchange: answers[min(exchange.turn, len(answers)) - 1](exchange)


def unless_head(head: Answer, get: Answer) -> Answer:
    """A server that treats HEAD in its own way."""
    return lambda exchange: (head if exchange.request.method == "HEAD" else get)(exchange)


def only_if(holds: Callable[[Request], bool], then: Answer, otherwise: Answer) -> Answer:
    """An answer that depends on the request."""
    return lambda exchange: (then if holds(exchange.request) else otherwise)(exchange)


def unchanged_if_known(tag: str, modified: str, otherwise: Answer | None = None) -> Answer:
    """304 to whoever sends back the ETag or the date that the page came with, else the page."""

    def is_known(request: Request) -> bool:
        if known := request.headers.get("if-none-match"):
            return known == tag
        return request.headers.get("if-modified-since") == modified

    headers = [("ETag", tag), ("Last-Modified", modified)]
    return only_if(is_known, lambda exchange: exchange.reply(304, headers), otherwise or page(headers=headers))


def retry_later(status: int, after: str) -> Answer:
    """An answer that asks to come again later."""
    return reply(status, "Slow down.", "text/plain", [("Retry-After", after)])


def retry_at(status: int, seconds: float) -> Answer:
    """The same with a date, which counts in whole seconds."""

    def answer(exchange: Exchange) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
        retry_later(status, date)(exchange)

    return answer


# Answers that break the rules of HTTP


def raw(data: bytes) -> Answer:
    """These bytes, then an orderly end of the connection."""

    def answer(exchange: Exchange) -> None:
        exchange.send(exchange.fill(data.decode("latin-1")).encode("latin-1"))
        exchange.close()

    return answer


def cut(answer: Answer) -> Answer:
    """A good answer after which the connection closes though it was not announced."""

    def closing(exchange: Exchange) -> None:
        answer(exchange)
        exchange.close()

    return closing


def close_silently(exchange: Exchange) -> None:
    """Close without a word."""
    exchange.close()


def reset_silently(exchange: Exchange) -> None:
    """Reset without a word."""
    exchange.reset()


def reset_in_body(exchange: Exchange) -> None:
    """Half of what was announced, then a reset."""
    exchange.send(exchange.head(200, [("Content-Type", "text/html"), ("Content-Length", "100000")]) + b"<p>" * 1000)
    exchange.pause(0.2)  # a reset throws away what the other side has not read yet
    exchange.reset()


def never_answer(exchange: Exchange) -> None:
    """Take the request and keep silent."""
    exchange.pause(3600)


def drip(start: bytes, drop: bytes) -> Answer:
    """Send the start at once, then a drop each SLOW seconds, without an end."""

    def answer(exchange: Exchange) -> None:
        exchange.send(start)
        while True:
            exchange.pause(SLOW)
            exchange.send(drop)

    return answer


def flood(start: bytes, wave: bytes) -> Answer:
    """Send the start, then waves as fast as they are taken, without an end."""

    def answer(exchange: Exchange) -> None:
        exchange.send(start)
        while not exchange.server.stopping.is_set():
            exchange.send(wave)

    return answer


def after(seconds: float, answer: Answer) -> Answer:
    """The answer, late."""

    def late(exchange: Exchange) -> None:
        exchange.pause(seconds)
        answer(exchange)

    return late


@cache
def bomb(encoding: str = "gzip") -> Answer:
    """About a megabyte that inflates to BOMB_SIZE, a good page at its start."""
    start = document(CONTENT).removesuffix("</body></html>").encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    filling = b" " * 1024**2
    packed = packer.compress(start)
    packed += b"".join(packer.compress(filling) for _ in range(BOMB_SIZE // len(filling)))
    packed += packer.compress(b"</body></html>") + packer.flush()
    return lambda exchange: exchange.send(
        exchange.head(
            200,
            [("Content-Type", "text/html"), ("Content-Encoding", encoding), ("Content-Length", str(len(packed)))],
        )
        + packed
    )


def zipped(answer: str) -> Answer:
    """A page in gzip, as most servers send it."""
    return reply(200, gzip.compress(answer.encode()), headers=[("Content-Encoding", "gzip")])
