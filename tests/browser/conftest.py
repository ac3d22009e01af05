"""Debian's Chromium, driven by Playwright. Where it is missing, CI fails and everybody else sees a skip."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not Path(CHROMIUM).exists():
        message = "Chromium is not installed here: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site is served."""
    return serve(site)


@pytest.fixture(scope="session")
def history_address(history_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site with a history of five versions is served."""
    return serve(history_site)


#: A page of every kind, on the site with a history.
EVERY_KIND = [
    "/",
    "/notices/2016-17/",
    "/notices/2017-18/",
    "/versions/2017-18.1/",
    "/history/",
    "/changes/",
    "/changes/2019-20.2/",
    "/topics/",
    "/topics/recipients/",
    "/topics/controller-identity/",
    "/requirements/",
    "/privacy/",
    "/search/",
    "/docs/",
    "/docs/checks/",
    "/docs/benchmarks/",
    "/404.html",
]
