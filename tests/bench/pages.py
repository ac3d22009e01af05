"""Our pages beside those of mkdocs-material, with the same notices: what a phone loads, and what Lighthouse says."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.bench.generate import ENVIRONMENT
from tests.bench.measure import BenchmarkError
from tests.bench.page import PEER, WORK, machine, part_head, peer_versions, say, today, write_part
from tests.bench.search import IN_PAGE, LOADED, PARTS, RUNS, SETS, QuietHandler, reached, serve
from tests.browser.conftest import CHROMIUM, FLAGS, PHONE
from tests.conftest import copy_project
from tests.fictional_decade import fictional_decade
from tests.searching import questions

FOLDER = WORK / "pages"
LIGHTHOUSE = WORK / "lighthouse"
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
OURS, THEIRS = "this project", "mkdocs-material"
NOTICE = {OURS: "/notices/2026-27/", THEIRS: "/2026-27/"}
JUDGED = {
    OURS: ["/", NOTICE[OURS], "/versions/2026-27.1/", "/history/", "/topics/", "/search/?q=photos"],
    THEIRS: ["/", NOTICE[THEIRS]],
}
# Their search runs in a worker, which is asked as their own script asks it; the answer comes as a message.
IN_WORKER = """async ([questions, runs]) => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const index = await (await fetch(`${config.base}/search/search_index.json`)).json();
  const worker = new Worker(new URL(config.search, location.href));
  const ask = (message, kind) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => { if (data.type === kind) resolve(data); };
    worker.postMessage(message);
  });
  await ask({ type: 0, data: { ...index, options: { suggest: false } } }, 1);
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    for (const question of questions) {
      const start = performance.now();
      await ask({ type: 2, data: question }, 3);
      times.push(performance.now() - start);
    }
  }
  return { times };
}"""

PART = (
    part_head("What a phone loads")
    + """
The machine: {machine}.

The ten notices of `tests/fictional_decade.py`, as a site of this project (without PDF copies) and as one of
mkdocs-material {material} with its defaults, on a server on loopback that compresses text with gzip.

### First load

In headless Chromium with a fresh profile, in a window of 390 × 844 pixels. Bytes are as transferred, headers included.
"With a search" goes on from the notice: a word is searched and its results are waited for. There is no network, so what
goes to other hosts is counted as tried and its bytes are not; nor are those of the script of mkdocs-material's search
worker, which the browser does not tell of.

| page | site | bytes | requests | tried at other hosts | cookies | entries stored |
|---|---|---|---|---|---|---|
{loads}

### Time for a query

All {questions} questions of `tests/fixtures/search`, {runs} times, in the same browser and without slowing it down.
mkdocs-material searches in a worker, so its time has the way there and back in it.

| site | mean, ms | 95th percentile, ms |
|---|---|---|
{times}

### Lighthouse

Lighthouse {lighthouse} with its defaults (a phone on a slow network, both simulated), in the same Chromium.
Runs of each page: {judged}; the scores are medians.

| page | site | {categories} |
|---|---|{columns}
{scores}

### Targets for pages

