"""The verdict that a careful person would give on an address, from the answer to it."""

from __future__ import annotations

import pytest

from privacy_notices.links.addresses import joined
from privacy_notices.links.answer import Answer, Failure, Hop, Item, Response
from privacy_notices.links.judge import judge, judge_written
from privacy_notices.links.verdict import Verdict
from privacy_notices.text import one_line

URL = "https://www.example.org/privacy/parents"
HTML = {"content-type": "text/html; charset=utf-8"}
WORDS = "<p>How the council uses what it knows about your child. " + "A fictional sentence. " * 80 + "</p>"


def page(
    title: str = "How we use information", body: str = f"<h1>How we use it</h1>{WORDS}", status: int = 200
) -> Response:
    return Response(URL, status, HTML, f"<!doctype html><title>{title}</title><body>{body}".encode())


def hops(*targets: str, permanent: bool = True) -> tuple[Hop, ...]:
    return tuple(Hop(target, permanent) for target in targets)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(response=page()), "ok"),
        (Answer(response=page("Page not found", "<h1>Page not found</h1>")), "gone"),
        (Answer(response=page("Page not found - GOV.UK", "<h1>Page not found</h1>")), "gone"),
        (Answer(response=page("The resource cannot be found.", "<h1>Server Error in '/' Application.</h1>")), "gone"),
        (Answer(response=page("Council | Error 404", "<p>Sorry")), "gone"),
        (Answer(response=page("Council", "<h1>Sorry, we can’t find that page</h1>")), "gone"),
        (Answer(response=page("Council", "<h1>The page you requested could not be found</h1>")), "gone"),
        (Answer(response=page("Council", "<h1>This page no longer exists</h1>")), "gone"),
        (Answer(response=page("Council", "<h1>The page you are looking for has been removed</h1>")), "gone"),
        (Answer(response=page("404 Not Found", "<h1>Not Found</h1>")), "gone"),
        (Answer(response=page("What to do when a child is not found")), "ok"),
        (Answer(response=page("Pages about lost property")), "ok"),
        (Answer(response=page("The page you need for school meals")), "ok"),
        (Answer(response=page("404 families helped last year")), "ok"),
        (Answer(response=page("Room 404 | Council")), "ok"),
        (Answer(response=page("Resources available")), "ok"),
        (Answer(response=page(body=f"<p>“Page not found”? 404? Tell us. Consent can be withdrawn.{WORDS}")), "ok"),
        (Answer(response=page("[Withdrawn] Data collection - GOV.UK")), "withdrawn"),
        (Answer(response=page(body=f'<meta name="govuk:withdrawn" content="withdrawn">{WORDS}')), "withdrawn"),
        (Answer(response=page(body="  ")), "broken"),
        (Answer(response=page(body="<script>draw()</script>")), "ok"),
        (Answer(response=Response(URL, 204, HTML)), "broken"),
        (Answer(response=Response(URL, 200, {"content-type": "application/pdf"}, b"%PDF")), "ok"),
        (Answer(response=Response(URL, 200, {"content-type": "application/pdf"}, b"")), "broken"),
        (Answer(response=page(status=401)), "blocked"),
        (Answer(response=page(status=403)), "blocked"),
        (Answer(response=page(status=999)), "blocked"),
        (Answer(response=Response(URL, 503, {"cf-mitigated": "challenge"})), "blocked"),
        (Answer(response=Response(URL, 202, {"x-amzn-waf-action": "challenge"})), "blocked"),
        (Answer(response=page("Just a moment...", "<p>Checking")), "blocked"),
        (Answer(response=page("Contact us", '<form><div class="g-recaptcha"></div></form>')), "blocked"),
        (Answer(response=page("Contact us", f'<form><div class="g-recaptcha"></div></form>{WORDS}')), "ok"),
        (Answer(response=page("One moment in history")), "ok"),
        (Answer(response=page(status=404)), "broken"),
        (Answer(response=page(status=410)), "gone"),
        (Answer(response=page(status=500)), "unknown-transient"),
        (Answer(response=page(status=429)), "unknown-transient"),
        (Answer(hops("https://www.example.org/new"), page()), "moved"),
        (Answer(hops("https://www.example.org/new", permanent=False), page()), "ok"),
        (Answer(hops("https://www.example.org/"), page()), "gone"),
        (Answer(hops("https://www.example.org/home.aspx", permanent=False), page()), "gone"),
        (Answer(hops("https://www.example.org/errors/404.html"), page()), "gone"),
        (Answer(hops("https://www.example.org/oops.aspx?aspxerrorpath=/privacy", permanent=False), page()), "gone"),
        (Answer(hops("https://www.example.org/Account/Login.aspx?ReturnUrl=x", permanent=False), page()), "blocked"),
        (Answer(hops("https://login.example.org/", permanent=False), page()), "blocked"),
        (Answer(hops("https://www.example.org/x"), page(body="<input type=password>")), "blocked"),
        (Answer(failure=Failure.NAME), "broken"),
        (Answer(failure=Failure.RESOLVER), "unknown-transient"),
        (Answer(failure=Failure.REFUSED), "unknown-transient"),
        (Answer(failure=Failure.CERTIFICATE), "broken"),
        (Answer(failure=Failure.LOOP), "broken"),
        (Answer(failure=Failure.HOPS), "broken"),
        (Answer(failure=Failure.CUT_OFF), "broken"),
        (Answer(failure=Failure.TIMEOUT), "unknown-transient"),
        (Answer(failure=Failure.RESET), "unknown-transient"),
        (Answer(failure=Failure.UNSAFE), "refused-unsafe"),
        (Answer(item=Item("live")), "ok"),
        (Answer(hops("https://www.gov.uk/new"), item=Item("live")), "moved"),
        (Answer(item=Item("withdrawn", "on 1 March 2024")), "withdrawn"),
        (Answer(item=Item("gone")), "gone"),
    ],
)  # fmt: skip
def test_a_verdict_is_what_a_careful_person_would_say(answer: Answer, verdict: str) -> None:
    assert judge(URL, answer).verdict == verdict


