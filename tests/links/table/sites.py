"""Sites as they are: let go, for sale, away for an hour, walled against programs, or built by scripts.

Each kind of issue has rows that must be found and rows that look like them and must not be.
"""

from __future__ import annotations

from tests.links.answers import CONTENT, WORDS, document, file, in_turn, page, raw, redirect, reply
from tests.links.fault import ALONE, Fault

PAGE = page()
LONG = f"<p>{WORDS}</p>" * 6
PDF = b"%PDF-1.7\n" + b"0" * 900


def said(heading: str, title: str = "", text: str = "") -> str:
    """A page of these words."""
    return document(f"<h1>{heading}</h1><p>{text}</p>", title or heading)


def rows(kind: str, verdict: str, pages: dict[str, str], status: int = 200) -> list[Fault]:
    """A row for each page, by what it is."""
    path = kind.replace(" ", "-")
    return [
        Fault(f"{kind}: {what}", verdict, f"/sites/{verdict}/{path}/{number}", reply(status, body))
        for number, (what, body) in enumerate(pages.items())
    ]


NO_SITE = [
    *rows(
        "let go",
        "gone",
        {
            "suspended": said("This account has been suspended", "Account Suspended"),
            "suspended website": said("Website suspended", "Suspended", "Please contact the billing department."),
            "bandwidth": said("Bandwidth Limit Exceeded", "509 Bandwidth Limit Exceeded"),
            "expired": said("This domain has expired", "school.example", "Renew it now."),
            "expired site": said("This website has expired", "Site expired"),
            "for sale": said("school.example is for sale", "school.example", "Make an offer."),
            "may be for sale": said("The domain school.example may be for sale", "school.example"),
            "buy it": said("Buy this domain", "school.example"),
            "parked": said("This domain is parked", "Parked Domain", "free, courtesy of a registrar"),
            "parked by": said("Domain parked by a registrar", "school.example"),
            "a parking company's script": document("<script src='https://www.sedoparking.com/frmpark/x.js'></script>"),
            "just registered": said("This domain name has been registered", "school.example"),
            "nginx": said("Welcome to nginx!", text="Further configuration is required."),
            "nginx of CentOS": said("Welcome to nginx on Fedora!", "Test Page for the Nginx HTTP Server on Fedora"),
            "Apache": said("It works!", "It works!"),
            "Apache of Ubuntu": said("Apache2 Ubuntu Default Page", "Apache2 Ubuntu Default Page: It works", WORDS),
            "Apache of Red Hat": said("Testing 123..", "Apache HTTP Server Test Page powered by CentOS", WORDS),
            "cPanel": said("Sorry!", "Default Web Site Page", "If you are the owner of this website, contact us."),
            "a new WordPress": said("Hello world!", "Just another WordPress site"),
            "future home": said("Future home of something quite cool.", "Coming Soon"),
            "not configured": said("Site not found", "Site not found", "The host name is not configured here."),
        },
    ),
    Fault(
        "let go: sent on to a marketplace",
        "gone",
        "/sites/sent-on/3",
        redirect(302, "{b}/domain_profile.cfm?d=school.example"),
        {"{b}/domain_profile.cfm": page(f"<h1>school.example</h1><p>{WORDS}</p>", "A name for you")},
    ),
    Fault(
        "let go: sent on to a page of suspension",
        "gone",
        "/sites/sent-on/1",
        redirect(302, "/suspended.page/"),
        {"/suspended.page/": page("<h1>Sorry</h1>", "Website")},
    ),
    *rows(
        "like one let go",
        "ok",
        {
            "guidance": said("Suspended pupils", text=WORDS * 8),
            "accounts": said("What to do when your account has been suspended", text=WORDS * 8),
            "parking": said("Parking", text=WORDS * 8),
            "sale": said("Uniform for sale", text=WORDS * 8),
            "news": said("Coming soon: our summer fair", text=WORDS * 8),
            "domains": said("Domain names of schools", "Domain names of schools", WORDS * 8),
            "a web server": said("How to set up nginx", "How to set up nginx: welcome", WORDS * 8),
            "works": said("It works: breakfast clubs", text=WORDS * 8),
        },
    ),
]

