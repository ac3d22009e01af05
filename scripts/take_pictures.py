"""Takes the picture of README.md from the built site, in Chromium at the size of a phone."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-sync --no-first-run"


def main() -> int:
    """Write docs/images/notice-phone.png; return 0."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(ROOT / "build" / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{server.server_port}/notices/2016-17/")
        page.screenshot(path=ROOT / "docs" / "images" / "notice-phone.png")
        browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
