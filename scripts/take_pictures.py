"""Takes the pictures of README.md and the guides in Chromium: of the built site, and of our drawings of GitHub."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-sync --no-first-run"
PHONE: ViewportSize = {"width": 390, "height": 844}
#: Each picture: its page below the project's folder, and the part of it that is taken.
PICTURES = {
    "notice-phone": ("build/site/notices/2016-17/", ""),
    "pencil": ("docs/images/drawings.html", "#pencil"),
    "commit": ("docs/images/drawings.html", "#commit"),
}


def main() -> int:
    """Write the pictures into docs/images; return 0."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(ROOT))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        for name, (path, part) in PICTURES.items():
            page = browser.new_page(viewport=PHONE, color_scheme="light", reduced_motion="reduce")
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
            (page.locator(part) if part else page).screenshot(path=IMAGES / f"{name}.png")
            page.close()
        browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
