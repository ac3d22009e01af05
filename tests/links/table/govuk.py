"""GOV.UK: its pages, and its Content API in each of its shapes.

Shapes after alphagov/content-store (openapi.yaml, its presenter) and alphagov/publishing-api's content schemas.
All content is fictional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.links.answers import (
    CONTENT,
    WORDS,
    file,
    in_turn,
    item,
    never_answer,
    not_found_page,
    page,
    redirect,
    reply,
)
from tests.links.fault import NO_ANSWERS, Fault
from tests.links.fault_server import Answer

API = "/api/content"
WITHDRAWN_AT = "2024-03-01T10:00:00Z"
NOTICE = {"explanation": '<div class="govspeak"><p>See the later guidance.</p></div>', "withdrawn_at": WITHDRAWN_AT}
LIVE = page(f"<main><h1>Sharing pupil data</h1><p>{WORDS}</p></main>", "Sharing pupil data - GOV.UK")
WITHDRAWN = page(
    f"<main><p>This guidance was withdrawn on <time datetime='{WITHDRAWN_AT}'>1 March 2024</time></p>{CONTENT}</main>",
    "[Withdrawn] Sharing pupil data - GOV.UK",
    '<meta name="govuk:withdrawn" content="withdrawn">',
)
PDF = b"%PDF-1.7\n" + b"0" * 999
CHANGES = [
    {"public_timestamp": "2025-09-01T09:30:00+01:00", "note": "Added the sharing of attendance data."},
    {"public_timestamp": "2014-01-01T09:00:00+00:00", "note": "First published."},
]


def content(path: str, **changes: Any) -> dict[str, Any]:
    """A content item, live unless changed."""
    return {
        "base_path": path,
        "content_id": "00000000-0000-4000-8000-000000000001",
        "document_type": "detailed_guide",
        "schema_name": "detailed_guide",
        "locale": "en",
        "phase": "live",
        "title": "Sharing pupil data",
        "description": "A fictional page.",
        "first_published_at": "2014-01-01T09:00:00+00:00",
        "public_updated_at": "2025-09-01T09:30:00+01:00",
        "updated_at": "2026-08-20T03:11:07+01:00",
        "publishing_app": "whitehall",
        "rendering_app": "frontend",
        "withdrawn_notice": {},
        "details": {"body": f'<div class="govspeak"><p>{WORDS}</p></div>', "change_history": CHANGES},
        "links": {},
    } | changes


def unpublished(path: str, schema: str, **changes: Any) -> dict[str, Any]:
    """A content item of a redirect, or of a page that is gone."""
    empty: dict[str, Any] = {
        "title": None,
        "description": None,
        "content_id": None,
        "details": {},
        "rendering_app": None,
    }
    return content(path, schema_name=schema, document_type=schema, **(empty | changes))


def redirection(path: str, destination: str, *, kind: str = "exact", mode: str = "ignore") -> dict[str, Any]:
    """The item of a redirect."""
    entry = {"path": path, "type": kind, "destination": destination, "segments_mode": mode}
    return unpublished(path, "redirect", redirects=[entry])


def live(path: str) -> dict[str, Answer]:
    """For `also`: a page that is there, and its item."""
    return {path: LIVE, f"{API}{path}": item(content(path))}


def govuk(
    name: str,
    verdict: str | tuple[str, ...],
    path: str,
    api: Answer,
    html: Answer,
    also: Mapping[str, Answer] = NO_ANSWERS,
    suggested: str | None = None,
    why: str = "",
) -> Fault:
    """A row of the host `govuk`: what the Content API and what the page answers."""
    place = path.partition("#")[0].partition("?")[0]
    routes = {f"{API}{place.rstrip('/') or '/'}": api, **also}
    return Fault(f"GOV.UK: {name}", verdict, path, html, routes, suggested, why, at="govuk")


NOT_IN_API = item({"error": "not found"}, status=404)
BROKEN_API = reply(500, "Internal Server Error", "text/plain")
MOVED_PAGE = redirect(301, "/guidance/destination")

ALIVE = [
    govuk("live", "ok", "/guidance/live", item(content("/guidance/live")), LIVE),
    govuk(
        "live without a withdrawn_notice",
        "ok",
        "/guidance/absent",
        item({key: value for key, value in content("/guidance/absent").items() if key != "withdrawn_notice"}),
        LIVE,
    ),
    govuk(
        "withdrawn_notice is null", "ok", "/guidance/null", item(content("/guidance/null", withdrawn_notice=None)), LIVE
    ),
    govuk(
        "live, and says that consent can be withdrawn",
        "ok",
        "/guidance/consent",
        item(content("/guidance/consent", title="When consent can be withdrawn")),
        page(
            f"<h1>When consent can be withdrawn</h1><p>This consent was withdrawn on 1 May. {WORDS}</p>",
            "When consent can be withdrawn - GOV.UK",
        ),
    ),
    govuk("live, asked with a query", "ok", "/guidance/query?step=1", item(content("/guidance/query")), LIVE),
    govuk(
        "live, with an anchor",
        "ok",
        "/guidance/anchor#part",
        item(content("/guidance/anchor")),
        page(f"<h2 id=part>Part</h2>{CONTENT}"),
    ),
    govuk("live, without the anchor", "broken", "/guidance/no-anchor#part", item(content("/guidance/no-anchor")), LIVE),
    govuk("its home page", "ok", "/", item(content("/", document_type="homepage", schema_name="homepage")), LIVE),
    govuk(
        "another path of the same item",
        "ok",
        "/guidance/live/part-2",
        redirect(303, f"{API}/guidance/live"),
        LIVE,
        why="the API sends to the base path",
    ),
    govuk(
        "live after a 429 of the API",
        "ok",
        "/guidance/busy",
        in_turn(reply(429, headers=[("Retry-After", "1")]), item(content("/guidance/busy"))),
        LIVE,
    ),
]

WITHDRAWALS = [
    govuk(
        "withdrawn",
        "withdrawn",
        "/guidance/withdrawn",
        item(content("/guidance/withdrawn", withdrawn_notice=NOTICE)),
        WITHDRAWN,
    ),
    govuk(
        "withdrawn, with an anchor that it lacks",
        "withdrawn",
        "/guidance/withdrawn-anchor#part",
        item(content("/guidance/withdrawn-anchor", withdrawn_notice=NOTICE)),
        WITHDRAWN,
    ),
    govuk(
        "a redirect to a withdrawn page",
        "withdrawn",
        "/to-withdrawn",
        item(redirection("/to-withdrawn", "/guidance/withdrawn-2")),
        redirect(301, "/guidance/withdrawn-2"),
        {
            "/guidance/withdrawn-2": WITHDRAWN,
            f"{API}/guidance/withdrawn-2": item(content("/guidance/withdrawn-2", withdrawn_notice=NOTICE)),
        },
    ),
    govuk(
        "another path of a withdrawn item",
        "withdrawn",
        "/guidance/withdrawn/part-2",
        redirect(303, f"{API}/guidance/withdrawn"),
        WITHDRAWN,
    ),
    govuk(
        "an attachment whose parent is withdrawn",
        "withdrawn",
        "/government/publications/old/attachment",
        item(
            content(
                "/government/publications/old/attachment",
                schema_name="html_publication",
                document_type="guidance",
                links={"parent": [{"base_path": "/government/publications/old", "title": "Old", "withdrawn": True}]},
            )
        ),
        LIVE,
        {
            "/government/publications/old": WITHDRAWN,
            f"{API}/government/publications/old": item(
                content("/government/publications/old", schema_name="publication", withdrawn_notice=NOTICE)
            ),
        },
    ),
    govuk(
        "an attachment whose parent only says so itself",
        "withdrawn",
        "/government/publications/quiet/attachment",
        item(
            content(
                "/government/publications/quiet/attachment",
                schema_name="html_publication",
                document_type="guidance",
                links={"parent": [{"base_path": "/government/publications/quiet", "title": "Quiet"}]},
            )
        ),
        LIVE,
        {
            "/government/publications/quiet": WITHDRAWN,
            f"{API}/government/publications/quiet": item(
                content("/government/publications/quiet", schema_name="publication", withdrawn_notice=NOTICE)
            ),
        },
    ),
    govuk(
        "an attachment whose parent is live",
        "ok",
        "/government/publications/new/attachment",
        item(
            content(
                "/government/publications/new/attachment",
                schema_name="html_publication",
                links={"parent": [{"base_path": "/government/publications/new", "title": "New", "withdrawn": False}]},
            )
        ),
        LIVE,
        live("/government/publications/new"),
    ),
]


def upload(name: str, verdict: str, number: int, link: str, also: Mapping[str, Answer], at: str) -> Fault:
    """A file with a Link header, on GOV.UK itself or on the host of its files."""
    path = f"/government/uploads/system/uploads/attachment_data/file/{number}/notice.pdf"
    routes = {f"{{govuk}}{place}": answer for place, answer in also.items()}
    if at == "govuk":
        routes[f"{API}{path}"] = NOT_IN_API
    return Fault(f"GOV.UK: {name}", verdict, path, file("application/pdf", PDF, [("Link", link)]), routes, at=at)


def publication(path: str, **changes: Any) -> dict[str, Answer]:
    """A publication that files belong to."""
    html = WITHDRAWN if changes else LIVE
    return {path: html, f"{API}{path}": item(content(path, schema_name="publication", **changes))}


FILES = [
    upload(
        "a file of a withdrawn publication",
        "withdrawn",
        1,
        '<{govuk}/government/publications/x>; rel="up"',
        publication("/government/publications/x", withdrawn_notice=NOTICE),
        "govuk",
    ),
    upload(
        "a file of a withdrawn publication on the files' own host",
        "withdrawn",
        2,
        '<{govuk}/government/publications/y>; rel="up"',
        publication("/government/publications/y", withdrawn_notice=NOTICE),
        "assets",
    ),
    upload(
        "the parent among other links",
        "withdrawn",
        3,
        "</style.css>; rel=preload, <{govuk}/government/publications/z>; rel=up",
        publication("/government/publications/z", withdrawn_notice=NOTICE),
        "assets",
    ),
    upload(
        "a file of a live publication",
        "ok",
        4,
        '<{govuk}/government/publications/w>; rel="up"',
        publication("/government/publications/w"),
        "assets",
    ),
    upload(
        "a file whose link is no parent",
        "ok",
        5,
        '<{govuk}/government/publications/v>; rel="canonical"',
        publication("/government/publications/v", withdrawn_notice=NOTICE),
        "assets",
    ),
    upload("a file whose parent is no public address", "ok", 6, '<{forbidden}/x>; rel="up"', {}, "assets"),
]

REDIRECTIONS = [
    govuk(
        "a redirect",
        "moved",
        "/short",
        item(redirection("/short", "/guidance/destination")),
        MOVED_PAGE,
        live("/guidance/destination"),
        "{govuk}/guidance/destination",
    ),
    govuk(
        "a redirect with a query and a fragment",
        "moved",
        "/short-2",
        item(redirection("/short-2", "/guidance/destination-2?step=1#part")),
        redirect(301, "/guidance/destination-2?step=1#part"),
        {
            "/guidance/destination-2": page(f"<h2 id=part>Part</h2>{CONTENT}"),
            f"{API}/guidance/destination-2": item(content("/guidance/destination-2")),
        },
        "{govuk}/guidance/destination-2?step=1#part",
    ),
    govuk(
        "a prefix that keeps what follows",
        "moved",
        "/old-section/child/page",
        item(redirection("/old-section", "/new-section", kind="prefix", mode="preserve")),
        redirect(301, "/new-section/child/page"),
        live("/new-section/child/page"),
        "{govuk}/new-section/child/page",
    ),
    govuk(
        "a prefix that drops what follows",
        "moved",
        "/flat-section/child",
        item(redirection("/flat-section", "/guidance/flat", kind="prefix")),
        redirect(301, "/guidance/flat"),
        live("/guidance/flat"),
        "{govuk}/guidance/flat",
    ),
    govuk(
        "several redirects, of which one matches",
        "moved",
        "/several/b",
        item(
            unpublished(
                "/several",
                "redirect",
                redirects=[
                    {"path": "/several", "type": "exact", "destination": "/guidance/wrong", "segments_mode": "ignore"},
                    {
                        "path": "/several/b",
                        "type": "exact",
                        "destination": "/guidance/right",
                        "segments_mode": "ignore",
                    },
                ],
            )
        ),
        redirect(301, "/guidance/right"),
        live("/guidance/right") | live("/guidance/wrong"),
        "{govuk}/guidance/right",
    ),
    govuk(
        "a chain of redirects",
        "moved",
        "/chain-1",
        item(redirection("/chain-1", "/chain-2")),
        redirect(301, "/chain-2"),
        {
            "/chain-2": redirect(301, "/guidance/chain-3"),
            f"{API}/chain-2": item(redirection("/chain-2", "/guidance/chain-3")),
            **live("/guidance/chain-3"),
        },
        "{govuk}/guidance/chain-3",
    ),
    govuk(
        "a redirect to another host",
        "moved",
        "/to-b",
        item(redirection("/to-b", "{b}/from-govuk")),
        redirect(301, "{b}/from-govuk"),
        {"{b}/from-govuk": page()},
        "{b}/from-govuk",
    ),
    govuk(
        "a redirect to another host where nothing is",
        "broken",
        "/to-b-404",
        item(redirection("/to-b-404", "{b}/nothing-here")),
        redirect(301, "{b}/nothing-here"),
    ),
    govuk(
        "a redirect loop",
        "broken",
        "/round-1",
        item(redirection("/round-1", "/round-2")),
        redirect(301, "/round-2"),
        {"/round-2": redirect(301, "/round-1"), f"{API}/round-2": item(redirection("/round-2", "/round-1"))},
    ),
    govuk("a redirect to the home page", "gone", "/to-home", item(redirection("/to-home", "/")), redirect(301, "/")),
    govuk(
        "a redirect to a page that is gone",
        "gone",
        "/to-gone",
        item(redirection("/to-gone", "/guidance/gone-2")),
        redirect(301, "/guidance/gone-2"),
        {
            "/guidance/gone-2": reply(410, "410 Gone", "text/plain"),
            f"{API}/guidance/gone-2": item(unpublished("/guidance/gone-2", "gone"), status=410),
        },
    ),
    govuk(
        "a redirect to loopback",
        "refused-unsafe",
        "/to-loopback",
        item(redirection("/to-loopback", "{forbidden}/x")),
        redirect(301, "{forbidden}/x"),
    ),
]

NO_LONGER = page(
    "<h1>The page you're looking for is no longer available</h1>", "No longer available - GOV.UK", status=410
)


def gone(alternative: str) -> dict[str, Any]:
    """The details of a page that is gone, with an explanation."""
    return {"explanation": '<div class="govspeak"><p>Published in error.</p></div>', "alternative_path": alternative}


GONE = [
    govuk(
        "gone without a word",
        "gone",
        "/guidance/gone",
        item(unpublished("/guidance/gone", "gone"), status=410),
        reply(410, "410 Gone", "text/plain"),
    ),
    govuk(
        "gone, explained",
        "gone",
        "/guidance/error",
        item(unpublished("/guidance/error", "gone", details={"explanation": "<p>Published in error.</p>"})),
        NO_LONGER,
        why="the API answers 200",
    ),
    govuk(
        "gone, with another page instead",
        "gone",
        "/government/publications/example",
        item(unpublished("/government/publications/example", "gone", details=gone("/government/publications/other"))),
        NO_LONGER,
        live("/government/publications/other"),
        "{govuk}/government/publications/other",
    ),
    govuk(
        "gone, with a copy in the web archive",
        "gone",
        "/guidance/archived",
        item(
            unpublished(
                "/guidance/archived",
                "gone",
                details=gone(
                    "https://webarchive.nationalarchives.gov.uk/ukgwa/20200101000000/https://www.gov.uk/guidance/archived"
                ),
            )
        ),
        NO_LONGER,
    ),
    govuk(
        "neither known to the API nor a page",
        "broken",
        "/guidance/vanished",
        NOT_IN_API,
        page("<h1>Page not found</h1>", "Page not found - GOV.UK", status=404),
    ),
]

API_FAILS = [
    govuk("unknown to the API, with a page", "ok", "/search/all?keywords=pupil", NOT_IN_API, LIVE),
    govuk(
        "unknown to the API, with a soft 404",
        "gone",
        "/unknown/soft",
        NOT_IN_API,
        not_found_page("Page not found - GOV.UK"),
    ),
    govuk(
        "unknown to the API, with a page that is gone",
        "gone",
        "/unknown/gone",
        NOT_IN_API,
        reply(410, "410 Gone", "text/plain"),
    ),
    govuk(
        "unknown to the API, with a page that moved",
        "moved",
        "/unknown/moved",
        NOT_IN_API,
        redirect(301, "/guidance/destination-3"),
        live("/guidance/destination-3"),
        "{govuk}/guidance/destination-3",
    ),
    govuk("unknown to the API, with a withdrawn page", "withdrawn", "/unknown/withdrawn", NOT_IN_API, WITHDRAWN),
    govuk("the API fails, with a page", "ok", "/fails/live", BROKEN_API, LIVE),
    govuk("the API fails, with a withdrawn page", "withdrawn", "/fails/withdrawn", BROKEN_API, WITHDRAWN),
    govuk(
        "the API fails, with a page withdrawn in its title only",
        "withdrawn",
        "/fails/title",
        BROKEN_API,
        page(title="[Withdrawn] Sharing pupil data - GOV.UK"),
    ),
    govuk(
        "the API fails, with a page on withdrawn consent",
        "ok",
        "/fails/consent",
        BROKEN_API,
        page(f"<h1>Consent can be withdrawn</h1><p>{WORDS}</p>", "Withdrawn consent - GOV.UK"),
    ),
    govuk(
        "the API never answers, with a withdrawn page",
        "withdrawn",
        "/fails/silent",
        never_answer,
        WITHDRAWN,
        why="10 s for the API leave time for the page",
    ),
    govuk("the API answers with a page, with a page", "ok", "/fails/html", LIVE, LIVE),
    govuk("the API answers with a page, with a withdrawn page", "withdrawn", "/fails/html-withdrawn", LIVE, WITHDRAWN),
    govuk("the API answers with JSON of another kind", "ok", "/fails/list", item(["not", "an", "item"]), LIVE),
    govuk(
        "the API breaks off in its JSON, with a withdrawn page",
        "withdrawn",
        "/fails/cut",
        reply(200, '{"base_path": "/fails', "application/json"),
        WITHDRAWN,
    ),
    govuk("the API forbids, with a withdrawn page", "withdrawn", "/fails/403", reply(403), WITHDRAWN),
]

GOVUK = [*ALIVE, *WITHDRAWALS, *FILES, *REDIRECTIONS, *GONE, *API_FAILS]