| what | target | measured | result |
|---|---|---|---|
{targets}
"""
)


@dataclass(frozen=True)
class Load:
    """What the first load of a page took: bytes as transferred, requests, and what it left with the browser."""

    bytes: int
    requests: int
    elsewhere: int
    cookies: int
    stored: int


class CompressingHandler(QuietHandler):
    """Serves files as a web host does: text with gzip, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | Any:
        """Send the headers and return the body."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return super().send_head()
        body, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(HTTPStatus.OK)
        if re.match("text/|.*(javascript|json|xml)", kind):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # as on GitHub Pages
        self.end_headers()
        return io.BytesIO(body)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Say which options this part takes."""
    parser.add_argument("--runs", type=int, default=3, help="how often Lighthouse looks at each page (default: 3)")


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Build both sites, look at them, and write the part "pages".

    Raises:
        BenchmarkError: the peer's site was not built, or Lighthouse gave no result.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    sites = {OURS: build_ours(), THEIRS: build_theirs()}
    loads: dict[tuple[str, str], Load] = {}
    times: dict[str, list[float]] = {}
    scores: dict[tuple[str, str], list[int]] = {}
    asked = [each.text for name in SETS for part in PARTS for each in questions(name, part, "")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, site in sites.items():
            with serve(site, CompressingHandler) as address:
                for path in ("/", NOTICE[name]):
                    loads[name, path] = load(browser, address, path)
                loads[name, "with a search"] = load(browser, address, NOTICE[name], searched=True)
                page = browser.new_page()
                page.goto(address + ("/search/" if name == OURS else "/"))
                times[name] = page.evaluate(IN_PAGE if name == OURS else IN_WORKER, [asked, RUNS])["times"]
                page.close()
        browser.close()
    for name, site in sites.items():
        with serve(site, CompressingHandler) as address:
            for path in JUDGED[name]:
                scores[name, path] = judge(address + path, arguments.runs)
                say(f"Lighthouse: {name}: {path}: {scores[name, path]}")
    once = sum(len(gzip.compress((sites[OURS] / name).read_bytes(), 6)) for name in LOADED)
    part = make_part(loads, times, scores, once, command, len(asked), arguments.runs)
    say(f"Written: {write_part(docs, 'pages', part)}")


def build_ours() -> Path:
    """Build our site with the ten notices alone."""
    project = copy_project(FOLDER / "ours")
    for notice in (project.folder / "notices").glob("20*.md"):
        notice.unlink()
    shutil.rmtree(project.folder / ".git")
    for year, text in fictional_decade():
        project.write(f"notices/{year}.md", text)
    project.git("init", "--quiet", "--initial-branch=main")
    project.git("add", "--all")
    project.git("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org", "commit", "--quiet", "-m", "Ten")
    return project.build(NOTICES_PDF="off")


def build_theirs() -> Path:
    """Build the peer's site from the same words, without our marks.

    Raises:
        BenchmarkError: it was not built; the message holds what was printed.
    """
    folder = FOLDER / "theirs"
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Privacy notices\ntheme:\n  name: material\n")
    listed = ["# Privacy notices\n"]
    for year, text in fictional_decade():
        (folder / "docs" / f"{year}.md").write_text(re.sub(r"(?m)^\{[#.][^}]*\}\n", "", text), encoding="utf-8")
        listed.append(f"- [School year {year}]({year}.md)")
    (folder / "docs" / "index.md").write_text("\n".join(listed) + "\n")
    command = [str(PEER / "bin" / "mkdocs"), "build", "--quiet"]
    built = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if built.returncode:
        raise BenchmarkError(f"mkdocs: {built.stderr}")
    return folder / "site"


def load(browser: Browser, address: str, path: str, *, searched: bool = False) -> Load:
    """Load a page as somebody who was never there, and count; with a search for "photo" from there if so wished."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    asked: list[str] = []
    context.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    if searched:
        if path == NOTICE[THEIRS]:
            page.locator("label[for=__search]").first.click()
        box = page.locator("input[name=q], input[name=query]").first
        box.press_sequentially("photo")
        if path == NOTICE[OURS]:
            box.press("Enter")
        page.locator("#search-results li, .md-search-result__item").first.wait_for()
        page.wait_for_load_state("networkidle")
    stored = page.evaluate("localStorage.length + sessionStorage.length")
    result = Load(
        bytes=round(sum(sizes)),
        requests=len(asked),
        elsewhere=sum(host != urlsplit(address).netloc for host in asked),
        cookies=len(context.cookies()),
        stored=stored,
    )
    context.close()
    return result


def judge(address: str, runs: int) -> list[int]:
    """Return the median score of each category.

    Raises:
        BenchmarkError: Lighthouse gave no result.
    """
    results: list[list[float]] = []
    command = [
        str(LIGHTHOUSE / "node_modules" / ".bin" / "lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        "--no-enable-error-reporting",
    ]
    for _ in range(runs):
        found = subprocess.run(
            command, env={**os.environ, "CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=False
        )
        if found.returncode:
            raise BenchmarkError(f"Lighthouse: {address}: {found.stderr}")
        categories = json.loads(found.stdout)["categories"]
        results.append([categories[name]["score"] for name in CATEGORIES])
    return [round(statistics.median(column) * 100) for column in zip(*results, strict=True)]


def make_part(
    loads: dict[tuple[str, str], Load],
    times: dict[str, list[float]],
    scores: dict[tuple[str, str], list[int]],
    once: int,
    command: str,
    asked: int,
    judged: int,
) -> str:
    """Return the part as Markdown."""
    package = json.loads((LIGHTHOUSE / "node_modules" / "lighthouse" / "package.json").read_text())
    words = {"/": "home", NOTICE[OURS]: "notice", NOTICE[THEIRS]: "notice"}
    return PART.format(
        day=today(),
        command=command,
        machine=machine(),
        material=peer_versions()["mkdocs-material"],
        lighthouse=package["version"],
        questions=asked,
        runs=RUNS,
        judged=judged,
        loads="\n".join(
            f"| {words.get(path, path)} | {name} | {each.bytes:,} | {each.requests} | {each.elsewhere} "
            f"| {each.cookies} | {each.stored} |"
            for (name, path), each in sorted(loads.items(), key=lambda item: words.get(item[0][1], "with a search"))
        ),
        times="\n".join(
            f"| {name} | {statistics.mean(taken):.2f} | {statistics.quantiles(taken, n=100)[94]:.2f} |"
            for name, taken in times.items()
        ),
        categories=" | ".join(CATEGORIES.values()),
        columns="---|" * len(CATEGORIES),
        scores="\n".join(
            f"| `{path}` | {name} | {' | '.join(map(str, found))} |" for (name, path), found in scores.items()
        ),
        targets="\n".join(targets(loads, scores, once, statistics.mean(times[OURS]))),
    )


def targets(
    loads: dict[tuple[str, str], Load], scores: dict[tuple[str, str], list[int]], once: int, query: float
) -> Iterator[str]:
    """Yield the rows of the targets."""
    notice = loads[OURS, NOTICE[OURS]]
    ours = [load for (name, _), load in loads.items() if name == OURS]
    least = [
        min(column) for column in zip(*(found for (name, _), found in scores.items() if name == OURS), strict=True)
    ]
    rows = [
        ("notice page, first load", "at most 40,000 bytes", f"{notice.bytes:,}", notice.bytes <= 40_000),
        ("search, once", "at most 30,000 bytes", f"{once:,}", once <= 30_000),
        ("a query, mean", "at most 5 ms", f"{query:.2f} ms", query <= 5),
        ("requests at other hosts", "none", sum(each.elsewhere for each in ours), not any(e.elsewhere for e in ours)),
        ("cookies", "none", sum(each.cookies for each in ours), not any(each.cookies for each in ours)),
        ("entries stored", "none", sum(each.stored for each in ours), not any(each.stored for each in ours)),
        ("Lighthouse, lowest of our pages", "100 / 100 / 100 / 100", " / ".join(map(str, least)), min(least) == 100),
    ]
    for what, target, measured, is_reached in rows:
        yield f"| {what} | {target} | {measured} | {reached(is_reached)} |"
