"""Takes the pictures of README.md and the guides: `make site`, then `python -m tests.pictures`.

They are of the built site, and of our drawings of GitHub, in the Chromium that the tests use.
"""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, PHONE
from tests.conftest import ROOT

IMAGES = ROOT / "docs" / "images"
#: Each picture: its page below the project's folder, and the part of it that is taken.
PICTURES = {
    "notice-phone": ("build/site/notices/2016-17/", ""),
    "pencil": ("docs/images/drawings.html", "#pencil"),
    "commit": ("docs/images/drawings.html", "#commit"),
}


def main() -> None:
    """Write the pictures into docs/images."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(ROOT))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, part) in PICTURES.items():
            page = browser.new_page(viewport=PHONE, color_scheme="light", reduced_motion="reduce")
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
            (page.locator(part) if part else page).screenshot(path=IMAGES / f"{name}.png")
            page.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
