"""Redirects: to a new place, for a while, to nowhere, to the home page, to an error page, to a sign-in page."""

from tests.links.answers import (
    CONTENT,
    WORDS,
    document,
    file,
    not_found_page,
    only_if,
    page,
    redirect,
    refresh,
    reply,
)
from tests.links.fault import ALONE, Fault
from tests.links.fault_server import Answer, Exchange

PAGE = page()


def hops(prefix: str, count: int) -> dict[str, Answer]:
    """A chain of that many permanent redirects, and the page at its end."""
    return {f"{prefix}/{n}": redirect(301, f"{prefix}/{n + 1}") for n in range(count)} | {f"{prefix}/{count}": PAGE}


def onwards(exchange: Exchange) -> None:
    """Redirect to an address that was never seen before."""
    redirect(302, f"?{exchange.turn}")(exchange)


SIGN_IN = page(
    "<h1>Sign in</h1><form method=post><input name=user><input type=password name=password></form>", "Sign in"
)
OOPS = page("<h1>Oops</h1><p>Something went wrong.</p>", "Oops")

PERMANENT = [
    Fault("301 to a page", "moved", "/301", redirect(301, "/301/new"), {"/301/new": PAGE}, "{a}/301/new"),
    Fault("308 to a page", "moved", "/308", redirect(308, "{a}/308/new"), {"/308/new": PAGE}, "{a}/308/new"),
    Fault("301 to another host", "moved", "/301-b", redirect(301, "{b}/from-a"), {"{b}/from-a": PAGE}, "{b}/from-a"),
    Fault("301 that adds a slash", "moved", "/slash", redirect(301, "/slash/"), {"/slash/": PAGE}, "{a}/slash/"),
    Fault(
        "301 from http to https", "moved", "/tls", redirect(301, "{secure}/tls"), {"{secure}/tls": PAGE}, "{secure}/tls"
    ),
    Fault(
        "two 301 after each other",
        "moved",
        "/twice",
        redirect(301, "/twice/2"),
        {"/twice/2": redirect(301, "/twice/3"), "/twice/3": PAGE},
        "{a}/twice/3",
        "the final address is suggested",
    ),
    Fault(
        "301 then 302",
        "moved",
        "/301-302",
        redirect(301, "/301-302/2"),
        {"/301-302/2": redirect(302, "/301-302/3"), "/301-302/3": PAGE},
    ),
    Fault(
        "ten permanent hops", "moved", "/ten/0", also=hops("/ten", 10), suggested="{a}/ten/10", why="ten are allowed"
    ),
    Fault(
        "301 of an address with a fragment",
        "moved",
        "/frag#part",
        redirect(301, "/frag/new"),
        {"/frag/new": page(f"<h2 id=part>Part</h2>{CONTENT}")},
        "{a}/frag/new#part",
        "a fragment lives on through redirects (RFC 9110, 10.2.2)",
    ),
    Fault(
        "301 whose target has a fragment",
        "moved",
        "/frag-own",
        redirect(301, "/frag-own/new#there"),
        {"/frag-own/new": page(f"<h2 id=there>There</h2>{CONTENT}")},
        "{a}/frag-own/new#there",
    ),
    Fault(
        "301 to guidance on login problems",
        "moved",
        "/old-help",
        redirect(301, "/guidance/login-problems"),
        {"/guidance/login-problems": page(f"<h1>Login problems</h1><p>{WORDS}</p>", "Login problems")},
        "{a}/guidance/login-problems",
        "about signing in, and no sign-in page",
    ),
    Fault(
        "301 to guidance on error handling",
        "moved",
        "/old-policy",
        redirect(301, "/policies/error-handling"),
        {"/policies/error-handling": page(title="Error handling policy")},
        "{a}/policies/error-handling",
    ),
    Fault(
        "301 to a page on home learning",
        "moved",
        "/old-learning",
        redirect(301, "/home-learning/"),
        {"/home-learning/": page(title="Home learning")},
        "{a}/home-learning/",
        "the name starts with home",
    ),
    Fault(
        "301 to a page on children not found",
        "moved",
        "/old-missing",
        redirect(301, "/guidance/children-not-found"),
        {"/guidance/children-not-found": page(title="Children not found at their address")},
        "{a}/guidance/children-not-found",
    ),
    Fault(
        "301 to a PDF",
        "moved",
        "/old-pdf",
        redirect(301, "/new.pdf"),
        {"/new.pdf": file("application/pdf", b"%PDF-1.7\n" + b"0" * 900)},
        "{a}/new.pdf",
    ),
    Fault(
        "301 with a page that explains it",
        "moved",
        "/explained",
        reply(301, document(CONTENT), headers=[("Location", "/explained/new")]),
        {"/explained/new": PAGE},
        "{a}/explained/new",
    ),
    Fault(
        "a home page moved to another host's home page",
        "moved",
        "/",
        redirect(301, "{b}/"),
        suggested="{b}/",
        at=ALONE,
        why="nothing is lost: home leads home",
    ),
    Fault(
        "a home page moved to /home/", "moved", "/", redirect(301, "/home/"), {"/home/": PAGE}, "{here}/home/", at=ALONE
    ),
]

