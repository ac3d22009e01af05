"""Runs the project's commands in processes that are forked from one with all modules loaded: half a second less each.

`python -m tests.forking` is that process. Each line on its standard input is a job in JSON (`cwd`, `environment`,
`argv`, `out` and `err`); it answers with the exit code on a line of its own. A command finds its folder, environment,
arguments and output as in a process of its own, but it takes the modules of the package from here, and whatever Python
reads once when it starts (its hash seed, its locale) is as it was here.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

#: What Python reads when it starts, or the system's loader: a command that is given one of these needs its own process.
AT_START = ("PYTHON", "LC_", "LANG", "LD_", "HOME")


def can_fork(command: Sequence[str], folder: Path, environment: dict[str, str]) -> bool:
    """Say whether a command is a script of the project that may be run here."""
    is_script = len(command) > 1 and command[0] == "python" and command[1].startswith("scripts/")
    return is_script and (folder / command[1]).is_file() and not any(name.startswith(AT_START) for name in environment)


def run(folder: Path, command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script of the project and return what came of it, as `subprocess.run` does."""
    process = _forker()
    assert process.stdin
    assert process.stdout
    with TemporaryDirectory() as place:
        out, err = Path(place) / "out", Path(place) / "err"
        job = {
            "cwd": str(folder),
            "environment": environment,
            "argv": list(command[1:]),
            "out": str(out),
            "err": str(err),
        }
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        read = [path.read_text(encoding="utf-8", errors="replace") for path in (out, err)]
        return subprocess.CompletedProcess(list(command), code, *read)


@cache
def _forker() -> subprocess.Popen[str]:
    """Start the process; it ends with this one, which holds the other end of its pipe."""
    command = [sys.executable, "-m", "tests.forking"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _serve() -> None:
    import privacy_notices.draft_next_year
    import privacy_notices.importing.command
    import privacy_notices.links.command
    import privacy_notices.site.extension  # noqa: F401 - what commands would import

    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(job)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(job: dict[str, str | list[str] | dict[str, str]]) -> None:
    """Run the command in this process, and end it."""
    argv = job["argv"]
    assert isinstance(argv, list)
    for number, path in ((0, os.devnull), (1, str(job["out"])), (2, str(job["err"]))):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(path, flags, 0o600), number)
    os.chdir(str(job["cwd"]))
    os.environ.clear()
    os.environ.update(job["environment"])  # type: ignore[arg-type]
    time.tzset()
    sys.argv = argv
    code = 1
    try:
        runpy.run_path(argv[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - printed, as Python itself would, and the exit code is 1
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