@pytest.mark.parametrize(
    ("fragment", "body", "verdict"),
    [
        ("top", WORDS, "ok"),
        (":~:text=the%20council", WORDS, "ok"),
        ("here", f'<p id="here">{WORDS}', "ok"),
        ("here", f'<a name="here"></a>{WORDS}', "ok"),
        ("caf%C3%A9", f'<p id="café">{WORDS}', "ok"),
        ("made", f'<script>section.id = "made"</script>{WORDS}', "ok"),
        ("/search", WORDS, "ok"),
        ("here", WORDS, "broken"),
        ("Here", f'<p id="here">{WORDS}', "broken"),
    ],
)
def test_an_anchor_must_be_on_the_page(fragment: str, body: str, verdict: str) -> None:
    assert judge(f"{URL}#{fragment}", Answer(response=page(body=body))).verdict == verdict


def test_an_anchor_beyond_the_limit_of_what_is_read_is_not_missed() -> None:
    cut = Response(URL, 200, HTML, WORDS.encode(), is_whole=False)
    assert judge(f"{URL}#far-below", Answer(response=cut)).verdict is Verdict.OK


def test_a_permanent_redirect_is_suggested_as_far_as_it_is_permanent() -> None:
    mixed = (Hop("https://new.example.org/a", True), Hop("https://new.example.org/a?session=1", False))
    outcome = judge(f"{URL}#part", Answer(mixed, page(body=f'<p id="part">{WORDS}')))
    assert outcome.suggested_url == "https://new.example.org/a#part"
    assert outcome.final_url == "https://new.example.org/a?session=1#part"


def test_home_may_lead_to_home() -> None:
    outcome = judge("https://www.example.org/", Answer(hops("https://www.example.org/home", permanent=False), page()))
    assert outcome.verdict is Verdict.OK


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', "https://www.example.org/new"),
        ("<meta http-equiv=Refresh content=\"3;URL='https://x.example/'\">", "https://x.example/"),
        (f'<meta http-equiv="refresh" content="0; url=/new">{WORDS}', None),
        ('<meta http-equiv="refresh" content="300; url=/new"><p>Live scores', None),
        ('<meta http-equiv="refresh" content="5">', None),
        (f'<meta http-equiv="refresh" content="5; url={URL}">', None),
    ],
)
def test_a_page_that_is_only_a_refresh_is_a_redirect(html: str, target: str | None) -> None:
    hop = Response(URL, 200, HTML, html.encode()).redirect
    assert (hop and hop.target) == target
    assert hop is None or hop.is_permanent


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("mailto:office@school.example", "ok"),
        ("mailto:a@b.example,c@d.example?subject=Copy", "ok"),
        ("mailto:office", "broken"),
        ("mailto:", "broken"),
        ("tel:+44-1889-123456", "ok"),
        ("tel:01889%20123456", "ok"),
        ("tel:office", "broken"),
    ],
)
def test_mail_and_telephone_are_only_looked_at(url: str, verdict: str) -> None:
    assert judge_written(url).verdict == verdict


def test_what_others_write_cannot_steer_a_terminal() -> None:
    assert one_line("a\x1b[2Jb\r\nc\u202e" + "d" * 300).startswith("a [2Jb c d")
    assert len(one_line("d" * 300)) == 200


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/a b", "https://www.example.org/a b"),
        ("/caf\udce9", "https://www.example.org/caf%E9"),
        ("/café", "https://www.example.org/café"),
        ("/a\x01b", "https://www.example.org/a%01b"),
        ("\n/a\tb\r", "https://www.example.org/ab"),
        ("http://[::1", ""),
        ("http://a:99999/", ""),
    ],
)
def test_an_address_is_read_as_browsers_read_it(written: str, address: str) -> None:
    assert joined(URL, written) == address


@pytest.mark.parametrize("charset", ["punycode", "undefined", "unicode_escape", "utf-7", "x-klingon", "a\0b"])
def test_a_charset_that_no_browser_knows_is_guessed(charset: str) -> None:
    sent = Response(URL, 200, {"content-type": f"text/html; charset={charset}"}, "<title>Café +2AA-\\ud800".encode())
    assert sent.page
    assert sent.page.title == "Café +2AA-\\ud800"