BACK_SOON = [
    *rows(
        "away for an hour",
        "unknown-transient",
        {
            "back soon": said("Back soon"),
            "will be back": said("We will be back soon", "Fictional Council"),
            "be right back": said("We'll be right back"),
            "down": said("This site is down for maintenance", "Down for maintenance"),
            "undergoing": said("Our website is currently undergoing scheduled maintenance", "Maintenance"),
            "unavailable": said("This service is temporarily unavailable", "Service unavailable"),
            "a page that is temporarily unavailable": said("This page is temporarily unavailable", "Fictional Council"),
            "offline": said("Site offline", "Site Off-line"),
            "a fault with 200": said("Internal Server Error", "500 Internal Server Error"),
            "something went wrong": said("We're sorry, but something went wrong", "Sorry, something went wrong (500)"),
            "being made": said("Too busy", "503 Service Temporarily Unavailable"),
        },
    ),
    Fault(
        "away for an hour: sent on to a page of maintenance",
        "unknown-transient",
        "/sites/sent-on/2",
        redirect(302, "/maintenance.html"),
        {"/maintenance.html": page("<h1>Sorry</h1>", "Fictional Council")},
    ),
    *rows(
        "like one away",
        "ok",
        {
            "roads": said("Road maintenance", text=WORDS * 8),
            "maintenance": said("Maintenance", "Child maintenance - GOV.UK", WORDS * 8),
            "back": said("Back to school soon", text=WORDS * 8),
            "services": said("Services that are temporarily unavailable", text=WORDS * 8),
        },
    ),
]

MISSING = rows(
    "missing",
    "gone",
    {
        "that page can't be found": said("Oops! That page can’t be found.", "Page not found – Fictional School"),
        "could not be found": said("404", "404: This page could not be found."),
        "Rails": said("The page you were looking for doesn't exist.", "The page doesn't exist (404)"),
        "looking for something": said("Sorry, we couldn't find what you're looking for", "Fictional Council"),
        "isn't available": said("Sorry, this page isn't available", "Fictional"),
        "content": said("This content isn't available right now", "Fictional"),
        "no longer": said("The document you are looking for is no longer available", "Fictional Council"),
        "moved or deleted": said("The page may have been moved or deleted", "Fictional Council"),
        "can't find": said("Hmm. We can’t seem to find the page you’re looking for", "Fictional Trust"),
        "nothing": said("Nothing found", "Nothing Found | Fictional Trust"),
        "nothing here": said("There's nothing here", "Fictional Trust"),
        "missing": said("Missing page", "Fictional Council"),
        "lost": said("You seem to be lost", "Fictional Council"),
        "an article": said("Article not found", "Fictional News"),
        "a record": said("Record not found", "Fictional Library"),
        "a link": said("This link is broken", "Fictional Council"),
        "expired": said("This link has expired", "Fictional file store"),
        "deleted": said("This item has been deleted", "Fictional file store"),
        "an error": said("Error 404: the requested page does not exist", "Error"),
        "Welsh": said("Heb ganfod y dudalen", "Cyngor Ffuglennol"),
        "Welsh, the other way": said("Tudalen heb ei ganfod", "Cyngor Ffuglennol"),
        "retired": said("This page has been retired", "Fictional Council"),
        "invalid": said("Invalid page", "Fictional Council"),
    },
) + rows(
    "like one missing",
    "ok",
    {
        "children": said("Children missing education", "Children missing education", WORDS),
        "a child": said("If your child cannot be found", "If your child cannot be found", WORDS),
        "meals": said("The page you need for school meals", "School meals", WORDS),
        "items": said("Items not allowed in school", "Items not allowed in school", WORDS),
        "records": said("Records that are no longer kept", "Records that are no longer kept", WORDS),
        "places": said("Places no longer available", "Places no longer available", WORDS),
        "links": said("Links", "Links", WORDS),
        "lost": said("Lost property", "Lost something?", WORDS),
        "nothing": said("There is nothing to pay", "Nothing to pay", WORDS),
        "retired": said("Retired teachers", "Retired teachers", WORDS),
    },
)

HOMES = [
    *(
        Fault(f"home as {home}", "gone", f"/sites/home/{number}", redirect((301, 302)[number % 2], home), {home: PAGE})
        for number, home in enumerate(
            ("/Homepage.aspx", "/Pages/Home.aspx", "/index.php", "/Default.aspx", "/en/home.html", "/home/index.php",
             "/SitePages/Home.aspx", "/web/guest/home", "/homepage", "/cy", "/Pages/default.aspx", "/main.asp")
        )
    ),
    Fault("home with a note of the error", "gone", "/sites/home/note", redirect(302, "/?error=404")),
    Fault("home with the address asked for", "gone", "/sites/home/ref", redirect(302, "/?ref=/sites/home/ref")),
    *(
        Fault(f"no home: {there}", "moved", f"/sites/no-home/{number}", redirect(301, there),
              {there.partition("?")[0]: PAGE})
        for number, there in enumerate(
            ("/index.asp?id=34", "/homework/", "/our-school/home-visits", "/welcome-pack.html", "/pages/privacy.aspx",
             "/main-school/privacy", "/index-of-policies", "/public/privacy")
        )
    ),
    Fault("no home: a page by its number", "moved", "/sites/by-number", redirect(301, "/?p=341")),
]  # fmt: skip

