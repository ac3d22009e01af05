"""Turns old kinds of documents (.doc, .odt, .rtf) into Word's of today, with LibreOffice where it is installed.

LibreOffice gets a profile of its own, which trusts no document: no macro runs, and a window that is open elsewhere
does not answer for it. How long it may take is bounded by read.py, as for every reader.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from privacy_notices.errors import CannotImportError

#: How LibreOffice shall read each: left to itself, it takes a damaged file for plain text.
_FILTERS = {".doc": "MS Word 97", ".odt": "writer8", ".rtf": "Rich Text Format"}


def as_word(data: bytes, suffix: str) -> bytes:
    """Return a document as .docx.

    Raises:
        CannotImportError: LibreOffice is not installed, or cannot open the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise CannotImportError(
            f'a file of the type "{suffix}" needs LibreOffice, which is not installed here. Open the file in Word, '
            "save it as .docx, and import that"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / f"old{suffix}", folder / "new" / "old.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = [
            f"--infilter={_FILTERS[suffix]}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(target.parent),
            str(source),
        ]
        _run([program, profile, "--headless", "--norestore", *convert])
        if not target.is_file():
            raise CannotImportError("LibreOffice cannot open it. Save it as .docx in Word, and import that")
        return target.read_bytes()


def _run(command: list[str]) -> None:
    """Run a program, and end it with all that it started if it is given up."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait()
    finally:
        with suppress(ProcessLookupError):  # It has ended, as it should.
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
