"""Servers on loopback that misbehave on purpose, and write down how they were asked.

Raw sockets and a thread a connection, because an HTTP library would mend what is meant to be broken.
"""

from __future__ import annotations

import contextlib
import select
import selectors
import socket
import ssl
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Literal, NamedTuple, Self, cast

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

Certificate = Literal[
    "valid", "expired", "not yet valid", "wrong name", "self-signed", "unknown authority", "without its issuer's"
]
MOST_HEADER_BYTES = 64 * 1024
SLACK = 0.05


class Host(NamedTuple):
    """One address and port to listen on. A checker must treat each as a host of its own."""

    name: str
    address: str
    certificate: Certificate | None = None  # None: plain HTTP
    # "closed" refuses connections, "mute" never finishes the TLS handshake, "slamming" resets it.
    manner: Literal["open", "closed", "mute", "slamming"] = "open"


@dataclass
class Request:
    """A request as it came, when (monotonic seconds) and how much was sent in reply (bytes before TLS)."""

    host: str
    connection: int
    method: str
    target: str
    headers: Mapping[str, str]  # names in lower case
    began: float
    ended: float | None = None
    sent: int = 0

    @property
    def path(self) -> str:
        """The target without its query, percent-encoded as it came."""
        return self.target.partition("?")[0]


@dataclass
class Connection:
    """When a connection was open, in monotonic seconds; `number` counts from 1 over all hosts."""

    host: str
    number: int
    opened: float
    closed: float | None = None


class Over(Exception):  # noqa: N818 - not a fault: nobody is left to answer
    """The client went, or the server was stopped, during a pause."""


