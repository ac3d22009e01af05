"""Judges an address by the answer to it: pure functions from an answer to a verdict."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from urllib.parse import unquote

from privacy_notices.links.addresses import is_same, names_in, parts_of, segments, with_fragment
from privacy_notices.links.answer import Answer, Failure, Item, Response
from privacy_notices.links.kinds import AWAY, FEW_WORDS, MISSING, NO_SITE, SIGN_IN, WALL, Kind, says_missing
from privacy_notices.links.page_content import Page
from privacy_notices.links.verdict import Outcome, Verdict
from privacy_notices.text import one_line

_HOME_NAMES = {"home", "homepage", "index", "default", "welcome", "main", "start"}
#: Folders in which content systems keep the home page.
_HOME_FOLDERS = {"pages", "sitepages", "site", "web", "guest", "public", "home"}
#: The languages in which home pages of sites for Britain are, without those that are also an abbreviation (it, hr).
_LANGUAGE = re.compile(r"(ar|bn|cy|de|en|es|fr|ga|gd|pl|pt|ro|ur|zh)(-[a-z]{2})?")
#: Parameters with which a redirect notes where it came from. Any other may name a page: "/?page_id=12".
_NOTE = re.compile(
    r"(utm_\w+|ref\w*|redirect\w*|return\w*|from|source|error\w*|e|404|status|lang|locale|session\w*|sid)",
    re.IGNORECASE,
)
#: Statuses that refuse this request and say nothing of the page. 400 and 406 are what some walls say to programs.
_REFUSALS = frozenset({400, 402, 405, 406, 409, 411, 412, 413, 415, 416, 417, 418, 421, 423, 424, 426, 428, 431})
_FOR_SOME = frozenset({401, 403, 407, 451})
#: Signs in a path that make servers answer 400, whoever asks.
_UNREADABLE_PATH = re.compile(r"%(?![0-9a-f]{2})|[<>*\"|\\^`{}]|%00", re.IGNORECASE)
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|zip)$", re.IGNORECASE)
_TRANSIENT = frozenset(
    {
        Failure.RESOLVER, Failure.UNREACHABLE, Failure.REFUSED, Failure.TIMEOUT, Failure.RESET, Failure.UNREADABLE,
        Failure.NO_TIME, Failure.STOPPED,
    }
)  # fmt: skip
_MAIL = re.compile(r"[^\s@,<>]+@[\w-]+(\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+?[\d\s().-]{3,}(;[\w=+.;-]+)?")


def judge_written(url: str) -> Outcome:
    """Return the outcome for an e-mail address or a telephone number."""
    scheme, _, rest = url.partition(":")
    written = unquote(rest.partition("?")[0])
    if scheme.lower() == "mailto":
        good = all(_MAIL.fullmatch(part.strip()) for part in written.split(","))
        return Outcome(Verdict.OK, "is an e-mail address") if good else _broken("this is not an e-mail address")
    good = _TELEPHONE.fullmatch(written) is not None and sum(map(str.isdigit, written)) >= 3
    return Outcome(Verdict.OK, "is a telephone number") if good else _broken("this is not a telephone number")


def judge(url: str, answer: Answer) -> Outcome:
    """Return the outcome for an address, from the answer to it."""
    final = answer.hops[-1].target if answer.hops else url
    outcome = replace(_outcome(url, final, answer), final_url=with_fragment(final, url))
    if answer.item:
        outcome = replace(outcome, updated_on=answer.item.updated_on, change_note=answer.item.change_note)
    return outcome


def _outcome(url: str, final: str, answer: Answer) -> Outcome:
    if answer.item and answer.item.state != "live":
        return _not_live(answer.item)
    if answer.failure:
        return _failed(answer.failure, answer.detail)
    if answer.response is None:
        return _sent_home(url, final, answer) or _alive(url, answer)
    return (
        _by_status(url, final, answer, answer.response)
        or _by_address(url, final, answer, answer.response.page)
        or _by_page(url, final, answer, answer.response)
        or _alive(url, answer)
    )


def _not_live(item: Item) -> Outcome:
    verdict, words = (Verdict.WITHDRAWN, "withdrawn") if item.state == "withdrawn" else (Verdict.GONE, "taken away")
    said = f": {one_line(item.reason)}" if item.reason else ""
    return Outcome(verdict, f"the publisher has {words} it{said}", suggested_url=item.replacement)


def _failed(failure: Failure, detail: str) -> Outcome:
    words = f"{failure} ({one_line(detail)})" if detail else str(failure)
    if failure is Failure.UNSAFE:
        return Outcome(Verdict.UNSAFE, words)
    if failure is Failure.HALF_CERTIFICATE:
        return Outcome(Verdict.BLOCKED, words)
    return Outcome(Verdict.UNKNOWN, words) if failure in _TRANSIENT else _broken(words)


def _by_status(url: str, final: str, answer: Answer, response: Response) -> Outcome | None:
    status = response.status
    if response.is_wall:
        return Outcome(Verdict.BLOCKED, f"{WALL.reason} ({status})", is_walled=True)
    if status in _FOR_SOME:
        return Outcome(Verdict.BLOCKED, f"it lets only some readers in ({status})", is_walled=status == 403)
    if response.is_still_made:
        return Outcome(Verdict.UNKNOWN, "the site is still making it ready (202)")
    if answer.may_pass:
        return Outcome(Verdict.UNKNOWN, f"the site had a fault of its own ({status})")
    if status == 410:
        return Outcome(Verdict.GONE, "the site says that it is gone for good (410)")
    if answer.hops and MISSING.is_at(final) and not MISSING.is_at(url):
        return Outcome(Verdict.GONE, "the site sends readers to an error page")
    if status in _REFUSALS and not (status == 400 and _UNREADABLE_PATH.search(parts_of(final).path)):
        return Outcome(Verdict.BLOCKED, f"it does not answer programs ({status})", is_walled=status in (400, 406))
    if 200 <= status < 300 or (status == 300 and response.page and not response.page.is_bare):
        return None
    return _broken(f"the site says that there is no such page ({status})")


def _by_address(url: str, final: str, answer: Answer, page: Page | None) -> Outcome | None:
    """Judge by where readers are sent on to."""
    if not answer.hops:
        return None
    if "aspxerrorpath=" in final.lower():
        return Outcome(Verdict.GONE, "the site sends readers to an error page")
    for kind in (WALL, NO_SITE, AWAY):
        if kind.is_at(final) and not kind.is_at(url) and (page is None or page.count <= kind.most_words):
            return Outcome(kind.verdict, kind.reason, is_walled=kind is WALL)
    if _is_sign_in(final, page) and not _is_sign_in(url, None):
        return Outcome(Verdict.BLOCKED, "the site asks readers to sign in")
    return _sent_home(url, final, answer)


def _by_page(url: str, final: str, answer: Answer, response: Response) -> Outcome | None:
    """Judge by what was sent."""
    page = response.page
    if page is None:
        return None if response.body else _broken("the page is empty")
    if page.is_bare:
        return _broken("the page is empty")
    if page.is_marked_withdrawn:
        return Outcome(Verdict.WITHDRAWN, "the page says that it is withdrawn")
    if NO_SITE.is_shown(page):
        return _told(NO_SITE, page)
    if says_missing(page):
        return _told(MISSING, page)
    if AWAY.is_shown(page):
        return _told(AWAY, page)
    if _FILE.search(parts_of(final).path) and not page.shows_file and not _is_drawn(page):
        return _broken("a file was here, and now there is a page in its place")
    anchor = _anchor(url, answer)
    if response.is_whole and not _leads_somewhere(anchor, page):
        return _broken(f'the page has no place called "#{one_line(anchor, 80)}"')
    return None


def _told(kind: Kind, page: Page) -> Outcome:
    return Outcome(kind.verdict, f'{kind.reason}: "{one_line(page.title, 80)}"')


def _sent_home(url: str, final: str, answer: Answer) -> Outcome | None:
    if answer.hops and _is_home(final) and not _is_home(url):
        return Outcome(Verdict.GONE, "the site sends readers to its home page")
    return None


def _alive(url: str, answer: Answer) -> Outcome:
    """Return the outcome for a page that is there: it has moved if readers are redirected permanently."""
    lasting = [hop.target for hop in takewhile(lambda hop: hop.is_permanent, answer.hops)]
    suggested = with_fragment(lasting[-1], url) if lasting else url
    if is_same(suggested, url):
        return Outcome(Verdict.OK, "is there")
    return Outcome(Verdict.MOVED, "has moved for good", suggested_url=suggested)


def _broken(reason: str) -> Outcome:
    return Outcome(Verdict.BROKEN, reason)


def _anchor(url: str, answer: Answer) -> str:
    """Return the place that the notice asks for: none where a redirect names another, as browsers follow that one."""
    return "" if any("#" in hop.target for hop in answer.hops) else parts_of(url).fragment


def _leads_somewhere(fragment: str, page: Page) -> bool:
    """Say whether a fragment can be followed. States of scripts, `#top` and text fragments need no place."""
    name = fragment.partition(":~:")[0]
    if not name or name.lower() == "top" or name.startswith(("!", "/")) or "=" in name:
        return True
    return page.has_anchor(name) or _is_drawn(page)


def _is_drawn(page: Page) -> bool:
    """Say whether scripts draw what readers see."""
    return page.has_scripts and page.count <= FEW_WORDS


def _is_sign_in(url: str, page: Page | None) -> bool:
    names = [names_in(url)[0], *segments(url)]
    return any(map(SIGN_IN.fullmatch, names)) or (page is not None and page.asks_password)


def _is_home(url: str) -> bool:
    parts = parts_of(url)
    if any(not _NOTE.fullmatch(part.partition("=")[0]) for part in parts.query.split("&") if part):
        return False
    *folders, last = segments(url) or [""]
    in_folders = all(name in _HOME_FOLDERS or _LANGUAGE.fullmatch(name) for name in folders)
    return in_folders and (last in {"", *_HOME_NAMES} or _LANGUAGE.fullmatch(last) is not None)
