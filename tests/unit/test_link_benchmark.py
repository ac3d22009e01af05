"""What the benchmark makes of other link checkers' words, and where it writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import bounded
from tests.bench.links.judged import is_only_redirected, is_right
from tests.bench.links.tools import NO_ANSWER, words_of_linkcheck, words_of_lychee
from tests.bench.page import write_part


@pytest.mark.parametrize(
    ("kind", "word", "verdict", "right"),
    [
        ("ours", "gone", "gone", True),
        ("ours", "broken", "gone", False),
        ("linkcheck", "working", "ok", True),
        ("linkcheck", "unchecked", "ok", True),
        ("linkcheck", "broken", "ok", False),
        ("linkcheck", NO_ANSWER, "ok", False),
        ("lychee", "redirect", "moved", True),
        ("lychee", "error", "moved", False),
        ("lychee", "success", "withdrawn", False),
        ("lychee", "error", "withdrawn", True),
        ("linkcheck", "redirected", "gone", True),
        ("linkcheck", "ignored", "gone", False),
        ("linkcheck", "ignored", "unknown-transient", True),
        ("linkcheck", NO_ANSWER, "unknown-transient", False),
        ("lychee", "excluded", "refused-unsafe", True),
        ("lychee", "redirect", "refused-unsafe", False),
    ],
)
def test_the_peers_are_right_where_the_page_says_so(kind: str, word: str, verdict: str, *, right: bool) -> None:
    assert is_right(kind, word, [verdict]) is right


def test_either_of_two_verdicts_is_enough() -> None:
    assert is_right("linkcheck", "working", ("ok", "broken"))
    assert is_right("linkcheck", "broken", ("ok", "broken"))


def test_a_redirect_that_is_all_that_was_said_is_counted() -> None:
    assert is_only_redirected("lychee", "redirect", ["gone"])
    assert not is_only_redirected("lychee", "redirect", ["moved"])
    assert not is_only_redirected("lychee", "error", ["gone"])


def test_a_link_that_linkcheck_did_not_come_to_has_no_answer(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "output.json").write_text(json.dumps({"uri": "http://b/", "status": "broken"}) + "\n")
    assert words_of_linkcheck(tmp_path, ["http://a/", "http://b/"]) == [NO_ANSWER, "broken"]


def test_a_link_that_lychee_followed_is_a_redirect_only_if_it_ends_well(tmp_path: Path) -> None:
    report: dict[str, dict[str, list[str]]] = {
        "success_map": {"pages/0.html": [], "pages/1.html": []},
        "error_map": {"pages/2.html": []},
        "timeout_map": {},
        "excluded_map": {},
        "redirect_map": {"pages/1.html": [], "pages/2.html": []},
    }
    (tmp_path / "report.json").write_text(json.dumps(report))
    assert words_of_lychee(tmp_path, ["a", "b", "c", "d"]) == ["success", "redirect", "error", "unsupported"]


def test_a_part_of_the_page_takes_its_own_place_and_leaves_the_others_alone(tmp_path: Path) -> None:
    write_part(tmp_path, "one", "## One\n")
    write_part(tmp_path, "two", "## Two\n")
    before = (tmp_path / "benchmarks.md").read_text()
    write_part(tmp_path, "one", "## One\n")
    assert (tmp_path / "benchmarks.md").read_text() == before
    write_part(tmp_path, "one", "## Anew\n")
    assert (tmp_path / "benchmarks.md").read_text() == before.replace("## One", "## Anew")


def test_a_command_that_does_not_end_is_ended_at_its_limit(tmp_path: Path) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    command = [sys.executable, bounded.__file__, "0.5", str(tmp_path / "figures.json"), *sleeper]
    subprocess.run(command, check=True, capture_output=True)
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["is_cut_off"]
    assert 0.5 <= figures["wall"] < 60
