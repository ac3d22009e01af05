"""Small fictional packages, and a server on loopback that hands them out as an index does, of Python or of npm."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


def wheel(name: str, version: str, *asks: str, extra: str = "", files: Mapping[str, str] | None = None) -> bytes:
    """Return the wheel of a package of one module, which asks for others, and with an extra for one more."""
    about = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {ask}" for ask in asks]
    if extra:
        lines += ["Provides-Extra: more", f'Requires-Dist: {extra} ; extra == "more"']
    held = {
        f"{name}.py": "",
        **(files or {}),
        f"{about}/METADATA": "\n".join([*lines, ""]),
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, text in held.items():
            archive.writestr(path, text)
        archive.writestr(f"{about}/RECORD", "".join(f"{path},,\n" for path in [*held, f"{about}/RECORD"]))
    return written.getvalue()


def npm_package(name: str) -> bytes:
    """Return the archive of a package of npm that has nothing but its name."""
    about = json.dumps({"name": name, "version": "1.0.0"}).encode()
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/package.json")
        member.size = len(about)
        archive.addfile(member, io.BytesIO(about))
    return written.getvalue()


class Index:
    """What a test offers: `files` by their paths. Whoever asks for the path `held` waits until it is let go."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, bytes] = {}
        self.held = ""
        self.waiting, self.let_go = Event(), Event()

    def offer(self, name: str, version: str, *asks: str, extra: str = "") -> str:
        """Offer a wheel and return its line of a lock file."""
        content = wheel(name, version, *asks, extra=extra)
        self.files[f"/simple/{name}/{name}-{version}-py3-none-any.whl"] = content
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"

    def offer_to_npm(self, name: str) -> str:
        """Offer a package of npm and return the lock file of a project that needs it."""
        content = npm_package(name)
        digest = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
        archive = f"/{name}.tgz"
        release = {"name": name, "version": "1.0.0", "dist": {"tarball": self.address + archive, "integrity": digest}}
        self.files[archive] = content
        self.files[f"/{name}"] = json.dumps({"name": name, "versions": {"1.0.0": release}}).encode()
        packages = {
            "": {"dependencies": {name: "1.0.0"}},
            f"node_modules/{name}": {"version": "1.0.0", "integrity": digest},
        }
        return json.dumps({"name": "tests", "lockfileVersion": 3, "requires": True, "packages": packages})

    def answer(self, path: str) -> bytes | None:
        """Return a file, or a folder's page of links, or nothing."""
        if path == self.held:
            self.waiting.set()
            self.let_go.wait()
        if not path.endswith("/"):
            return self.files.get(path)
        names = [each.removeprefix(path) for each in self.files if each.startswith(path)]
        return "".join(f'<a href="{name}">{name}</a>' for name in names).encode() or None


@contextmanager
def serve_index() -> Iterator[Index]:
    """Serve an index that is empty at first; what waits for a held file is let go at the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = index.answer(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html" if self.path.endswith("/") else "application/octet-stream")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        index = Index(f"http://127.0.0.1:{server.server_port}")
        Thread(target=server.serve_forever, daemon=True).start()
        yield index
        index.let_go.set()
        server.shutdown()
