"""A server on loopback that sends back whatever bytes it was given, and knows nothing of HTTP."""

from __future__ import annotations

import socket
from threading import Thread
from types import TracebackType
from typing import Self


class RawServer:
    """Answers every connection with `answer`, then closes it; started as a context manager."""

    def __init__(self) -> None:
        self.answer = b""

    def __enter__(self) -> Self:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            with stream:
                stream.settimeout(5)
                try:
                    if stream.recv(65536):
                        stream.sendall(self.answer)
                        stream.shutdown(socket.SHUT_WR)
                        stream.recv(65536)  # until the other side has read it all
                except OSError:
                    continue
