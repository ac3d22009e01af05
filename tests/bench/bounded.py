"""Runs a command within a time limit: `bounded.py SECONDS FIGURES.json COMMAND…`, and writes down what it took.

A process of its own, and a small one: Linux counts the memory of whoever starts a command as the command's own peak.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

SECONDS_TO_END = 10  # from being asked to end until being killed


def main(limit: float, figures: Path, command: list[str]) -> None:
    """Wait for the command; after `limit` seconds interrupt it, so that it can save what it knows, then kill it."""
    asked = False
    begin = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)

    def end(*_: object) -> None:
        nonlocal asked
        os.kill(child, signal.SIGKILL if asked else signal.SIGINT)
        asked = True

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, limit, SECONDS_TO_END)
    try:
        _, status, usage = os.wait4(child, 0)
    except KeyboardInterrupt:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    wall = time.perf_counter() - begin
    taken = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss, "is_cut_off": asked}
    figures.write_text(json.dumps(taken | {"exit": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