META = [
    Fault(
        "a page that is only a meta refresh",
        "moved",
        "/meta",
        page("", head=refresh("/meta/new")),
        {"/meta/new": PAGE},
        "{a}/meta/new",
    ),
    Fault(
        "a meta refresh with a line for people",
        "moved",
        "/meta-line",
        page("<p>This page has moved. <a href='new'>Go there</a>.</p>", "Moved", refresh("{a}/meta-line/new")),
        {"/meta-line/new": PAGE},
        "{a}/meta-line/new",
    ),
    Fault(
        "a meta refresh in capitals and quotes",
        "moved",
        "/meta/caps",
        page("", head="<META HTTP-EQUIV=Refresh CONTENT=\"0;URL='caps-new'\">"),
        {"/meta/caps-new": PAGE},
        "{a}/meta/caps-new",
        "the target is relative to the page",
    ),
    Fault("a meta refresh to a missing page", "broken", "/meta-404", page("", head=refresh("/meta-404/none"))),
    Fault(
        "meta refreshes in a circle",
        "broken",
        "/round",
        page("", head=refresh("/round/2")),
        {"/round/2": page("", head=refresh("/round"))},
    ),
    Fault("a meta refresh to the home page", "gone", "/meta-home", page("", head=refresh("/"))),
    Fault(
        "a page with content and a long meta refresh",
        "ok",
        "/long-meta",
        page(head=refresh("/", 600)),
        why="people read it meanwhile",
    ),
    Fault("a page that reloads itself", "ok", "/reload", page(head="<meta http-equiv=refresh content=300>")),
    Fault(
        "a meta refresh for those without scripts", "ok", "/noscript", page(head=f"<noscript>{refresh('/')}</noscript>")
    ),
    Fault("a meta refresh in a comment", "ok", "/comment", page(head=f"<!-- {refresh('/')} -->")),
]

TEMPORARY = [
    *(
        Fault(f"{status} to a page", "ok", f"/{status}", redirect(status, f"/{status}/now"), {f"/{status}/now": PAGE})
        for status in (302, 303, 307)
    ),
    Fault("a home page that leads to /home", "ok", "/", redirect(302, "/home"), {"/home": PAGE}, at=ALONE),
    Fault(
        "a redirect that needs its cookie",
        "ok",
        "/cookie",
        redirect(302, "/cookie/page", [("Set-Cookie", "seen=1; Path=/cookie")]),
        {
            "/cookie/page": only_if(
                lambda request: "seen=1" in request.headers.get("cookie", ""), PAGE, redirect(302, "/cookie")
            )
        },
    ),
    Fault(
        "a redirect to itself that sets a cookie first",
        "ok",
        "/same",
        only_if(
            lambda request: "met=1" in request.headers.get("cookie", ""),
            PAGE,
            redirect(302, "/same", [("Set-Cookie", "met=1")]),
        ),
        why="the same address again is no loop while something changes",
    ),
    Fault("Location without a host", "ok", "/rel", redirect(302, "//{b:netloc}/from-rel"), {"{b}/from-rel": PAGE}),
    Fault("Location with dots", "ok", "/deep/er/x", redirect(302, "../dots"), {"/deep/dots": PAGE}),
    Fault(
        "Location that is only a query",
        "ok",
        "/only-query",
        only_if(lambda request: "?p=1" in request.target, PAGE, redirect(302, "?p=1")),
    ),
    Fault(
        "Location in raw UTF-8",
        "ok",
        "/raw-utf8",
        redirect(302, "/na\u00efve"),
        {"/na%C3%AFve": PAGE},
        why="not allowed, and every browser follows it",
    ),
    Fault("Location with a space", "ok", "/space", redirect(302, "/a page"), {"/a%20page": PAGE}),
    Fault(
        "a temporary redirect to help with signing in",
        "ok",
        "/help",
        redirect(302, "/help/how-to-sign-in"),
        {"/help/how-to-sign-in": page(title="How to sign in")},
    ),
]

