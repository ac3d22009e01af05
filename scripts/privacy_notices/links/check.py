"""Checks links: collects them, asks for each page once, and gives a verdict on each.

There is no network where nothing answers at all: no connection, no refusal, nothing for 100 seconds. Then one address
whose name is unknown proves nothing; beside a site that answers, it is `broken`.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from traceback import extract_tb

from privacy_notices.errors import NoNetworkError
from privacy_notices.links.addresses import parts_of, without_fragment
from privacy_notices.links.answer import NOT_ASKED, Answer, Failure
from privacy_notices.links.checked import Checked, owners_that_block
from privacy_notices.links.collect import Location, Places
from privacy_notices.links.copies import Copies
from privacy_notices.links.fetch import TRIES, Fetcher
from privacy_notices.links.govuk import GovUK
from privacy_notices.links.judge import judge, judge_written
from privacy_notices.links.records import KeptLinks
from privacy_notices.links.state import State
from privacy_notices.links.stopping import Stop, stopped_by_signals
from privacy_notices.links.transport import Budget
from privacy_notices.links.verdict import DEAD, Outcome, Verdict, needs_network
from privacy_notices.text import one_line

#: Says nothing of the site, so three such runs do not make a link broken.
_NOT_ITS_FAULT = NOT_ASKED | {Failure.UNREADABLE}
_LOG = logging.getLogger(__name__)
FAULT = "This is a fault of the program, not of the link: send this line to whoever looks after the program."
#: Nothing answered for so long: there is no network.
NO_NETWORK_SECONDS = 100.0
#: A run may take this long, and for each address of the host that has most this much more.
BASE_SECONDS, SECONDS_A_LINK = 180.0, 10.0


@dataclass(frozen=True)
class Seen:
    """What a run saw of every address, in order; `stopped_by` is the signal that ended it early, or 0."""

    links: list[Checked]
    stopped_by: int = 0


@dataclass
class LinkCheck:
    """A check of links.

    `places` are the addresses and where they are; `kept` is links.toml; `state` is what the run before left, and is
    brought up to date; `say` shows a line to whoever looks on, and `asked` that another page is done; `before` has the
    paths with their addresses that cannot fail the run; `copies` looks at the archives.
    """

    places: Places
    fetcher: Fetcher
    kept: KeptLinks
    state: State
    today: date
    say: Callable[[str], object]
    asked: Callable[[], object]
    govuk_origin: str = "https://www.gov.uk"
    before: Collection[tuple[str, str]] = ()
    copies: Copies | None = None

    def __post_init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.pages: defaultdict[str, list[str]] = defaultdict(list)
        for url in filter(needs_network, self.places):
            self.pages[without_fragment(url)].append(url)
        hosts = Counter(parts_of(url).netloc for url in self.places if needs_network(url))
        self.most_seconds = BASE_SECONDS + SECONDS_A_LINK * max(hosts.values(), default=0)

    def run(self) -> Seen:
        """Check every address.

        Raises:
            NoNetworkError: no site answered at all; the state is as it was.
        """
        return asyncio.run(self._run())

    async def _run(self) -> Seen:
        deadline = asyncio.get_running_loop().time() + self.most_seconds
        with stopped_by_signals() as stop:
            async with self.fetcher:
                await self._ask_all(deadline, stop)
                outcomes = self._outcomes(Failure.STOPPED if stop.signal else Failure.NO_TIME)
                checked = [self._checked(url, outcome) for url, outcome in outcomes.items()]
                if self.copies:
                    checked = await self.copies.found(checked, deadline, stop)
            return Seen(checked, stop.signal)

    async def _ask_all(self, deadline: float, stop: Stop) -> None:
        """Ask for every page until the deadline, or the stop; raise NoNetworkError where nothing answers."""
        tasks = [asyncio.create_task(self._ask(page)) for page in self.pages]
        everything, contact = asyncio.gather(*tasks), asyncio.create_task(self.fetcher.contact.wait())
        now = asyncio.get_running_loop().time()
        try:
            await stop.or_any(everything, contact, until=now + NO_NETWORK_SECONDS)
            if not (stop.signal or self._has_network()):
                raise NoNetworkError("No network: none of the sites answered, so nothing could be checked.")
            minutes = f"{self.most_seconds / 60:.0f} minutes"
            self.say(f"Asking for {len(self.pages)} pages. This ends within {minutes}, whatever the sites do.\n")
            await stop.or_any(everything, until=deadline)
            if not self._has_network():
                self.answers.clear()  # stopped before anything answered: nothing was seen
            if everything.done():
                everything.result()
        finally:
            for task in (contact, *tasks):
                task.cancel()
            await asyncio.gather(everything, contact, *tasks, return_exceptions=True)

    def _has_network(self) -> bool:
        """Say whether a site answered, or none could have."""
        could = [page for page in self.pages if page not in self.answers or self.answers[page].failure not in NOT_ASKED]
        return self.fetcher.contact.is_set() or not could

    async def _ask(self, page: str) -> None:
        get = partial(self.fetcher.get, budget=Budget())
        govuk = GovUK(self.govuk_origin, get)
        headers = self._validators(page)
        try:
            if govuk.holds(page):
                wants_page = any("#" in url for url in self.pages[page])
                answer = await govuk.ask(page, headers, TRIES, wants_page=wants_page)
            else:
                answer = await govuk.with_publication(await get(page, headers, TRIES))
        except Exception as error:  # noqa: BLE001 - whatever one site does, the others get their verdicts
            answer = Answer(failure=Failure.UNREADABLE)
            _report_fault(page, error)
        self.answers[page] = answer
        self.asked()

    def _validators(self, page: str) -> Mapping[str, str]:
        """Return the headers that ask for changes only, where the last run knew all that is asked of the page."""
        before = [self.state.links.get(url) for url in self.pages[page]]
        return before[0].validators if all(before) and before[0] else {}

    def _outcomes(self, otherwise: Failure) -> dict[str, Outcome]:
        """Judge every address; a page that was not asked for in time has the other failure."""
        answers = {url: self.answers.get(without_fragment(url), Answer(failure=otherwise)) for url in self.places}
        outcomes = {url: self._outcome(url, answer) for url, answer in answers.items()}
        is_blocked = bool(owners_that_block(outcomes))
        for url, answer in answers.items():
            # What is no fault of the site is not remembered as one.
            if (
                needs_network(url)
                and answer.failure not in _NOT_ITS_FAULT
                and not (is_blocked and outcomes[url].is_walled)
            ):
                before = self.state.links.get(url)
                validators = before.validators if before and _is_unchanged(answer) else answer.validators
                outcomes[url] = self.state.note(url, outcomes[url], validators)
        return outcomes

    def _outcome(self, url: str, answer: Answer) -> Outcome:
        before = self.state.links.get(url)
        try:
            if not needs_network(url):
                return judge_written(url)
            return before if before and _is_unchanged(answer) else judge(url, answer)
        except Exception as error:  # noqa: BLE001 - whatever one site has sent, the others get their verdicts
            _report_fault(url, error)
            return judge(url, Answer(failure=Failure.UNREADABLE))

    def _checked(self, url: str, outcome: Outcome) -> Checked:
        locations = tuple(self.places[url])
        is_unsafe, is_dead = outcome.verdict is Verdict.UNSAFE, outcome.verdict in DEAD
        failing = tuple(
            place
            for place in locations
            if (is_unsafe or (is_dead and not place.frozen)) and (place.path, url) not in self.before
        )
        days = [place.days.first for place in locations if place.days]
        archive_url = self.kept.nearest_copy(url, min(days, default=self.today)) if is_dead else ""
        return Checked(url, outcome, locations, failing, archive_url, is_news=self._is_news(outcome, locations))

    def _is_news(self, outcome: Outcome, locations: Sequence[Location]) -> bool:
        """Say whether the page changed after the links of a notice that can be changed were last reviewed."""
        first_days = {Path(place.path).stem: place.days.first for place in locations if place.days and not place.frozen}
        reviewed = [self.kept.reviewed.get(year, day) for year, day in first_days.items()]
        return outcome.updated_on is not None and any(outcome.updated_on > day for day in reviewed)


def _is_unchanged(answer: Answer) -> bool:
    return answer.response is not None and answer.response.status == 304 and not answer.hops


def _report_fault(url: str, error: Exception) -> None:
    """Write down a fault of ours with its place, in one line, for whoever mends it."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "privacy_notices" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    what = f"{one_line(url)}: {type(error).__name__} at {place}: {one_line(str(error))}"
    _LOG.error("%s. %s", what, FAULT)
