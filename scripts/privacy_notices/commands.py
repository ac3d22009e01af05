"""The one frame of all commands: how a command ends, whatever happens in it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from typing import NoReturn

from privacy_notices.errors import NoticesError

#: What the shell says of a program that Ctrl-C (SIGINT), or the end of who reads it (SIGPIPE), has ended.
INTERRUPTED, UNREAD = 130, 141
#: A fault of the program: no other outcome of a command has this code.
FAULT = 4


def run(main: Callable[[], int]) -> NoReturn:
    """Run a command and exit with its code; an error of ours is printed as its message alone.

    A fault of the program keeps its traceback, for whoever mends it.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # The name of a file may hold what no encoding has.
    sys.exit(_code(main))


def _code(main: Callable[[], int]) -> int:
    try:
        code = main()
        sys.stdout.flush()
    except NoticesError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python would try to write the rest once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except Exception:  # noqa: BLE001 - or its exit code would be 1, which says that notices or links have faults
        traceback.print_exc()
        sys.stderr.write("This is a fault of the program, not yours. Send these lines to whoever looks after it.\n")
        return FAULT
    return code
