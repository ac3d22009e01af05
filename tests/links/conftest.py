"""The fault server, started once, with a plain client that mends nothing."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.links.fault_server import FaultServer
from tests.links.faults import fault_server


class Client:
    """Sends one request over a socket of its own and returns the bytes that come back."""

    def __init__(self, server: FaultServer) -> None:
        self.server = server

    def connect(self, link: str, seconds: float = 5) -> socket.socket:
        """Open a connection to the host of a link of the table, with TLS where it is https."""
        parts = urlsplit(self.server.fill(link))
        assert parts.hostname
        assert parts.port
        stream = socket.create_connection((parts.hostname, parts.port), seconds)
        if parts.scheme == "https":
            try:
                context = ssl.create_default_context(cafile=str(self.server.ca_file))
                return context.wrap_socket(stream, server_hostname=parts.hostname)
            except OSError:
                stream.close()
                raise
        return stream

    def ask(self, link: str, *headers: str, method: str = "GET", most: int = 2**25, seconds: float = 5) -> bytes:
        """Ask and read until the server ends, `most` bytes came or nothing came for `seconds`."""
        parts = urlsplit(self.server.fill(link))
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = [f"{method} {target} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close", *headers, "", ""]
        with closing(self.connect(link, seconds)) as stream:
            stream.sendall("\r\n".join(lines).encode())
            received = bytearray()
            while len(received) < most and (chunk := stream.recv(2**16)):
                received += chunk
        return bytes(received)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultServer]:
    """All hosts of the table."""
    with fault_server(tmp_path_factory.mktemp("authority") / "ca.pem") as server:
        yield server


@pytest.fixture(scope="session")
def client(server: FaultServer) -> Client:
    """A client of the fault server."""
    return Client(server)
