"""The search beside Sphinx's own with questions of parents: what each finds, and how big and fast ours is."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.generate import CONF, ENVIRONMENT, ROOT
from tests.bench.page import WORK, machine, part_head, say, today, write_part
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.conftest import copy_project
from tests.fictional_decade import fictional_decade
from tests.searching import Question, Score, decade_data, questions, real_data, score, score_ours

FOLDER = WORK / "search"
SETS = {"real": "the notice of 2016-17", "decade": "ten fictional notices"}
#: The parts of the questions, those first by which the search was never fitted.
PARTS = {
    "aside": "by others, kept aside",
    "held_out": "by us, kept aside",
    "fresh": "by others, fitted to",
    "tuned": "by us, fitted to",
}
ASIDE = ("aside", "held_out")
THROTTLING = 4
RUNS = 20
#: What the search page loads for the search, and nothing else on the site does.
LOADED = ("_static/search/page.js", "_static/search/engine.js", "search.json")
IN_PAGE = """async ([questions, runs]) => {
  const { createSearch } = await import(new URL("../_static/search/engine.js", location.href));
  const text = await (await fetch("../search.json")).text();
  const begin = performance.now();
  const search = createSearch(JSON.parse(text));
  const ready = performance.now() - begin;
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    for (const question of questions) {
      const start = performance.now();
      search.ask(question);
      times.push(performance.now() - start);
    }
  }
  return { ready, times };
}"""

PART = (
    part_head("How well the search finds")
    + """
The machine: {machine}.

### Questions of parents

{answered} questions that a passage answers and {unanswered} that none does, over two sets: the notice of 2016-17, and
ten fictional notices whose content differs by year (`tests/fixtures/search/`). Those **by us** (`questions.toml`) were
written before the search was, by whoever wrote the search and its synonyms too. Those **by others** (`fresh.toml`) are
by somebody who had seen neither. Of each, a part is **kept aside**: the search was not fitted to it, and it is what
counts. The questions are asked as they are typed, without choosing a year.

- **first**, **in three**: the passage that answers, of the right year, is given as an answer, first or among three.
- **labelled**: it is among the first three, but all three say "Nearest, not an answer", because the notice does not use
  a word of the question. This is not counted in "in three".
- **all of it**: where several passages are the answer together, all of them are among the first three.
- **honest no**, **false yes**: where the year that is asked holds no answer, no passage of it is given as one, or one
  is. (Passages of other years, shown under their years, and those that say "Nearest, not an answer" are no fault.)
- **stock Sphinx**: the same notices with the same marks in a plain Sphinx {sphinx} project with its own search
  (`searchtools.js`, `searchindex.js`), asked in the same Chromium. It does not lead to paragraphs, so it is also given
  the benefit of the doubt: "page" counts a result that leads to the right year's page. Stock Sphinx sees
  every word, ours all but the text that names a person.

| questions | search | first | in three | labelled | all of it | honest no | false yes |
|---|---|---|---|---|---|---|---|
{rows}

| what, on all that was kept aside | target | measured | result |
|---|---|---|---|
{targets}

### Size and time of the search

On a site of the ten fictional notices and that of 2016-17 ({passages} passages). A query is timed in headless Chromium
with the processor slowed down {throttling} times (`Emulation.setCPUThrottlingRate`): all {questions} questions in turn,
{runs} times. The processor is slowed down by pauses, which a short query meets or not, so the mean is what counts.

| what | measured |
|---|---|
{sizes}
| all of it, once | {total} bytes, {total_gzip} with gzip |
| making the search ready, once | {ready:.0f} ms |
| a query, mean | {mean:.2f} ms |
| a query, 95th and 99th percentile | {often:.2f} ms, {worst:.2f} ms |
"""
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Say which options this part takes: none."""


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Ask both searches every question, time ours, and write the part "search"."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    data = {"real": real_data(), "decade": decade_data()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        ours: dict[tuple[str, str], Score] = {}
        stock: dict[tuple[str, str], dict[str, Score]] = {}
        for name in SETS:
            with serve(build_stock(name)) as address:
                for part_name in PARTS:
                    asked = questions(name, part_name, data[name]["first"])
                    ours[name, part_name] = score_ours(data[name], asked)
                    stock[name, part_name] = score_stock(browser, address, asked)
        with serve(build_ours()) as address:
            times = measure_time(browser, address)
        browser.close()
    part = make_part(ours, stock, times, command)
    say(f"Written: {write_part(docs, 'search', part)}")


def build_stock(name: str) -> Path:
    """Build the notices of a set as a plain Sphinx project, and return its site."""
    folder = FOLDER / f"stock-{name}"
    (folder / "notices").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Notices\n\n```{toctree}\n:glob:\nnotices/*\n```\n")
    real = (ROOT / "notices" / "2016-17.md").read_text(encoding="utf-8")
    for year, text in [("2016-17", real)] if name == "real" else fictional_decade():
        (folder / "notices" / f"{year}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", ".", "out"]
    # Without -W: the same mark on a heading of two years is a "duplicate label" to Sphinx.
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stderr=subprocess.DEVNULL)
    return folder / "out"


