"""Asks GOV.UK through its Content API what its publisher did with a page.

A page of GOV.UK that was withdrawn still answers "200 OK"; the Content API says that it was. Fields as
in alphagov/publishing-api's content schemas and alphagov/content-store's presenter.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from privacy_notices.links.addresses import joined, parts_of
from privacy_notices.links.answer import Answer, Failure, Hop, Item, Response
from privacy_notices.links.page_content import html_as_text
from privacy_notices.years import day_in_words

MAX_REDIRECTS = 10
#: The Content API is asked once, and must answer within so many seconds: the page can be asked too.
ONE_TRY = (3.0,)
#: Called with an address, headers and the patience of each try, in seconds.
Get = Callable[[str, Mapping[str, str], Sequence[float]], Awaitable[Answer]]


@dataclass(frozen=True)
class GovUK:
    """GOV.UK at an origin like `https://www.gov.uk`; `get` fetches for it."""

    origin: str
    get: Get

    def holds(self, url: str) -> bool:
        """Say whether an address is one of GOV.UK's pages."""
        return url == self.origin or url.startswith((f"{self.origin}/", f"{self.origin}?", f"{self.origin}#"))

    async def ask(self, url: str, headers: Mapping[str, str], tries: Sequence[float], *, wants_page: bool) -> Answer:
        """Return what the Content API says, and the page where that says nothing or the page is wanted too."""
        hops: list[Hop] = []
        here = url
        while len(hops) <= MAX_REDIRECTS:
            if not self.holds(here):
                return _after(hops, await self.get(here, {}, tries))
            response = await self._look_up(here, headers if not hops else {})
            if response and response.status == 304:
                return Answer(tuple(hops), response)
            body = _read(response)
            target = redirect_in(body, parts_of(here).path) if body else ""
            if body is None or (body["schema_name"] == "redirect" and not target):
                if response and response.status == 410:
                    return Answer(tuple(hops), item=Item("gone"))
                return await self.with_publication(_after(hops, await self.get(here, {}, tries)))
            if target:
                here = joined(self.origin + "/", target)
                if not here:
                    return Answer(tuple(hops), failure=Failure.ASTRAY)
                if here in [url, *(hop.target for hop in hops)]:
                    return Answer((*hops, Hop(here, True)), failure=Failure.LOOP)
                hops.append(Hop(here, is_permanent=True))
                continue
            item = read_item(body, self.origin)
            if item.state == "live" and body.get("schema_name") == "html_publication":
                item = await self._with_parent(item, body)
            if wants_page and item.state == "live":
                return replace(_after(hops, await self.get(here, {}, tries)), item=item)
            validators = response.validators if response and not hops and item.state == "live" else {}
            return Answer(tuple(hops), item=item, validators=validators)
        return Answer(tuple(hops), failure=Failure.HOPS)

    async def with_publication(self, answer: Answer) -> Answer:
        """Return the answer for a file with the item of the publication that it belongs to, if that is withdrawn.

        Files name it in a header, `Link: <…>; rel="up"` (alphagov/asset-manager).
        """
        parent = answer.response.up if answer.response and answer.response.status < 300 else ""
        if not self.holds(parent):
            return answer
        body = _read(await self._look_up(parent, {}))
        item = read_item(body, self.origin) if body else None
        return replace(answer, item=item) if item and item.state == "withdrawn" else answer

    async def _with_parent(self, item: Item, body: Mapping[str, Any]) -> Item:
        parent = next(iter(_mappings(_mapping(body.get("links")).get("parent"))), {})
        path = parent.get("base_path")
        if parent.get("withdrawn") is not True and isinstance(path, str):
            above = _read(await self._look_up(self.origin + path, {}))
            if above and read_item(above, self.origin).state == "withdrawn":
                return replace(read_item(above, self.origin), updated_on=item.updated_on)
        withdrawn = Item("withdrawn", "it belongs to a withdrawn publication", updated_on=item.updated_on)
        return withdrawn if parent.get("withdrawn") is True else item

    async def _look_up(self, url: str, headers: Mapping[str, str]) -> Response | None:
        path = parts_of(url).path.rstrip("/") or "/"
        return (await self.get(f"{self.origin}/api/content{path}", headers, ONE_TRY)).response


def _after(hops: list[Hop], answer: Answer) -> Answer:
    return replace(answer, hops=(*hops, *answer.hops), validators={} if hops else answer.validators)


def _read(response: Response | None) -> dict[str, Any] | None:
    """Return the body of an item, or None where the Content API failed, knows nothing or says something else."""
    if response is None or response.status != 200:
        return None
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("schema_name"), str) else None


def redirect_in(body: Mapping[str, Any], path: str) -> str:
    """Return where an item sends readers of a path on to, or "".

    The exact entry counts first, then the longest prefix; `segments_mode: preserve`, the rule for prefixes,
    appends what follows the prefix.
    """
    if body.get("schema_name") != "redirect":
        return ""
    path, entries = path.rstrip("/") or "/", _mappings(body.get("redirects"))
    for entry in sorted(entries, key=lambda entry: (entry.get("type") != "exact", -len(str(entry.get("path"))))):
        start, target = str(entry.get("path", "")), str(entry.get("destination", ""))
        is_prefix = entry.get("type") == "prefix" and path.startswith(start.rstrip("/") + "/")
        if is_prefix and entry.get("segments_mode", "preserve") == "preserve":
            return target.rstrip("/") + path[len(start.rstrip("/")) :]
        if is_prefix or path == start:
            return target
    return ""


def read_item(body: Mapping[str, Any], origin: str) -> Item:
    """Return what an item says of itself; a `withdrawn_notice` counts only where it is not empty."""
    details = _mapping(body.get("details"))
    if body.get("schema_name") == "gone":
        path = details.get("alternative_path")
        replacement = joined(origin + "/", path) if isinstance(path, str) and path else ""
        return Item("gone", html_as_text(str(details.get("explanation") or "")), replacement)
    notes = _mappings(details.get("change_history"))
    latest = max(notes, key=lambda entry: str(entry.get("public_timestamp")), default={})
    note = html_as_text(str(latest.get("note") or ""))
    item = Item("live", updated_on=_day(body.get("public_updated_at")), change_note=note)
    notice = _mapping(body.get("withdrawn_notice"))
    if not notice:
        return item
    day = _day(notice.get("withdrawn_at"))
    said = html_as_text(str(notice.get("explanation") or ""))
    when = f"on {day_in_words(day)}" if day else ""
    return replace(item, state="withdrawn", reason=", ".join(filter(None, [when, said])))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
