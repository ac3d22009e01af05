"""Makes the PDF copies with Typst, and only those whose words, template, fonts or Typst have changed."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from privacy_notices.data_files import write_whole
from privacy_notices.site.pdf.typesetting import Typesetter

Copy = dict[str, Any]


def write_copies(copies: Mapping[Path, Copy], template: Path, fonts: Path) -> list[str]:
    """Make each file the PDF copy of what it is to say, but for those that are; the same words are set once.

    A file names among its keywords the digest of what it was made from.

    Args:
        copies: what each copy says, as `docs/theme/pdf.typ` reads it.
        template: that file; what it imports is beside it.
        fonts: the folder of the fonts; no other font is used, so the bytes are the same on every machine.

    Returns:
        A line for each thing in which a copy differs from its page.

    Raises:
        PdfError: Typst failed, also without the words' layout.
    """
    listed = sorted((font.name, font.stat().st_size) for font in fonts.iterdir())
    templates = [path.read_bytes() for path in sorted(template.parent.glob("*.typ"))]
    program = repr((version("typst"), listed, templates)).encode()
    jobs: dict[str, tuple[str, list[Path]]] = {}
    for path, copy in copies.items():
        text = json.dumps(copy, ensure_ascii=False)
        digest = hashlib.sha256(program + text.encode()).hexdigest()
        if not path.exists() or digest.encode() not in path.read_bytes():
            jobs.setdefault(digest, (text, []))[1].append(path)
    if not jobs:
        return []
    typesetter = Typesetter(template, fonts)

    def make(job: tuple[str, tuple[str, list[Path]]]) -> list[str]:
        digest, (text, paths) = job
        pdf, remarks = typesetter.typeset(paths[0], json.loads(text), digest)
        for path in paths:
            write_whole(path, pdf)
        return [f"{path}: {remark}" for path in paths for remark in remarks]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made: Iterable[list[str]] = pool.map(make, jobs.items())
        if sys.stderr.isatty():
            made = _shown(made, len(jobs))
        return [line for lines in made for line in lines]


def _shown(made: Iterable[list[str]], total: int) -> Iterable[list[str]]:
    """Show on the terminal how far it is."""
    from rich.console import Console  # Imported here: most builds have no terminal, or nothing to make.
    from rich.progress import track

    return track(made, "PDF copies", total=total, console=Console(stderr=True), transient=True)
