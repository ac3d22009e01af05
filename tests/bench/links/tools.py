"""The link checkers that are compared: how each is run over a list of addresses, and the word that it has for each."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import bounded
from tests.bench.generate import ENVIRONMENT, ROOT
from tests.bench.measure import BenchmarkError
from tests.bench.page import PEER
from tests.links.fault_server import FaultServer

NO_ANSWER = "no answer"


@dataclass(frozen=True)
class Run:
    """What came of a run: a word for each address in order, seconds, KiB of memory at the peak."""

    words: Sequence[str]
    wall: float
    cpu: float
    peak: int
    is_cut_off: bool


@dataclass(frozen=True)
class Tool:
    """A link checker; `workers` is for linkcheck alone, `is_for_faults` gives time-outs and tries like ours."""

    name: str
    kind: str  # "ours", "linkcheck" or "lychee"
    workers: int = 5
    is_for_faults: bool = False

    def check(self, server: FaultServer, links: Sequence[str], folder: Path, limit: float, govuk: str = "") -> Run:
        """Check the addresses in an empty folder; after `limit` seconds the tool is asked to end, then killed.

        Nothing leaves loopback: what asks for any other address is given a proxy that refuses every connection.
        """
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        prepare = {"ours": self._ours, "linkcheck": self._linkcheck, "lychee": self._lychee}[self.kind]
        command = prepare(server, links, folder, govuk)
        refusing = f"http://127.0.0.8:{server.port('closed')}"
        environment = {
            **ENVIRONMENT,
            **{
                name: refusing for scheme in ("http", "https", "all") for name in (f"{scheme}_proxy", f"{scheme}_PROXY")
            },
            **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), refusing),
            **dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.0/8,localhost"),
        }
        if self.kind == "lychee":
            environment["SSL_CERT_FILE"] = str(server.ca_file)
        figures = _run(command, folder, environment, limit)
        read = {"ours": words_of_ours, "linkcheck": words_of_linkcheck, "lychee": words_of_lychee}[self.kind]
        try:
            words = read(folder, links)
        except (OSError, ValueError) as error:
            printed = (folder / "printed").read_text(errors="replace")[-2000:]
            raise BenchmarkError(f"{self.name}: {' '.join(command)} left no report: {error}\n{printed}") from None
        return Run(words, figures["wall"], figures["cpu"], figures["peak"], figures["is_cut_off"])

    def _ours(self, server: FaultServer, links: Sequence[str], folder: Path, govuk: str) -> list[str]:
        (folder / "urls.txt").write_text("".join(f"{link}\n" for link in links), "utf-8")
        command = [sys.executable, str(ROOT / "scripts" / "check_links.py"), "--urls", "urls.txt", "--rate", "0"]
        command += ["--format", "json", "--output", "report.json", "--ca-file", str(server.ca_file)]
        if govuk:
            command += ["--govuk-origin", govuk]
        # All but 127.0.0.1, which nobody is to ask.
        opened = sorted({host.address for host in server.hosts} - {"127.0.0.1"})
        return command + [word for address in opened for word in ("--allow-address", address)]

    def _linkcheck(self, server: FaultServer, links: Sequence[str], folder: Path, _: str) -> list[str]:
        settings = {"project": "Links", "tls_cacerts": str(server.ca_file), "linkcheck_workers": self.workers}
        if self.is_for_faults:
            settings |= {"linkcheck_timeout": 10, "linkcheck_retries": 3, "linkcheck_rate_limit_timeout": 60}
        (folder / "conf.py").write_text("".join(f"{name} = {value!r}\n" for name, value in settings.items()))
        named = "".join(f"link-{number}_\n\n" for number in range(len(links)))
        targets = "".join(f".. _link-{number}: {link}\n" for number, link in enumerate(links))
        (folder / "index.rst").write_text(f"Links\n=====\n\n{named}{targets}", "utf-8")
        return [sys.executable, "-m", "sphinx", "-b", "linkcheck", ".", "out"]

    def _lychee(self, _: FaultServer, links: Sequence[str], folder: Path, __: str) -> list[str]:
        # A page each, because lychee writes addresses in its own way, and some of the table's become one.
        (folder / "pages").mkdir()
        for number, link in enumerate(links):
            page = f'<!DOCTYPE html><title>Link</title><p><a href="{html.escape(link)}">Link</a></p>'
            (folder / "pages" / f"{number}.html").write_text(page, "utf-8")
        command = [str(PEER / "bin" / "lychee"), "--no-progress", "--verbose", "--format", "json"]
        if self.is_for_faults:
            command += ["--timeout", "10", "--include-fragments", "--cookie-jar", "cookies.json"]
        return [*command, "--output", "report.json", "pages"]


def words_of_ours(folder: Path, links: Sequence[str]) -> list[str]:
    """Return the verdicts."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    verdicts = {link["url"]: str(link["verdict"]) for link in report["links"]}
    return [verdicts[link] for link in links]


def words_of_linkcheck(folder: Path, links: Sequence[str]) -> list[str]:
    """Return linkcheck's statuses: it writes a line of JSON for each address that it is done with."""
    lines = (folder / "out" / "output.json").read_text("utf-8").splitlines()
    statuses = {found["uri"]: str(found["status"]) for found in map(json.loads, lines)}
    return [statuses.get(link, NO_ANSWER) for link in links]


def words_of_lychee(folder: Path, links: Sequence[str]) -> list[str]:
    """Return a word for the list of lychee's report that names an address.

    Redirects have a list besides. What stands in no list is counted as "unsupported".
    """
    report: Mapping[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    words = []
    for page in (f"pages/{number}.html" for number in range(len(links))):
        lists = ("error", "timeout", "excluded", "success")
        word = next((name for name in lists if page in report[f"{name}_map"]), "unsupported")
        words.append("redirect" if word == "success" and page in report["redirect_map"] else word)
    return words


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float) -> dict[str, Any]:
    launcher = [sys.executable, "-I", "-S", str(Path(bounded.__file__)), str(limit), "figures.json"]
    with (folder / "printed").open("wb") as printed:
        subprocess.run(
            [*launcher, *command], cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT, check=True
        )
    figures: dict[str, Any] = json.loads((folder / "figures.json").read_text())
    return figures