NOWHERE = [
    Fault("eleven hops", "broken", "/eleven/0", also=hops("/eleven", 11)),
    Fault("a redirect loop of two", "broken", "/loop", redirect(302, "/loop/2"), {"/loop/2": redirect(302, "/loop")}),
    Fault("a redirect to itself", "broken", "/self", redirect(301, "/self")),
    Fault("an endless chain of new addresses", "broken", "/chain", onwards, why="bounded by the hops"),
    Fault("a redirect without Location", "broken", "/no-location", reply(301)),
    Fault("301 to a missing page", "broken", "/301-404", redirect(301, "/301-404/none")),
    Fault(
        "301 to a page that is gone", "gone", "/301-410", redirect(301, "/301-410/x"), {"/301-410/x": page(status=410)}
    ),
    Fault("301 to a soft 404", "gone", "/301-soft", redirect(301, "/301-soft/x"), {"/301-soft/x": not_found_page()}),
    Fault("301 to a closed port", "unknown-transient", "/", redirect(301, "{closed}/"), at=ALONE),
    Fault("301 to an expired certificate", "broken", "/301-expired", redirect(301, "{expired}/")),
    Fault("301 that loses its anchor", "broken", "/lost#part", redirect(301, "/lost/new"), {"/lost/new": PAGE}),
]

HOME_OR_ERROR = [
    Fault("301 to the home page", "gone", "/to-home-301", redirect(301, "/")),
    Fault("302 to the home page", "gone", "/to-home-302", redirect(302, "{a}")),
    Fault(
        "301 to the home page by way of another",
        "gone",
        "/to-home-2",
        redirect(301, "/to-home-2/x"),
        {"/to-home-2/x": redirect(301, "/")},
    ),
    Fault("301 to /index.html", "gone", "/to-index", redirect(301, "/index.html"), {"/index.html": PAGE}),
    Fault("301 to another host's home page", "gone", "/to-home-b", redirect(301, "{b}/"), why="the page is lost"),
    Fault(
        "ASP.NET's redirect to an error page",
        "gone",
        "/old.aspx",
        redirect(302, "/error.aspx?aspxerrorpath=/old.aspx"),
        {"/error.aspx": OOPS},
    ),
    Fault("302 to /404", "gone", "/to-404", redirect(302, "/404"), {"/404": OOPS}),
    Fault(
        "302 to /errors/page-not-found.html",
        "gone",
        "/to-not-found",
        redirect(302, "/errors/page-not-found.html"),
        {"/errors/page-not-found.html": OOPS},
    ),
    Fault(
        "302 to SharePoint's error page",
        "gone",
        "/Pages/x.aspx",
        redirect(302, "/_layouts/15/PageNotFoundError.aspx?requestUrl=/Pages/x.aspx"),
        {"/_layouts/15/PageNotFoundError.aspx": OOPS},
    ),
]

SIGN_INS = [
    Fault(
        "302 to a sign-in page",
        "blocked",
        "/members",
        redirect(302, "/login?returnUrl=%2Fmembers"),
        {"/login": SIGN_IN},
    ),
    Fault(
        "301 to a sign-in page",
        "blocked",
        "/members-301",
        redirect(301, "/account/sign-in"),
        {"/account/sign-in": SIGN_IN},
        why="suggesting a sign-in page helps nobody",
    ),
    Fault(
        "302 to another host's single sign-on",
        "blocked",
        "/staff",
        redirect(302, "{b}/adfs/ls/?wa=wsignin1.0&wtrealm=staff"),
        {"{b}/adfs/ls/": SIGN_IN},
    ),
    Fault(
        "302 to an OAuth page",
        "blocked",
        "/cloud",
        redirect(302, "{b}/common/oauth2/v2.0/authorize?client_id=1&redirect_uri=x"),
        {"{b}/common/oauth2/v2.0/authorize": SIGN_IN},
    ),
    Fault("a link that is itself a sign-in page", "ok", "/parents/login", SIGN_IN, why="the notice wanted it"),
    Fault(
        "a sign-in page that redirects to its form",
        "ok",
        "/portal/login",
        redirect(302, "/portal/login/form?next=%2F"),
        {"/portal/login/form": SIGN_IN},
    ),
    Fault(
        "a page with a sign-in box beside its content",
        "ok",
        "/box",
        page(f"<form action=/login><input type=password></form>{CONTENT}"),
    ),
]

REDIRECTS = [*PERMANENT, *META, *TEMPORARY, *NOWHERE, *HOME_OR_ERROR, *SIGN_INS]