@dataclass
class Exchange:
    """One request and the means to answer it, well or badly."""

    request: Request
    turn: int  # 1 for the first request (HEAD counted only if the server does) of this host and path
    server: FaultServer
    stream: socket.socket
    keep_open: bool = True

    def send(self, data: bytes) -> None:
        """Send bytes as they are, nothing replaced."""
        self.stream.sendall(data)
        self.request.sent += len(data)

    def reply(self, status: int, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> None:
        """Send a well-formed answer, filled."""
        body = self.fill(body.decode("latin-1")).encode("latin-1")
        lines = [*headers]
        if not {name.lower() for name, _ in lines} & {"content-length", "transfer-encoding"}:
            lines.append(("Content-Length", str(len(body))))
        self.send(self.head(status, lines) + (b"" if self.request.method == "HEAD" else body))

    def head(self, status: int, headers: Iterable[tuple[str, str]]) -> bytes:
        """The bytes of a status line and headers, with the empty line."""
        phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else "Unheard Of"
        lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {self.fill(value)}" for name, value in headers)]
        return "\r\n".join([*lines, "", ""]).encode("utf-8")

    def fill(self, text: str) -> str:
        """Replace `{here}` by the origin of this host, and `{name}` by the origin of that one."""
        return self.server.fill(text.replace("{here}", f"{{{self.request.host}}}"))

    def pause(self, seconds: float) -> None:
        """Wait; raises Over when the client goes or the server stops meanwhile."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            # A client that waits for an answer sends nothing: what can be read is its end.
            if self.server.stopping.is_set() or select.select([self.stream], [], [], min(left, 0.1))[0]:
                raise Over

    def close(self) -> None:
        """Close after this answer, whatever was said of keeping the connection."""
        self.keep_open = False

    def reset(self) -> None:
        """Break the connection with a TCP reset instead of an orderly end."""
        self.keep_open = False
        reset(self.stream)


Answer = Callable[[Exchange], None]


@dataclass
class FaultServer:
    """All hosts of a table, started as a context manager.

    `routes` maps "{host}/path" to its answer, the path percent-encoded as a client sends it and without query.
    What has no route is answered with 404. `requests` and `connections` are in the order of their beginning.
    """

    hosts: Iterable[Host]
    routes: Mapping[str, Answer]
    ca_file: Path
    counts_head: bool = False  # whether a HEAD takes a turn
    requests: list[Request] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._lock = Lock()
        self._turns: Counter[str] = Counter()
        self._sockets: dict[str, socket.socket] = {}
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._open: set[socket.socket] = set()
        self._threads: list[Thread] = []

    def __enter__(self) -> Self:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.ca_file))
        for host in self.hosts:
            family = socket.AF_INET6 if ":" in host.address else socket.AF_INET
            listener = socket.socket(family, socket.SOCK_STREAM)
            listener.bind((host.address, 0))
            if host.manner != "closed":  # a bound socket that does not listen refuses, and keeps its port from others
                listener.listen(128)
            self._sockets[host.name] = listener
            if host.certificate:
                self._contexts[host.name] = _context(authority, host)
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        with self._lock:
            for stream in self._open:
                with contextlib.suppress(OSError):
                    stream.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for listener in self._sockets.values():
            listener.close()

    # What a test needs to know

    def origin(self, name: str) -> str:
        """The origin of a host, such as http://127.0.0.2:40113."""
        address, port = self._sockets[name].getsockname()[:2]
        return f"http{'s' if name in self._contexts else ''}://{f'[{address}]' if ':' in address else address}:{port}"

    def port(self, name: str) -> int:
        """The port of a host."""
        return int(self._sockets[name].getsockname()[1])

    def fill(self, text: str) -> str:
        """Replace `{name}` of each host by its origin, `{name:port}` and `{name:netloc}` by these parts of it."""
        if "{" in text:
            for name in self._sockets:
                origin = self.origin(name)
                text = text.replace(f"{{{name}}}", origin).replace(f"{{{name}:port}}", str(self.port(name)))
                text = text.replace(f"{{{name}:netloc}}", origin.partition("//")[2])
        return text

    def requests_of(self, name: str, path: str | None = None) -> list[Request]:
        """The requests of a host, or of one path of it."""
        with self._lock:
            return [r for r in self.requests if r.host == name and path in (None, r.path)]

    def connections_of(self, name: str) -> list[Connection]:
        """The connections that a host accepted."""
        with self._lock:
            return [connection for connection in self.connections if connection.host == name]

    def most_connections_at_once(self, name: str) -> int:
        """How many connections of a host were open at the same time, at the most.

        A connection counts as closed SLACK seconds early, because the server hears of its end later than the client.
        """
        changes = [(c.opened, 1) for c in self.connections_of(name)]
        changes += [(c.closed - SLACK, -1) for c in self.connections_of(name) if c.closed is not None]
        most = now = 0
        for _, change in sorted(changes):
            now += change
            most = max(most, now)
        return most

    # How it serves

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = Thread(target=target, args=arguments, daemon=True)
        with self._lock:
            self._threads = [thread for thread in self._threads if thread.is_alive()] + [thread]
            thread.start()

    def _accept(self) -> None:
        manners = {host.name: host.manner for host in self.hosts}
        with selectors.DefaultSelector() as selector:
            for name, listener in self._sockets.items():
                if manners[name] != "closed":
                    selector.register(listener, selectors.EVENT_READ, name)
            while not self.stopping.is_set():
                for key, _ in selector.select(0.1):
                    stream = self._sockets[key.data].accept()[0]
                    with self._lock:
                        number = len(self.connections) + 1
                        connection = Connection(key.data, number, time.monotonic())
                        self.connections.append(connection)
                        self._open.add(stream)
                    self._start(self._serve, stream, connection, manners[key.data])

    def _serve(self, stream: socket.socket, connection: Connection, manner: str) -> None:
        plain = stream
        try:
            if manner == "slamming":
                stream.recv(1)
                reset(stream)
                return
            if manner == "mute":
                while stream.recv(65536):
                    pass
                return
            stream.settimeout(120)
            if context := self._contexts.get(connection.host):
                stream = context.wrap_socket(stream, server_side=True)
                with self._lock:
                    self._open.discard(plain)
                    self._open.add(stream)
            while self._converse(stream, connection):
                pass
        except (OSError, Over):
            pass
        finally:
            with self._lock:
                self._open -= {plain, stream}
                connection.closed = time.monotonic()
            for one in (stream, plain):
                if one.fileno() >= 0:
                    # Closing with unread input would send a reset, and a broken-off body is not a reset.
                    with contextlib.suppress(OSError):
                        one.shutdown(socket.SHUT_WR)
                    one.close()

    def _converse(self, stream: socket.socket, connection: Connection) -> bool:
        """Answer one request; False when the connection is over."""
        received = bytearray()
        while b"\r\n\r\n" not in received:
            chunk = stream.recv(65536)
            if not chunk or len(received) > MOST_HEADER_BYTES:
                return False
            received += chunk
            if not received[:1].isalpha():  # a TLS greeting, say: answered as most servers do
                stream.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return False
        began = time.monotonic()
        first, *lines = bytes(received).partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Request(connection.host, connection.number, method, target, headers, began)
        place = f"{{{connection.host}}}{request.path}"
        with self._lock:
            self.requests.append(request)
            if self.counts_head or method != "HEAD":
                self._turns[place] += 1
            turn = max(self._turns[place], 1)
        exchange = Exchange(request, turn, self, stream)
        try:
            self.routes.get(place, not_found)(exchange)
        finally:
            request.ended = time.monotonic()
        return exchange.keep_open and headers.get("connection", "").lower() != "close"


def not_found(exchange: Exchange) -> None:
    """The answer where no route is."""
    exchange.reply(404, [("Content-Type", "text/html")], b"<title>Not Found</title><h1>Not Found</h1>")


def reset(stream: socket.socket) -> None:
    """Close a socket so that the other side sees a TCP reset."""
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # Detached first, because an SSL socket would otherwise say goodbye.
    socket.socket(stream.family, stream.type, fileno=stream.detach()).close()


def _context(authority: trustme.CA, host: Host) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    long_ago, yesterday = datetime.now(UTC) - timedelta(days=365), datetime.now(UTC) - timedelta(days=1)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    match host.certificate:
        case "expired":
            leaf = authority.issue_cert(host.address, not_before=long_ago, not_after=yesterday)
        case "not yet valid":
            leaf = authority.issue_cert(host.address, not_before=tomorrow)
        case "wrong name":
            leaf = authority.issue_cert("another-name.example")
        case "unknown authority":
            leaf = trustme.CA().issue_cert(host.address)
        case "without its issuer's":
            both = _half_sent(authority, host)
            with both.tempfile() as path:
                context.load_cert_chain(path)
            return context
        case "self-signed":
            stranger = trustme.CA()  # an authority's own certificate is one that signed itself
            both = trustme.Blob(stranger.private_key_pem.bytes() + stranger.cert_pem.bytes())
            with both.tempfile() as path:
                context.load_cert_chain(path)
            return context
        case _:
            leaf = authority.issue_cert(host.address)
    leaf.configure_cert(context)
    return context


def _half_sent(authority: trustme.CA, host: Host) -> trustme.Blob:
    """A certificate of an authority between, which is not sent, though the certificate names where it can be had."""
    between = authority.create_child_ca()
    issuer = x509.load_pem_x509_certificate(between.cert_pem.bytes())
    issuer_key = cast("ec.EllipticCurvePrivateKey", load_pem_private_key(between.private_key_pem.bytes(), None))
    key = ec.generate_private_key(ec.SECP256R1())
    place = x509.UniformResourceIdentifier("http://authority.example/between.cer")
    access = x509.AccessDescription(x509.oid.AuthorityInformationAccessOID.CA_ISSUERS, place)
    leaf = (
        x509.CertificateBuilder(issuer.subject, x509.Name([]), key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host.address))]), critical=True)
        .add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        .sign(issuer_key, SHA256())
    )
    pem = Encoding.PEM
    return trustme.Blob(key.private_bytes(pem, PrivateFormat.PKCS8, NoEncryption()) + leaf.public_bytes(pem))