def build_ours() -> Path:
    """Build our site with all eleven notices."""
    project = copy_project(FOLDER / "ours")
    for year, text in fictional_decade():
        project.write(f"notices/{year}.md", text)
    return project.build()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve the folder on loopback and yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def score_stock(browser: Browser, address: str, asked: list[Question]) -> dict[str, Score]:
    """Ask Sphinx's own search and return its scores: by passage, and by page."""
    page = browser.new_page()
    by_passage: list[list[str | None]] = []
    by_page: list[list[str | None]] = []
    for question in asked:
        places = [place.split("/notices/")[1].partition("/") for place in ask_stock(page, address, question.text)]
        found = [anchor.removeprefix("#") if year == question.year else None for year, _, anchor in places]
        by_passage.append(found)
        by_page.append([None if anchor is None else next(iter(question.answers), "") for anchor in found])
    page.close()
    return {"passage": score(asked, by_passage), "page": score(asked, by_page)}


def ask_stock(page: Page, address: str, question: str) -> list[str]:
    """Return the addresses that Sphinx's own search gives, in order."""
    page.goto(f"{address}/search/?q={quote(question)}")
    summary = page.locator("#search-results .search-summary")
    summary.filter(has_text=re.compile("finished|did not match")).wait_for()
    found: list[str] = page.eval_on_selector_all("ul.search li > a", "links => links.map((link) => link.href)")
    return [place for place in found if "/notices/" in place]


def measure_time(browser: Browser, address: str) -> dict[str, Any]:
    """Return the bytes of what the search loads and the time of queries, on a slowed down processor."""
    page = browser.new_page()
    page.goto(f"{address}/search/")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLING})
    asked = [each.text for name in SETS for part in PARTS for each in questions(name, part, "")]
    measured: dict[str, Any] = page.evaluate(IN_PAGE, [asked, RUNS])
    files = {name: page.request.get(f"{address}/{name}").body() for name in LOADED}
    page.close()
    return measured | {"files": files, "questions": len(asked)}


def make_part(
    ours: dict[tuple[str, str], Score],
    stock: dict[tuple[str, str], dict[str, Score]],
    times: dict[str, Any],
    command: str,
) -> str:
    """Return the part as Markdown."""
    held = sum((ours[name, part] for name in SETS for part in ASIDE), Score())
    everything = sum(ours.values(), Score())
    files: dict[str, bytes] = times["files"]
    total_gzip = sum(len(gzip.compress(content, 9)) for content in files.values())
    mean = statistics.mean(times["times"])
    percentiles = statistics.quantiles(times["times"], n=100)
    targets = [
        target("in three", 0.95, held.three / held.answered),
        target("first", 0.90, held.first / held.answered),
        target("honest no", 0.85, held.honest / held.unanswered),
        f"| bytes once, with gzip | at most 30,000 | {total_gzip:,} | {reached(total_gzip <= 30_000)} |",
        f"| a query, mean | at most 5 ms | {mean:.2f} ms | {reached(mean <= 5)} |",
    ]
    return PART.format(
        day=today(),
        command=command,
        machine=machine(),
        answered=everything.answered,
        unanswered=everything.unanswered,
        sphinx=version("sphinx"),
        rows="\n".join(rows(ours, stock)),
        targets="\n".join(targets),
        passages=len(json.loads(files["search.json"])["passages"]),
        throttling=THROTTLING,
        runs=RUNS,
        questions=times["questions"],
        sizes="\n".join(
            f"| `{name}` | {len(content):,} bytes, {len(gzip.compress(content, 9)):,} with gzip |"
            for name, content in files.items()
        ),
        total=f"{sum(map(len, files.values())):,}",
        total_gzip=f"{total_gzip:,}",
        ready=times["ready"],
        mean=mean,
        often=percentiles[94],
        worst=percentiles[98],
    )


def rows(ours: dict[tuple[str, str], Score], stock: dict[tuple[str, str], dict[str, Score]]) -> Iterator[str]:
    """Yield the rows of the table, those that count first."""
    for part, whose in PARTS.items():
        for name, words in SETS.items():
            yield row(f"{whose}: {words}", "**ours**", ours[name, part])
            yield row("", "stock Sphinx", stock[name, part]["passage"])
            yield row("", "stock Sphinx, page", stock[name, part]["page"])


def row(label: str, search: str, found: Score) -> str:
    """Return a row of the table."""
    cells = [
        label,
        search,
        f"{found.first} of {found.answered}",
        f"{found.three} of {found.answered}",
        str(found.labelled),
        f"{found.whole} of {found.parted}" if found.parted else "",
        f"{found.honest} of {found.unanswered}",
        str(found.unanswered - found.honest),
    ]
    return f"| {' | '.join(cells)} |"


def target(what: str, aim: float, measured: float) -> str:
    """Return a row of the targets."""
    return f"| {what} | at least {aim:.0%} | {measured:.0%} | {reached(measured >= aim)} |"


def reached(is_reached: bool) -> str:
    """Say whether a target was reached."""
    return "reached" if is_reached else "not reached"