WALLS = [
    Fault("400 to programs", "blocked", "/sites/400", reply(400, "Bad Request")),
    Fault("400 to an address that no server can read", "broken", "/sites/400/%zz", reply(400, "Bad Request")),
    Fault("406 to programs", "blocked", "/sites/406", reply(406, "Not Acceptable")),
    Fault("402", "blocked", "/sites/402", reply(402, "Payment Required")),
    Fault("405", "blocked", "/sites/405", reply(405, "Method Not Allowed")),
    Fault("429 with a captcha", "blocked", "/sites/429",
          page("<div class=h-captcha></div>", "Too many requests", status=429)),
    Fault("a wall with 202 that sends readers on", "blocked", "/sites/202",
          page("<p>Please wait.</p>", "Please wait", "<meta http-equiv=refresh content='0;/captcha/?r=x'>", 202)),
    Fault("a wall with 200 that sends readers on", "blocked", "/sites/200",
          page("", "", "<meta http-equiv=refresh content='3; url=/_Incapsula_Resource?x=1'>")),
    Fault("a wall with 200 that reloads itself", "blocked", "/sites/reloads",
          page("<h1>Checking if the site connection is secure</h1>", "Just a moment...",
               "<meta http-equiv=refresh content='5; url=/sites/reloads?t=1'>")),
    Fault("a wall with 202 and a script", "blocked", "/sites/202-script",
          reply(202, "<html><head><script src='/149e9513/challenge.js'></script></head><body></body></html>")),
    Fault("a redirect to a wall", "blocked", "/sites/to-wall", redirect(302, "{b}/validate/captcha?next=x"),
          {"{b}/validate/captcha": page("<h1>Prove it</h1>", "Prove it")}),
    *rows("a wall", "blocked", {
        "denied": said("Access Denied", "Access Denied", "You don't have permission to access this on this server."),
        "blocked": said("Sorry, you have been blocked", "Attention Required! | Cloudflare"),
        "a bot": said("Making sure you're not a bot!"),
        "human": said("Verify you are human", "school.example"),
        "verifying": said("Please wait while we verify your browser", "school.example"),
        "cookies": said("Please enable JavaScript and cookies to continue", "school.example"),
        "rejected": said("The requested URL was rejected. Please consult with your administrator.", "Request Rejected"),
        "firewall": said("Blocked by the web application firewall", "Web Application Firewall"),
        "a captcha's frame": document("<iframe src='https://geo.captcha-delivery.com/captcha/?x'></iframe>", "x"),
    }),
    *rows("like a wall", "ok", {
        "access": said("Access denied: what to do when a school refuses you your records", text=WORDS * 6),
        "robots": said("Robots in the classroom", text=WORDS * 6),
        "cookies": said("Cookies", "Cookies and JavaScript", WORDS * 6),
        "blocked": said("Blocked drains", text=WORDS * 6),
        "security": said("Security checks of volunteers", text=WORDS * 6),
    }),
]  # fmt: skip

