"""Kinds of pages that are not the page that was meant, and the signs by which they can be recognised: data.

A sign is a whole title or heading, in `plain` words, so that a page which only mentions such a thing is not taken for
one; or an address that no other page has. Each kind has rows in `tests/links/table/sites.py`, beside pages that look
like it and are none. To add a wording, add its row first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from privacy_notices.links.addresses import names_in
from privacy_notices.links.page_content import Page
from privacy_notices.links.verdict import Verdict

#: A page with more words than this is not only there to send readers on, or to ask whether they are robots.
FEW_WORDS = 60
#: A page with more words than this is about something, whatever its title is.
MANY_WORDS = 240


def _any_of(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{wording})" for wording in wordings))


@dataclass(frozen=True)
class Kind:
    """A kind of page.

    `says` are whole titles or headings; of a page with more than `most_words` they prove nothing. `names` are names in
    the path or the host of the address that readers are sent on to; `loads` are parts of the addresses and scripts of a
    page that says next to nothing.
    """

    verdict: Verdict
    reason: str
    says: re.Pattern[str]
    most_words: int = MANY_WORDS
    names: re.Pattern[str] | None = None
    loads: re.Pattern[str] | None = None

    def is_at(self, url: str) -> bool:
        """Say whether an address is one of such a page."""
        return self.names is not None and any(map(self.names.fullmatch, names_in(url)))

    def is_shown(self, page: Page) -> bool:
        """Say whether a page is one of this kind."""
        if page.count <= FEW_WORDS and self.loads and self.loads.search(page.loads):
            return True
        return page.count <= self.most_words and any(map(self.says.fullmatch, _sayings(page)))


_THING = (
    "(?:(?:the|this|that|your|a|our|requested|web|following) )*"
    "(?:page|file|document|content|resource|url|address|item|article|record|link|publication|post|entry|location)"
    "(?: (?:that |which )?(?:you|we)(?: \\w+){1,6}?)?"
)
_IS = (
    "(?:(?:has|have|had|was|were|is|are|could|can|does|did|may|might|must|seems?|appears?|to|be|been|currently|either|or"
    "|permanently|moved or|renamed or|removed or|deleted or) )*"
)
_NOT = "(?:not|no longer|cannot(?: be)?|not longer|never) (?:be |been |currently |yet )*"
_WHERE = "(?: (?:on|from|at|here|right now|in)(?: \\w+){0,6})?"

MISSING = Kind(
    Verdict.GONE,
    "the page says that it is not there",
    _any_of(
        f"{_THING} {_IS}{_NOT}(?:found|exists?|available|here|accessible){_WHERE}",
        f"{_THING} {_IS}(?:unavailable|removed|moved|deleted|gone|missing|lost|broken|expired|retired|invalid|dead)"
        f"{_WHERE}",
        f"{_THING} (?:was )?not found{_WHERE}",
        "(?:(?:we|i) )?(?:are |were )?(?:cannot|could not|unable to|not able to|did not) (?:seem to )?"
        "(?:find|locate|display|open|show|load|reach) (?:"
        f"{_THING}.{{0,60}}|what you .{{1,40}}|anything(?: here)?)",
        "(?:there is |there was )?nothing (?:was |to be )?(?:found|here|to see here)(?: (?:for|at|here).{0,80})?",
        "(?:you (?:seem|appear) to be|you are|you may be) lost",
        "(?:broken|dead|invalid|expired|missing|unknown|no such) (?:link|page|url|address|file|document)(?: found)?",
        "(?:file or directory )?not found",
        "(?:no longer|not) (?:available|exists?|here)",
        "does not exist",
        # Welsh, in which most public sites of Wales say it.
        "heb (?:ei )?(?:ganfod|chanfod|ddod o hyd i) ?(?:(?:r|y|i r) )?(?:d|t)udalen",
        "(?:y )?(?:d|t)udalen (?:hon )?heb ei (?:ch|g)anfod",
        "ni (?:ellir|ddaethpwyd|chanfuwyd|allwn|allem|ddaethom) .{0,40}(?:d|t)udalen.{0,30}",
    ),
    most_words=1_000_000,
    names=_any_of(
        "(?:http|error|status)?[-_]?(?:404|410)(?:[-_]?error)?",
        "errors?",
        "(?:page|file)?[-_]?not[-_]?found(?:error)?",
        "(?:generic|server)[-_]?error",
        "error[-_]?page",
    ),
)

_SITE = "(?:(?:the|this|your|our) )?(?:\\w+ )?(?:account|website|web site|site|domain(?: name)?)"
_NAME = "(?:(?:the|this) )?(?:domain |website |web site |name )*[\\w-]+(?:\\.[\\w-]+)+"
NO_SITE = Kind(
    Verdict.GONE,
    "the site has been given up: somebody else's page is there",
    _any_of(
        f"{_SITE} (?:has been |is |was |has )?(?:temporarily )?(?:suspended|disabled|deactivated|expired|terminated)",
        "suspended(?: page)?|account suspended|bandwidth limit exceeded(?: apache)?",
        f"(?:{_NAME}|(?:this|the) (?:domain(?: name)?|website|web site)) (?:is|may be|might be|could be) for sale.*",
        "buy this domain(?: name)?|domain(?: name)? for sale.*",
        "(?:this )?domain(?: name)? (?:is |has been |was )?(?:parked|registered|reserved)(?: .{0,80})?",
        "parked domain(?: name)?|(?:this )?(?:web)?site is parked.*",
        # What web servers and hosting companies show where nobody has put anything.
        "welcome to (?:nginx|caddy|openresty|lighttpd|centos|plesk|cpanel|apache|tomcat).*|(?:\\w+ )?default page.*",
        "test page for (?:the )?(?:apache|nginx).*|(?:apache|nginx) (?:http )?server test page.*|testing 123",
        "apache2? \\w+ default page.*|it works|iis(?: windows server| ?\\d+)?|default web ?site page",
        "(?:web server s|domain|web ?site) default page",
        "just another wordpress site|hello world|future home of.*|coming soon|(?:site )?under construction",
        "(?:web)?site not (?:found|configured|published)|no (?:web)?site configured(?: .{0,60})?",
    ),
    names=_any_of(
        "suspendedpage|suspended|account-?suspended|defaultwebpage|domain_profile|lander",
        "hugedomains|sedo|sedoparking|afternic|parkingcrew|bodis|dan",
    ),
    loads=_any_of(
        "window\\.park\\b", "[\"'=]/lander\\b", "sedoparking", "parkingcrew", "bodis\\.com", "parklogic",
        "hugedomains\\.com", "afternic\\.com", "iisstart\\.",
    ),
)  # fmt: skip

AWAY = Kind(
    Verdict.UNKNOWN,
    "the site says that it will be back",
    _any_of(
        "(?:.{1,40} )?(?:will |shall )?be (?:right )?back(?: online)? (?:soon|shortly|later|in .{1,20})",
        "(?:be )?(?:right )?back soon",
        "be right back|(?:.{1,40} )?will be right back",
        "(?:.{1,60} )?(?:is|are) (?:currently |now |temporarily )*(?:down|offline|closed|undergoing|under|in)"
        "(?: for)?(?: \\w+){0,2} maintenance(?: mode)?",
        "(?:down for |under |undergoing )(?:\\w+ )?maintenance",
        "(?:(?:(?:web)?site|scheduled|planned|server|system|essential) )?(?:is )?(?:under |undergoing )?maintenance"
        "(?: mode)?",
        "(?:this|the|our|your) (?:service|site|website|page|system|server)(?: \\w+){0,3} (?:is )?"
        "(?:temporarily|currently) (?:unavailable|offline|down|closed|out of service)",
        "(?:\\w+ )?(?:page|service|site|website) temporarily (?:unavailable|offline|down)|temporarily unavailable",
        "(?:web)?site off ?line|briefly unavailable.*|too busy|(?:the )?server (?:is )?too busy|too many requests",
        "(?:5\\d\\d )?(?:service (?:temporarily )?unavailable|internal server(?: error)?|bad gateway)",
        "(?:504 )?gateway time ?out",
        "(?:.{0,30} )?something(?: has)? (?:went|gone) wrong(?: 500)?",
        "error establishing a database connection|database (?:connection )?error",
        "(?:application|runtime|fatal|unexpected|system) error|an (?:\\w+ )?error (?:has )?occurred",
        "(?:we are experiencing )?technical (?:difficulties|problems)",
    ),
    names=_any_of("(?:under|site)?[-_]?maintenance(?:[-_]?(?:mode|page))?", "site[-_]?offline", "holding[-_]?page"),
)

_WHO = "(?:a |an |not )*(?:human|robots?|bots?|real person|real browser)"
WALL = Kind(
    Verdict.BLOCKED,
    "a check for robots stands before it",
    _any_of(
        "just a moment|(?:one|a) moment please|please wait|pardon our interruption|attention required(?: cloudflare)?",
        "access (?:to (?:this|the) (?:page|site|website) (?:has been|is|was) )?denied(?: .{0,30}firewall)?",
        "(?:.{0,40} )?(?:web ?site|web application|application) firewall(?: access denied)?",
        f"are you {_WHO}|(?:please )?(?:verify|confirm|prove)(?:ing)?(?: that)? you are {_WHO}(?: .{{0,30}})?",
        f"(?:we are )?(?:making|checking) (?:sure|that|if) you are {_WHO}",
        "(?:please )?(?:verify|confirm)(?:ing)? your (?:browser|identity|request)|verify that it is you",
        "robot check|human verification|captcha|.{0,30} captcha|bot (?:detection|verification|protection)",
        "(?:security|browser|verification) (?:check|verification|required)",
        "checking (?:your browser|if the site connection is secure|the site connection).*",
        "please wait while .{0,40}(?:verif|check|validat).*",
        "(?:the )?request (?:was )?(?:unsuccessful|blocked|rejected)|(?:the )?request could not be satisfied",
        "the requested url was rejected.*|ddos guard|ddos protection.*",
        "(?:you|your (?:ip|ip address|access|request)) (?:have|has) been (?:temporarily )?blocked",
        "(?:please )?(?:enable|turn on) (?:javascript|js|cookies)(?: and (?:javascript|js|cookies))?"
        "(?: to continue.*)?",
        "queue it|you are (?:now )?in line|(?:virtual )?waiting room",
    ),
    names=_any_of(
        "(?:sg|px|validate|geo)?-?captcha(?:-delivery)?", "queue-it", "_incapsula_resource", "perfdrive"
    ),
    loads=_any_of(
        "captcha-delivery\\.com", "_Incapsula_", "/cdn-cgi/challenge-platform", "\\bchallenge\\.js", "px-captcha",
        "\\.within\\.website/", "awswaf\\.com", "kpsdk",
    ),
)  # fmt: skip

#: Names of a page on which people sign in, in the path or the host.
SIGN_IN = re.compile("log[-_]?in|log[-_]?on|sign[-_]?in|auth(?:enticate)?|oauth2?|sso|saml2?|adfs|idp|accounts")

_TITLE_PARTS = re.compile(r"\s+[-–—|·»•]\s+|\s*[|»•]\s*")
_COLON = re.compile(r":\s+")
#: What is longer, in characters, is no title that says only this.
_LONGEST = 300
_SHORT_FORMS = (("can't", "cannot"), ("can not", "cannot"), ("n't", " not"), ("'re", " are"), ("'ll", " will"),
                ("'ve", " have"), ("it's", "it is"), ("there's", "there is"), ("that's", "that is"))  # fmt: skip
#: Said before or after what matters.
_FILLERS = re.compile(
    r"(?:(?:oops|whoops|sorry|oh no|uh oh|hmm+|hm|error|http|status|code|but|we are sorry|we re sorry|page"
    r"(?= (?:4|5)\d\d)|looks like|it looks like|it seems(?: that| like)?|it appears(?: that)?|unfortunately|40[04]|410"
    r"|the(?= page not))\b ?)*"
)


def plain(text: str) -> str:
    """Return text in lower case, without short forms ("can't") and punctuation."""
    words = text[:_LONGEST].lower().replace("’", "'").replace("‘", "'")
    for short, long in _SHORT_FORMS:
        words = words.replace(short, long)
    return " ".join(re.sub(r"[^\w.-]|(?<!\w)[.-]|[.-](?!\w)", " ", words).split())


def _without_fillers(words: str) -> str:
    begin = _FILLERS.match(words)
    words = words[begin.end() :] if begin else words
    return re.sub(r"(?: (?:sorry|error|404|410|page 404))+$", "", words).strip()


def _sayings(page: Page) -> Iterator[str]:
    """Yield the title, its parts and the headings in plain words, also without what is only said for politeness.

    One that is only its number says "not found".
    """
    for text in (page.title, *_TITLE_PARTS.split(page.title), *page.headings):
        words = plain(text)
        if rest := _without_fillers(words):
            yield from {words, rest}
        elif any(number in text for number in ("404", "410")):
            yield "not found"


def says_missing(page: Page) -> bool:
    """Say whether a page tells its readers that it is not there, also in the part of its title after a colon."""
    if MISSING.is_shown(page):
        return True
    parts = [
        _without_fillers(plain(part)) for text in _TITLE_PARTS.split(page.title) for part in _COLON.split(text)[1:]
    ]
    return any(map(MISSING.says.fullmatch, parts))
