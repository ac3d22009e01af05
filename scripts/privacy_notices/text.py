"""Text on its way out: into Markdown, into GitHub's log, onto one line."""

from __future__ import annotations


def plural(number: int, noun: str) -> str:
    """Return the number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_line(text: str, limit: int = 200) -> str:
    """Return what others wrote on one line, without signs that a terminal or a file would trip over, cut to length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def escape_markdown(text: str) -> str:
    """Return the text as it may stand in Markdown: every ASCII sign may stand behind a backslash.

    An @ is written as an entity, or GitHub would tell the person of that name.
    """
    written = "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+!|~" else c for c in text)
    return written.replace("&", "&amp;").replace("@", "&#64;")


def github_command(level: str, path: str, line: int, title: str, message: str) -> str:
    """Return a GitHub workflow command, which GitHub shows beside the line.

    Escapes as GitHub's toolkit does (actions/toolkit, `packages/core/src/command.ts`), so that no text of a notice
    can end a command or start another.
    """
    place = f"file={_escape_command(path, ':,')},line={line},title={_escape_command(title, ':,')}"
    return f"::{level} {place}::{_escape_command(message)}"


def _escape_command(text: str, also: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + also else c for c in text)
