"""Checks links: collects them, asks for each page once, and gives a verdict on each.

There is no network where nothing answers at all: no connection, no refusal, nothing for 100 seconds. Then one address
whose name is unknown proves nothing; beside a site that answers, it is `broken`.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from privacy_notices.errors import NoNetworkError
from privacy_notices.links.answer import Answer, Failure
from privacy_notices.links.collect import Location, Places
from privacy_notices.links.fetch import TRIES, Fetcher
from privacy_notices.links.govuk import GovUK
from privacy_notices.links.guard import Address
from privacy_notices.links.judge import DEAD, Outcome, Verdict, judge, judge_written, needs_network
from privacy_notices.links.records import KeptLinks
from privacy_notices.links.state import State

#: Nothing answered for so long: there is no network.
NO_NETWORK_SECONDS = 100.0
#: A run may take this long, and for each address of the host that has most this much more.
BASE_SECONDS, SECONDS_A_LINK = 180.0, 10.0


@dataclass(frozen=True)
class Settings:
    """How to ask, and on which day. `archive_origin` replaces both archives (tests)."""

    today: date
    user_agent: str
    govuk_origin: str = "https://www.gov.uk"
    rate: float = 1.0
    allowed: Sequence[Address] = ()
    ca_file: Path | None = None
    archive_origin: str = ""
    finds_copies: bool = False


@dataclass(frozen=True)
class Checked:
    """An address with the verdict on it.

    `failing` are the places that have to be mended; `archive_seen` says that the run has looked at the copy;
    `is_news` that the publisher changed the page after the notice's links were last reviewed.
    """

    url: str
    outcome: Outcome
    locations: tuple[Location, ...]
    failing: tuple[Location, ...] = ()
    archive_url: str = ""
    archive_seen: bool = False
    is_news: bool = False

    @property
    def is_frozen(self) -> bool:
        """Whether the address is only where nothing is changed any more."""
        return all(location.frozen for location in self.locations)


def run_bound(places: Places) -> float:
    """Return the seconds after which a run ends, whatever the sites do."""
    hosts = Counter(urlsplit(url).netloc for url in places if needs_network(url))
    return BASE_SECONDS + SECONDS_A_LINK * max(hosts.values(), default=0)


def check_links(
    places: Places,
    settings: Settings,
    kept: KeptLinks,
    state: State,
    is_new: Callable[[Location, str], bool],
    begun: Callable[[], None],
    progress: Callable[[], None],
) -> list[Checked]:
    """Check every address and return them in order; `state` is brought up to date.

    Args:
        places: the addresses and their places.
        settings: how to ask.
        kept: links.toml.
        state: what the run before left.
        is_new: says whether an address at a place can fail the run.
        begun: called once there is a network.
        progress: called for each page that is done.

    Raises:
        NoNetworkError: no site answered at all; the state is as it was.
        FileError: the file of the certificate authority cannot be read.
    """
    return asyncio.run(_Run(places, settings, kept, state, is_new, begun, progress).check())


@dataclass
class _Run:
    places: Places
    settings: Settings
    kept: KeptLinks
    state: State
    is_new: Callable[[Location, str], bool]
    begun: Callable[[], None]
    progress: Callable[[], None]

    def __post_init__(self) -> None:
        settings = self.settings
        self.fetcher = Fetcher(settings.user_agent, settings.rate, settings.allowed, settings.ca_file)
        self.govuk = GovUK(settings.govuk_origin.rstrip("/"), self.fetcher.get)
        self.answers: dict[str, Answer] = {}
        self.pages: defaultdict[str, list[str]] = defaultdict(list)
        for url in filter(needs_network, self.places):
            self.pages[url.partition("#")[0]].append(url)

    async def check(self) -> list[Checked]:
        deadline = asyncio.get_running_loop().time() + run_bound(self.places)
        async with self.fetcher:
            await self.ask_all(deadline)
            outcomes = {url: self.outcome(url) if needs_network(url) else judge_written(url) for url in self.places}
            checked = [self.checked(url, outcome) for url, outcome in outcomes.items()]
            if self.settings.finds_copies:
                checked = await asyncio.gather(*(self.with_copy(each, deadline) for each in checked))
        return checked

    async def ask_all(self, deadline: float) -> None:
        """Ask for every page until the deadline; raise NoNetworkError where nothing answers."""
        tasks = [asyncio.create_task(self.ask(page)) for page in self.pages]
        contact = asyncio.create_task(self.fetcher.contact.wait())
        try:
            await self.wait_for_contact(tasks, contact)
            self.begun()
            if tasks:
                await asyncio.wait(tasks, timeout=deadline - asyncio.get_running_loop().time())
        finally:
            for task in [contact, *tasks]:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def wait_for_contact(self, tasks: Sequence[asyncio.Task[None]], contact: asyncio.Task[bool]) -> None:
        """Wait until a site answers; raise NoNetworkError where none does, though one could have."""
        if not tasks:
            return
        done = asyncio.ensure_future(asyncio.wait(tasks))
        await asyncio.wait({done, contact}, timeout=NO_NETWORK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        needless = {Failure.UNSAFE, Failure.ADDRESS}
        asked = [page for page in self.pages if page not in self.answers or self.answers[page].failure not in needless]
        if asked and not self.fetcher.contact.is_set():
            raise NoNetworkError("No network: none of the sites answered, so nothing could be checked.")

    async def ask(self, page: str) -> None:
        headers = self.validators(page)
        if self.govuk.holds(page):
            wants_page = any("#" in url for url in self.pages[page])
            answer = await self.govuk.ask(page, headers, TRIES, wants_page=wants_page)
        else:
            answer = await self.govuk.with_publication(await self.fetcher.get(page, headers, TRIES))
        self.answers[page] = answer
        self.progress()

    def validators(self, page: str) -> Mapping[str, str]:
        """Return the headers that ask for changes only, where the last run knew all that is asked of the page."""
        before = [self.state.links.get(url) for url in self.pages[page]]
        return before[0].validators if all(before) and before[0] else {}

    def outcome(self, url: str) -> Outcome:
        answer = self.answers.get(url.partition("#")[0], Answer(failure=Failure.NO_TIME))
        before = self.state.links.get(url)
        if answer.response and answer.response.status == 304 and before and not answer.hops:
            return self.state.note(url, before.outcome, before.validators)
        return self.state.note(url, judge(url, answer), answer.validators)

    def checked(self, url: str, outcome: Outcome) -> Checked:
        locations = tuple(self.places[url])
        is_unsafe, is_dead = outcome.verdict is Verdict.UNSAFE, outcome.verdict in DEAD
        failing = tuple(
            place for place in locations if (is_unsafe or (is_dead and not place.frozen)) and self.is_new(place, url)
        )
        days = [place.days.first for place in locations if place.days]
        archive_url = self.kept.nearest_copy(url, min(days, default=self.settings.today)) if is_dead else ""
        return Checked(url, outcome, locations, failing, archive_url, is_news=self.is_news(outcome, locations))

    def is_news(self, outcome: Outcome, locations: Sequence[Location]) -> bool:
        """Say whether the page changed after the links of a notice that can be changed were last reviewed."""
        first_days = {Path(place.path).stem: place.days.first for place in locations if place.days and not place.frozen}
        reviewed = [self.kept.reviewed.get(year, day) for year, day in first_days.items()]
        return outcome.updated_on is not None and any(outcome.updated_on > day for day in reviewed)

    async def with_copy(self, checked: Checked, deadline: float) -> Checked:
        """Look at the archive's nearest copy of a page that is no longer there."""
        if not checked.archive_url or not checked.url.startswith("http"):
            return checked
        asked = checked.archive_url
        if self.settings.archive_origin:
            asked = self.settings.archive_origin + urlsplit(asked)._replace(scheme="", netloc="").geturl()
        try:
            async with asyncio.timeout_at(deadline):
                found = judge(asked, await self.fetcher.get(asked, {}, 1))
        except TimeoutError:
            return checked
        is_there = found.verdict in (Verdict.OK, Verdict.MOVED) and checked.url.partition("://")[2] in found.final_url
        return replace(checked, archive_url=found.final_url, archive_seen=True) if is_there else checked


def counts(checked: Sequence[Checked]) -> dict[str, int]:
    """Return how many addresses have each verdict, those with none included."""
    found = Counter(each.outcome.verdict for each in checked)
    return {verdict.value: found[verdict] for verdict in Verdict}


def now() -> datetime:
    """Return the time of a run, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