SENT_ON = [
    Fault("a Refresh header", "moved", "/sites/refresh/1", reply(200, "", headers=[("Refresh", "0; url=/ok")]),
          suggested="{a}/ok"),
    Fault("a Refresh header without url=", "moved", "/sites/refresh/2",
          reply(200, "Moved.", headers=[("Refresh", "0;/ok")]), suggested="{a}/ok"),
    Fault("a refresh without url=", "moved", "/sites/refresh/3",
          page("", head="<meta http-equiv=refresh content='0;/ok'>"), suggested="{a}/ok"),
    Fault("a refresh with spaces", "moved", "/sites/refresh/4",
          page("", head="<meta http-equiv=refresh content='0 ; url = \"/ok\"'>"), suggested="{a}/ok"),
    Fault("a Refresh header beside content", "ok", "/sites/refresh/5", page(headers=[("Refresh", "600; url=/")])),
    Fault("a Refresh header that reloads", "ok", "/sites/refresh/6", page(headers=[("Refresh", "30")])),
    Fault("300 with a list", "ok", "/sites/300", page(f"{CONTENT}<ul><li><a href=/1>One</a></ul>", status=300)),
    Fault("300 without anything", "broken", "/sites/300-empty", reply(300)),
    Fault("202, then a page", "ok", "/sites/accepted/1", in_turn(reply(202), PAGE)),
    Fault("202 to the end", "unknown-transient", "/sites/accepted/2", reply(202, "Accepted")),
    Fault("202 with the page", "ok", "/sites/accepted/3", page(CONTENT + LONG, status=202)),
    Fault("a redirect to a place that is not there", "moved", "/sites/place/1", redirect(301, "/ok#content"),
          suggested="{a}/ok#content"),
    Fault("a redirect to another place", "ok", "/sites/place/2#old", redirect(302, "/ok#none")),
    Fault("a redirect by way of a place", "ok", "/sites/place/3#old", redirect(302, "/sites/place/3b#none"),
          {"/sites/place/3b": redirect(302, "/ok")}, why="the fragment of the first redirect lives on"),
    Fault("a redirect that keeps the place", "broken", "/sites/place/4#old", redirect(302, "/ok")),
]  # fmt: skip

APP = "<script src='/assets/app.js'></script>"
PLACES = [
    Fault("a page that a script draws", "ok", "/sites/app/1#parents",
          page(f"<div id=root></div>{APP}", "Find a school")),
    Fault("a page that a script draws, with a line for others", "ok", "/sites/app/2#parents",
          page(f"<noscript>Turn JavaScript on.</noscript><div id=app><p>Loading…</p></div>{APP}", "Find a school")),
    Fault("a tab of a script", "ok", "/sites/app/3#parents",
          page(f"<a data-toggle=tab href='#parents'>Parents</a>{CONTENT}{APP}")),
    Fault("a panel named by a script's attribute", "ok", "/sites/app/4#parents",
          page(f"<button aria-controls=parents>Parents</button>{CONTENT}{APP}")),
    Fault("a section of a script", "ok", "/sites/app/5#parents",
          page(f"<div data-anchor=parents>{CONTENT}</div>{APP}")),
    Fault("an id of a script with a beginning of its own", "ok", "/sites/app/6#heading-sharing-pupil-data",
          page(CONTENT + APP)),
    Fault("an id of a script with lines below", "ok", "/sites/app/7#Sharing_pupil_data", page(CONTENT + APP)),
    Fault("no such place though there are scripts", "broken", "/sites/app/8#parents", page(CONTENT + APP)),
    Fault("no such place, and no script to make it", "broken", "/sites/app/9#heading-sharing-pupil-data", PAGE),
]  # fmt: skip

FILES = [
    Fault("a PDF that became a page", "broken", "/sites/notice.pdf", PAGE),
    Fault("a spreadsheet that became a page", "broken", "/sites/data.XLSX", PAGE),
    Fault("a PDF that is shown in a page", "ok", "/sites/shown.pdf",
          page("<iframe src='/files/shown.pdf'></iframe>", "shown.pdf")),
    Fault("a PDF that a script shows", "ok", "/sites/drawn.pdf", page(f"<div id=viewer></div>{APP}", "drawn.pdf")),
    Fault("a PDF that redirects to a page", "moved", "/sites/old.pdf", redirect(301, "/ok"), suggested="{a}/ok"),
    Fault("a PDF that is sent as bytes", "ok", "/sites/bytes.pdf", file("application/octet-stream", PDF)),
    Fault("a PDF without a type", "ok", "/sites/untyped.pdf", reply(200, PDF, "")),
    Fault("a page on a file", "ok", "/sites/about-notice.pdf.html", PAGE),
]  # fmt: skip

BODY = document(CONTENT).encode()
LENIENT = [
    Fault("a line of headers that is none", "ok", "/x", at=ALONE,
          answer=raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nwhat is this\r\nContent-Length: %d\r\n\r\n%b"
                     % (len(BODY), BODY))),
    Fault("a header with a space in its name", "ok", "/x", at=ALONE,
          answer=raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX Y: z\r\nContent-Length: %d\r\n\r\n%b"
                     % (len(BODY), BODY))),
    Fault("the same Content-Length twice", "ok", "/x", at=ALONE,
          answer=raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nContent-Length: %d\r\n\r\n%b"
                     % (len(BODY), len(BODY), BODY))),
]  # fmt: skip

SITES = [*NO_SITE, *BACK_SOON, *MISSING, *HOMES, *WALLS, *SENT_ON, *PLACES, *FILES, *LENIENT]
