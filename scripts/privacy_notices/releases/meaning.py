"""What a release means for one school, in plain English: a comparison of what two releases say of its notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from privacy_notices.data_files import DataModel, read_bytes
from privacy_notices.text import plural

#: So many pages are named; of more there is their number.
_MOST_PAGES = 8


class Seen(DataModel):
    """What a release sees in the notices of a school, by their files: what it asks of each, and what it finds in it.

    `asked` has the ids of requirements, each with what to write and who asks; `found` the lines of findings.
    """

    asked: dict[str, dict[str, str]]
    found: dict[str, list[str]]


def meaning(before: Seen, after: Seen, old_site: Path | None, new_site: Path | None) -> Iterator[str]:
    """Yield what is asked, found and shown otherwise than before, a line each."""
    for name in after.found:
        was, now = before.asked.get(name, {}), after.asked.get(name, {})
        yield from (f"{name}: newly asked: {now[each]} {{#{each}}}" for each in now if each not in was)
        yield from (
            f"{name}: asked otherwise: {now[each]} {{#{each}}}" for each in now if was.get(each, now[each]) != now[each]
        )
        yield from (f"{name}: no longer asked: {was[each]} {{#{each}}}" for each in was if each not in now)
        known = before.found.get(name, [])
        yield from (f"Newly found: {line}" for line in after.found[name] if line not in known)
        gone = sum(line not in after.found[name] for line in known)
        if gone:
            yield f"{name}: {plural(gone, 'finding')} of the old release {'is' if gone == 1 else 'are'} gone."
    if before == after:
        yield "Nothing else is asked of your notices, and nothing else is found in them."
    if old_site is None or new_site is None:
        which = "old" if new_site else "new"
        yield f"The {which} release cannot build the site, so what looks different cannot be told."
    else:
        yield from _looks(old_site, new_site)


def _looks(old: Path, new: Path) -> Iterator[str]:
    pages = {folder: {page.parent.relative_to(folder) for page in folder.rglob("index.html")} for folder in (old, new)}
    for what, names in (("New page", pages[new] - pages[old]), ("No longer there", pages[old] - pages[new])):
        if names:
            yield f"{what}: {_listed(names)}."
    both = {
        folder: {name: read_bytes(folder / name / "index.html") for name in pages[old] & pages[new]} for folder in pages
    }
    otherwise = {name for name, page in both[old].items() if _words(page) != _words(both[new][name])}
    look = {name for name, page in both[old].items() if page != both[new][name]} - otherwise
    yield f"Other words around the notices: {_listed(otherwise)}." if otherwise else "No page says anything else."
    if look:
        yield f"Other markup, same words: {plural(len(look), 'page')}."
    if styles := _styles(old, new):
        yield f"Looks or behaves differently: {', '.join(styles)}."
    yield _versions(both[old], both[new])


def _listed(names: set[Path]) -> str:
    written = [f"/{name.as_posix()}/".replace("/./", "/") for name in sorted(names)]
    rest = len(written) - _MOST_PAGES
    return ", ".join(written[:_MOST_PAGES]) + (f" and {rest} more" if rest > 0 else "")


def _words(page: bytes) -> str:
    body = LexborHTMLParser(page).body
    return " ".join(body.text(separator=" ").split()) if body else ""


def _styles(old: Path, new: Path) -> list[str]:
    """Return the names of the style sheets and scripts that are new or differ."""
    files = sorted(path.relative_to(new) for path in (new / "_static").rglob("*") if path.suffix in (".css", ".js"))
    return [
        path.name for path in files if not (old / path).exists() or read_bytes(old / path) != read_bytes(new / path)
    ]


def _versions(old: dict[Path, bytes], new: dict[Path, bytes]) -> str:
    versions = [name for name in old if name.parts[:1] == ("versions",)]
    changed = {name for name in versions if _notice(old[name]) != _notice(new[name])}
    if changed:
        return f"Do not publish this: the words of published versions would be different: {_listed(changed)}."
    if not versions:
        return "No version is published yet, so there are no words that have to stay."
    return f"{plural(len(versions), 'published version')}: the words of each are the same, byte for byte."


def _notice(page: bytes) -> str | None:
    found = LexborHTMLParser(page).css_first("#notice-text")
    return found.text() if found else None
