"""Judges an address by the answer to it: pure functions from an answer to a verdict."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from privacy_notices.links.addresses import is_same, parts_of, with_fragment
from privacy_notices.links.answer import FEW_WORDS, Answer, Failure, Item, Response
from privacy_notices.links.page_content import Page
from privacy_notices.links.verdict import Outcome, Verdict
from privacy_notices.text import one_line

_HOME = re.compile(r"/?((home|index|default|welcome)(\.\w+)?|[a-z]{2}(-[a-z]{2})?)?/?", re.IGNORECASE)
_ERROR_PAGE = re.compile(
    r"(http|error|status)?[-_]?(404|410)([-_]?error)?|errors?|(page|file)?[-_]?not[-_]?found(error)?"
    r"|(generic|server)[-_]?error|error[-_]?page",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(r"log[-_]?in|log[-_]?on|sign[-_]?in|auth(enticate)?|oauth2?|sso|saml2?|adfs|idp|accounts",
                      re.IGNORECASE)  # fmt: skip
#: Whole titles and headings that say "not here"; each part of a title between its separators counts.
_SAYS_MISSING = re.compile(
    r"""(oops|sorry|whoops)?[\s!,.:-]*(but\s)?(
      (http\s)?(error|status)?[\s:]*(404|410)[\s:!,.-]*(error|page)?[\s:!,.-]*
        ((page|file|content)?\s?(not\sfound|missing|gone|error))?
    | ((the|this|that|your|requested|web)\s)*(page|file|document|content|resource|url|address|item)(\s\w+){0,2}?\s?
        (you\S*(\s\w+){0,6}?\s)?((has|have|was|were|is|are|could|can|does|did|no)\s?(not|n[o']t)?|cannot|couldn't|can't
        |isn't|wasn't|doesn't)?\s?((longer|be|been|no|not|currently)\s)*
        (found|exist|exists|unavailable|available|removed|deleted|gone|missing|here)(\s(on|from)\s.{1,40})?
    | (we\s?('re|are)?\s?(sorry)?[,\s]*(but\s)?)?(we\s)?(can't|cannot|can\snot|couldn't|could\snot|(are\s)?unable\sto)\s
        (find|locate|display)\s(the|that|this|your|a)\s(\w+\s)?(page|file|document|content|resource)(\s.{1,60})?
    | (page|file|document)\snot\sfound
    | not\sfound
    | nothing\s(was\s)?found(\shere)?
    )[\s!.…]*(sorry)?[\s!.]*""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLE_PARTS = re.compile(r"\s+[-–—|·»:•]\s+|\s*[|»•]\s*|:\s+")
_WALLS = re.compile(
    r"just a moment|attention required|access denied|pardon our interruption|are you (a )?(robot|human)|robot check"
    r"|(please )?(verify|confirm|prove)( that)? you('re| are)( not)? (a )?(human|robot)|human verification"
    r"|security (check|verification)|checking your browser|captcha$|bot (detection|verification)|one moment, please"
    r"|request unsuccessful|request blocked|ddos.guard",
    re.IGNORECASE,
)
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
        return _failed(answer)
    response = answer.response
    if response is None:
        return _at_home(url, final, answer) or _alive(url, answer)
    page = response.page
    if _is_walled(response, page):
        return Outcome(Verdict.BLOCKED, f"a check for robots stands before it ({response.status})")
    if response.status in (401, 403, 407, 451):
        return Outcome(Verdict.BLOCKED, f"it lets only some readers in ({response.status})")
    if answer.may_pass:
        return Outcome(Verdict.UNKNOWN, f"the site had a fault of its own ({response.status})")
    if response.status == 410:
        return Outcome(Verdict.GONE, "the site says that it is gone for good (410)")
    if answer.hops and _is_error_page(final) and not _is_error_page(url):
        return Outcome(Verdict.GONE, "the site sends readers to an error page")
    if not 200 <= response.status < 300:
        return _broken(f"the site says that there is no such page ({response.status})")
    if answer.hops and _is_sign_in(final, page) and not _is_sign_in(url, None):
        return Outcome(Verdict.BLOCKED, "the site asks readers to sign in")
    if at_home := _at_home(url, final, answer):
        return at_home
    if (page is None or page.is_bare) and (page is not None or not response.body):
        return _broken("the page is empty")
    if page is not None:
        if page.is_marked_withdrawn:
            return Outcome(Verdict.WITHDRAWN, "the page says that it is withdrawn")
        if _says_missing(page):
            return Outcome(Verdict.GONE, f'the page says that it is not there: "{one_line(page.title, 80)}"')
        anchor = parts_of(url).fragment or parts_of(final).fragment
        if response.is_whole and not _leads_somewhere(anchor, page):
            return _broken(f'the page has no place called "#{one_line(anchor, 80)}"')
    return _alive(url, answer)


def _at_home(url: str, final: str, answer: Answer) -> Outcome | None:
    if answer.hops and _is_home(final) and not _is_home(url):
        return Outcome(Verdict.GONE, "the site sends readers to its home page")
    return None


def _alive(url: str, answer: Answer) -> Outcome:
    """Return the outcome for a page that is there: it has moved if readers are redirected permanently."""
    lasting = url
    for hop in answer.hops:
        if not hop.is_permanent:
            break
        lasting = hop.target
    lasting = with_fragment(lasting, url)
    if is_same(lasting, url):
        return Outcome(Verdict.OK, "is there")
    return Outcome(Verdict.MOVED, "has moved for good", suggested_url=lasting)


def _not_live(item: Item) -> Outcome:
    verdict, words = (Verdict.WITHDRAWN, "withdrawn") if item.state == "withdrawn" else (Verdict.GONE, "taken away")
    said = f": {one_line(item.reason)}" if item.reason else ""
    return Outcome(verdict, f"the publisher has {words} it{said}", suggested_url=item.replacement)


def _failed(answer: Answer) -> Outcome:
    failure = answer.failure or Failure.NO_TIME
    words = f"{failure} ({one_line(answer.detail)})" if answer.detail else str(failure)
    if failure is Failure.UNSAFE:
        return Outcome(Verdict.UNSAFE, words)
    transient = {
        Failure.RESOLVER,
        Failure.UNREACHABLE,
        Failure.TIMEOUT,
        Failure.RESET,
        Failure.REFUSED,
        Failure.UNREADABLE,
        Failure.NO_TIME,
        Failure.STOPPED,
    }
    return Outcome(Verdict.UNKNOWN, words) if failure in transient else _broken(words)


def _broken(reason: str) -> Outcome:
    return Outcome(Verdict.BROKEN, reason)


def _is_walled(response: Response, page: Page | None) -> bool:
    headers = response.headers
    if response.status == 999 or "cf-mitigated" in headers or "x-amzn-waf-action" in headers:
        return True
    if page is None or page.count > 4 * FEW_WORDS:
        return False
    titles = [page.title, *page.headings[:1]]
    return any(_WALLS.match(title) for title in titles) or (page.asks_captcha and page.count <= FEW_WORDS)


def _says_missing(page: Page) -> bool:
    parts = [*_TITLE_PARTS.split(page.title), page.title, *page.headings]
    return any(part and _SAYS_MISSING.fullmatch(part.replace("’", "'").strip()) for part in parts)


def _leads_somewhere(fragment: str, page: Page) -> bool:
    """Say whether a fragment can be followed. States of scripts, `#top` and text fragments need no place."""
    name = fragment.partition(":~:")[0]
    if not name or name.lower() == "top" or name.startswith(("!", "/")) or "=" in name:
        return True
    return page.has_anchor(name) or (not page.anchors and not page.text)


def _path_has(words: re.Pattern[str], url: str) -> bool:
    """Say whether a segment of the path, without its ending (".aspx"), is one of the words."""
    return any(words.fullmatch(segment.partition(".")[0]) for segment in parts_of(url).path.split("/"))


def _is_error_page(url: str) -> bool:
    return _path_has(_ERROR_PAGE, url) or "aspxerrorpath=" in url.lower()


def _is_sign_in(url: str, page: Page | None) -> bool:
    host = (parts_of(url).hostname or "").partition(".")[0]
    return bool(_path_has(_SIGN_IN, url) or _SIGN_IN.fullmatch(host)) or (page is not None and page.asks_password)


def _is_home(url: str) -> bool:
    return _HOME.fullmatch(parts_of(url).path) is not None
