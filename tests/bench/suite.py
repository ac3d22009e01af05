"""The tests themselves: how long they take, and which take longest."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.bench.generate import ROOT
from tests.bench.measure import BenchmarkError
from tests.bench.page import machine, part_head, say, today, write_part
from tests.conftest import pytest_xdist_auto_num_workers

SLOWEST = 10
PART = (
    part_head("How long the tests take")
    + """
The machine: {machine}.

By `make test`, {workers} at a time and without measuring coverage, {tests} tests took **{seconds:.0f} s**.
The {slowest} that took longest, each with what it had to set up first:

| test | seconds |
|---|---|
{rows}
"""
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(arguments: argparse.Namespace, docs: Path, command: str) -> None:
    """Run every test as `make test` does, and write what they took.

    Raises:
        BenchmarkError: a test failed; what it printed has been shown.
    """
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        begin = time.perf_counter()
        environment = {**os.environ, "PYTEST_ADDOPTS": f"-q --junit-xml={report.name}"}
        done = subprocess.run(["make", "test"], cwd=ROOT, env=environment, check=False)
        seconds = time.perf_counter() - begin
        if done.returncode != 0:
            raise BenchmarkError("tests: a test failed, so their times say nothing")
        cases = ET.parse(report.name).iter("testcase")
        times = Counter({f"{case.get('classname')}.{case.get('name')}": float(case.get("time", 0)) for case in cases})
    rows = "\n".join(f"| `{name.replace('|', ' ')}` | {taken:.1f} |" for name, taken in times.most_common(SLOWEST))
    figures = {"tests": len(times), "seconds": seconds, "workers": pytest_xdist_auto_num_workers(), "slowest": SLOWEST}
    text = PART.format(day=today(), command=command, machine=machine(), rows=rows, **figures)
    say(f"tests: {write_part(docs, 'tests', text)}")
