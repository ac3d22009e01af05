"""Makes the PDF copies: HTML into PDF/UA-1 by WeasyPrint, in processes of their own, and only what has changed."""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.progress import track
from selectolax.lexbor import LexborHTMLParser

#: What WeasyPrint loads from the system. Without the last it would make other, larger files.
_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
_INSTALL = "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"

_HELP = "A letter that no font here has: apt-get install fonts-noto-core. NOTICES_PDF=off builds without PDF copies."


class PdfError(Exception):
    """The PDF copies cannot be made as asked; the message is one line and says what to do."""


def why_left_out(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return None where PDF copies are to be made, else the line that says why not.

    Raises:
        PdfError: NOTICES_PDF is neither "on" nor "off", or Pango is missing where CI is "true".
    """
    wish = environment.get("NOTICES_PDF", "")
    if wish not in ("", "on", "off"):
        raise PdfError(f'NOTICES_PDF: "{wish}" is not understood; write "off" to leave the PDF copies out, or "on"')
    if wish == "off":
        return "Built without PDF copies, as NOTICES_PDF=off asks."
    missing = [name for name in _LIBRARIES if not _can_load(name)]
    if not missing:
        return None
    line = f"PDF copies need Pango, and {', '.join(missing)} cannot be loaded here. {_INSTALL}"
    if environment.get("CI") == "true":
        raise PdfError(line)
    return f"Built without PDF copies. {line}"


def _can_load(name: str) -> bool:
    """Say whether the system has the library; loading it through WeasyPrint would take half a second longer."""
    file = ctypes.util.find_library(name)
    try:
        return file is not None and ctypes.CDLL(file) is not None
    except OSError:
        return False


def notice_text(page: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the words of a notice from its page, as HTML, and the links whose text does not say where they lead.

    Each of those is its text and its address.
    """
    (text,) = LexborHTMLParser(page).css("#notice-text")
    links = [(" ".join(link.text().split()), link.attributes.get("href") or "") for link in text.css("a[href]")]
    unsaid = [(words, address) for words, address in links if words != address.removeprefix("mailto:")]
    return text.html or "", [(words, address) for words, address in unsaid if not address.startswith("#")]


def write_copies(copies: Mapping[Path, str]) -> None:
    """Make each file the PDF copy of its HTML, but for those that are; the same HTML is made into a PDF once.

    A file names the digest of what it was made from as its document identifier, which stands near its end,
    so a file that a killed build left half written is made anew.

    Raises:
        PdfError: WeasyPrint failed, or had something to warn of, as of a letter that no font here has.
    """
    program = version("weasyprint").encode() + Path(__file__).read_bytes()
    jobs: dict[str, dict[str, Any]] = {}
    for path, html in copies.items():
        digest = hashlib.sha256(program + html.encode()).hexdigest()
        if not path.exists() or digest.encode() not in path.read_bytes():
            job = jobs.setdefault(digest, {"digest": digest, "html": html, "paths": []})
            job["paths"].append(str(path))
    if jobs:
        _share_out(list(jobs.values()))


def _share_out(jobs: list[dict[str, Any]]) -> None:
    """Have processes of their own do the jobs, as many at a time as there are processors.

    A worker ends when its input does, and the system ends that when this process is killed: none stays behind.
    """
    count = min(os.cpu_count() or 1, len(jobs))
    command = [sys.executable, "-m", "privacy_notices.pdf"]
    idle: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()

    def do(job: dict[str, Any]) -> None:
        worker = idle.get()
        assert worker.stdin  # noqa: S101 - for the type checker: both are pipes
        assert worker.stdout  # noqa: S101
        try:
            worker.stdin.write(json.dumps(job) + "\n")
            worker.stdin.flush()
        except BrokenPipeError:
            pass  # The answer is missing too.
        answer = worker.stdout.readline()
        idle.put(worker)
        if answer != "done\n":
            raise PdfError(f"{job['paths'][0]} could not be made: {answer.strip() or 'WeasyPrint failed.'}\n{_HELP}")

    console = Console(stderr=True)
    with ExitStack() as workers:
        for _ in range(count):
            worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            idle.put(workers.enter_context(worker))
        with ThreadPoolExecutor(count) as pool:
            results: Iterable[None] = pool.map(do, jobs)
            if console.is_terminal:
                results = track(results, "PDF copies", total=len(jobs), console=console, transient=True)
            for _ in results:
                pass


def _work() -> None:
    """Do the jobs that come on stdin, one a line, and say on stdout that each is done."""
    for line in sys.stdin:
        job = json.loads(line)
        try:
            pdf = render(job["html"], job["digest"])
        except PdfError as error:
            sys.stdout.write(f"{error}\n")
        else:
            for path in job["paths"]:
                Path(path).write_bytes(pdf)
            sys.stdout.write("done\n")
        sys.stdout.flush()


def render(html: str, identifier: str) -> bytes:
    """Return the PDF/UA-1 of a whole HTML document; the same HTML gives the same bytes.

    Raises:
        PdfError: WeasyPrint warned of something; the message is what it said first.
    """
    from pydyf import String  # Imported here: only a worker waits for it.
    from weasyprint import HTML

    document = HTML(string=html)
    for item in list(document.etree_element.iter("li")):
        _give_body(item)

    def describe_links(document: Any, pdf: Any) -> None:
        """Give each link the words that it has in the text, and have it printed (ISO 14289-1, 7.18.1 and 7.18.5)."""
        for page in document.pages:
            for kind, _, _, box in page.links:
                if kind in ("internal", "external"):
                    box.link_annotation["Contents"] = String(" ".join("".join(box.element.itertext()).split()))
                    box.link_annotation["F"] = 4

    warnings = io.StringIO()
    handler = logging.StreamHandler(warnings)
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=describe_links)
    logger.removeHandler(handler)
    if warnings.getvalue():
        raise PdfError(warnings.getvalue().splitlines()[0])
    return pdf


def _give_body(item: ET.Element) -> None:
    """Put what an item of a list holds into a body of its own (ISO 14289-1, 7.2, asks for one).

    WeasyPrint 70 tags a paragraph in an item as the item's direct child, and a `dd` in it as its body.
    """
    body = ET.Element("dd")
    body.text, item.text = item.text, None
    body.extend(list(item))
    item[:] = [body]


if __name__ == "__main__":
    _work()
