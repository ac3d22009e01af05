"""Looks at the archives' copies of pages that are no longer there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlunsplit

from privacy_notices.links.addresses import parts_of
from privacy_notices.links.checked import Checked
from privacy_notices.links.fetch import ONE_TRY, Fetcher
from privacy_notices.links.judge import judge
from privacy_notices.links.stopping import Stop
from privacy_notices.links.verdict import Verdict


@dataclass(frozen=True)
class Copies:
    """The archives, asked through `fetcher`; `origin` replaces both of them (tests)."""

    fetcher: Fetcher
    origin: str = ""

    async def found(self, checked: Sequence[Checked], deadline: float, stop: Stop) -> list[Checked]:
        """Return the same addresses, with the copies that could be seen until the deadline or the stop."""
        tasks = [asyncio.create_task(self._seen(each)) for each in checked]
        everything = asyncio.gather(*tasks, return_exceptions=True)
        await stop.or_any(everything, until=deadline)
        for task in tasks:
            task.cancel()
        seen = zip(checked, await everything, strict=True)
        return [each if isinstance(found, BaseException) else found for each, found in seen]

    async def _seen(self, checked: Checked) -> Checked:
        if not checked.archive_url or not checked.url.startswith("http"):
            return checked
        asked = checked.archive_url
        if self.origin:
            asked = self.origin + urlunsplit(parts_of(asked)._replace(scheme="", netloc=""))
        found = judge(asked, await self.fetcher.get(asked, {}, ONE_TRY))
        is_there = found.verdict in (Verdict.OK, Verdict.MOVED) and checked.url.partition("://")[2] in found.final_url
        return replace(checked, archive_url=found.final_url, archive_seen=True) if is_there else checked
