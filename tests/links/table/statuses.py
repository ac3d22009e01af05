"""What a status says: missing, gone, for some only, for people only, or not now."""

from tests.links.answers import (
    CONTENT,
    WORDS,
    close_silently,
    cut,
    in_turn,
    page,
    reply,
    reset_silently,
    retry_at,
    retry_later,
    unless_head,
)
from tests.links.fault import ALONE, Fault

PAGE = page()
CHALLENGE = page(
    "<h1>Checking your browser before you go on</h1><noscript>Enable JavaScript and cookies to continue</noscript>",
    "Just a moment...",
)

PLAIN = [
    Fault("404", "broken", "/404-plain", reply(404, "Not Found")),
    Fault("404 with a friendly page", "broken", "/404-friendly", page(status=404)),
    Fault("410", "gone", "/410", reply(410, "Gone")),
]

WALLS = [
    Fault("401", "blocked", "/401", reply(401, "Who are you?", headers=[("WWW-Authenticate", 'Basic realm="Staff"')])),
    Fault("403", "blocked", "/403", reply(403, "Forbidden")),
    Fault(
        "Cloudflare's challenge with 403",
        "blocked",
        "/cf",
        page("", "Just a moment...", status=403, headers=[("cf-mitigated", "challenge")]),
    ),
    Fault(
        "Cloudflare's challenge with 503",
        "blocked",
        "/",
        reply(503, "", headers=[("cf-mitigated", "challenge")]),
        at=ALONE,
    ),
    Fault(
        "Cloudflare's older challenge with 503 and no header",
        "blocked",
        "/",
        page("<h1>Checking your browser</h1>", "Just a moment...", status=503),
        at=ALONE,
    ),
    Fault("a challenge with 200", "blocked", "/just", CHALLENGE),
    Fault(
        "a challenge with 404",
        "blocked",
        "/cf-404",
        reply(404, "", headers=[("cf-mitigated", "challenge")]),
        why="the wall says nothing of the page",
    ),
    Fault("a challenge with 429", "blocked", "/", reply(429, "", headers=[("cf-mitigated", "challenge")]), at=ALONE),
    Fault(
        "AWS WAF's challenge with 202", "blocked", "/waf", reply(202, "", headers=[("x-amzn-waf-action", "challenge")])
    ),
    Fault(
        "AWS WAF's captcha with 405",
        "blocked",
        "/waf-405",
        reply(405, "<title>Human Verification</title>", headers=[("x-amzn-waf-action", "captcha")]),
    ),
    Fault("999", "blocked", "/999", reply(999, "Request denied")),
    Fault(
        "a captcha page",
        "blocked",
        "/captcha",
        page(
            "<h1>Are you a human?</h1><p>Please complete the captcha to go on.</p><div class=g-recaptcha></div>",
            "Security check",
        ),
    ),
    Fault(
        "Imperva's page",
        "blocked",
        "/imperva",
        reply(
            200,
            "<html><head><meta name='robots' content='noindex'></head><body>"
            "<iframe id='main-iframe' src='/_Incapsula_Resource?x=1'>Request unsuccessful. Incapsula "
            "incident ID: 1-2</iframe></body></html>",
        ),
    ),
    Fault(
        "guidance on captchas",
        "ok",
        "/on-captchas",
        page(f"<h1>Captchas and other tests of people</h1><p>{WORDS * 3}</p>", "How to use captchas"),
    ),
    Fault(
        "a contact form with a captcha under its content",
        "ok",
        "/contact",
        page(f"{CONTENT}<form><div class='g-recaptcha'></div></form>"),
    ),
]

HEADS = [
    *(
        Fault(f"HEAD answered {status}", "ok", f"/head/{status}", unless_head(reply(status), PAGE))
        for status in (403, 404, 405, 500, 501)
    ),
    Fault("HEAD answered by closing", "ok", "/head/close", unless_head(close_silently, PAGE)),
    Fault("HEAD answered by a reset", "ok", "/head/reset", unless_head(reset_silently, PAGE)),
    Fault("HEAD is good and GET is missing", "broken", "/head/only", unless_head(PAGE, reply(404))),
]

NOT_NOW = [
    *(
        Fault(f"{status} to the end", "unknown-transient", "/", reply(status, "Later."), at=ALONE)
        for status in (500, 502, 503, 504)
    ),
    Fault("429 to the end", "unknown-transient", "/", reply(429, "Slow down."), at=ALONE),
    Fault("429 to the end with Retry-After", "unknown-transient", "/", retry_later(429, "1"), at=ALONE),
    Fault("408 to the end", "unknown-transient", "/", reply(408), at=ALONE),
]

RECOVERED = [
    Fault("500, then a page", "ok", "/", in_turn(reply(500), PAGE), at=ALONE),
    Fault("503 twice, then a page", "ok", "/", in_turn(reply(503), reply(503), PAGE), at=ALONE),
    Fault("a reset, then a page", "ok", "/", in_turn(reset_silently, PAGE), at=ALONE),
    Fault("a closed connection, then a page", "ok", "/", in_turn(close_silently, PAGE), at=ALONE),
    Fault("429 with seconds, then a page", "ok", "/", in_turn(retry_later(429, "1"), PAGE), at=ALONE),
    Fault("503 with a date, then a page", "ok", "/", in_turn(retry_at(503, 2), PAGE), at=ALONE),
    Fault(
        "429 with a date long past, then a page",
        "ok",
        "/",
        in_turn(retry_later(429, "Fri, 31 Dec 1999 23:59:59 GMT"), PAGE),
        at=ALONE,
    ),
    Fault(
        "429 with a Retry-After that is neither, then a page",
        "ok",
        "/",
        in_turn(retry_later(429, "soon"), PAGE),
        at=ALONE,
    ),
    Fault("429 with a negative Retry-After, then a page", "ok", "/", in_turn(retry_later(429, "-5"), PAGE), at=ALONE),
    Fault("500, then a missing page", "broken", "/x", in_turn(reply(500), reply(404)), at=ALONE),
    Fault(
        "500, then a page that moved",
        "moved",
        "/x",
        in_turn(reply(500), reply(301, headers=[("Location", "/y")])),
        {"/y": PAGE},
        "{here}/y",
        at=ALONE,
    ),
    Fault("connections closed after each answer unannounced", "ok", "/", cut(PAGE), at=ALONE),
]

STATUSES = [*PLAIN, *WALLS, *HEADS, *NOT_NOW, *RECOVERED]
