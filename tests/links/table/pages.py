"""What a page with status 200 says, in which encoding, and whether it has the anchor."""

from tests.links.answers import (
    CONTENT,
    WORDS,
    document,
    file,
    not_found_page,
    only_if,
    page,
    reply,
    zipped,
)
from tests.links.fault import Fault

PDF = b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 100

SOFT_404 = [
    Fault("a plain soft 404", "gone", "/soft/plain", not_found_page()),
    Fault(
        "a soft 404 with its number in the title", "gone", "/soft/number", not_found_page("404 - Page not found", "404")
    ),
    Fault(
        "a soft 404 as GOV.UK words it",
        "gone",
        "/soft/govuk",
        not_found_page(
            "Page not found - GOV.UK", "Page not found", "If you typed the web address, check it is correct."
        ),
    ),
    Fault(
        "a soft 404 as councils word it",
        "gone",
        "/soft/council",
        not_found_page(
            "Fictional County Council",
            "Sorry, we can't find that page",
            "It may have been moved or deleted. Try searching.",
        ),
    ),
    Fault(
        "a soft 404 with a curly apostrophe",
        "gone",
        "/soft/curly",
        not_found_page("Fictional County Council", "Sorry, we can’t find the page you’re looking for"),
    ),
    Fault(
        "a soft 404 as ASP.NET words it",
        "gone",
        "/soft/aspnet",
        page(
            "<span><h1>Server Error in '/' Application.<hr></h1>"
            "<h2><i>The resource cannot be found.</i></h2></span>"
            "<b>Description: </b>HTTP 404. The resource you are looking for (or one of its dependencies) "
            "could have been removed.",
            "The resource cannot be found.",
        ),
    ),
    Fault(
        "a soft 404 as IIS words it",
        "gone",
        "/soft/iis",
        page(
            "<h2>404 - File or directory not found.</h2>"
            "<h3>The resource you are looking for might have been removed, had its "
            "name changed, or is temporarily unavailable.</h3>",
            "404 - File or directory not found.",
        ),
    ),
    Fault(
        "a soft 404 as Apache words it",
        "gone",
        "/soft/apache",
        page("<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", "404 Not Found"),
    ),
    Fault("a soft 404 only in its heading", "gone", "/soft/heading", not_found_page("Fictional County Council")),
    Fault(
        "a soft 404 that says the page does not exist",
        "gone",
        "/soft/exist",
        not_found_page("Fictional school", "This page doesn't exist"),
    ),
    Fault(
        "a soft 404 that says the page is no longer available",
        "gone",
        "/soft/longer",
        not_found_page("Fictional school", "This page is no longer available"),
    ),
    Fault(
        "a soft 404 with a long menu around it",
        "gone",
        "/soft/menu",
        page(
            "<nav>" + "<a href=/x>Schools and learning</a> " * 200 + "</nav><main><h1>Page not found</h1></main>",
            "Page not found | Fictional council",
        ),
    ),
    Fault(
        "a soft 404 where a PDF was",
        "gone",
        "/soft/notice.pdf",
        not_found_page("Document not found", "Document not found"),
    ),
    Fault(
        "a soft 404 in Windows-1252 without a charset",
        "gone",
        "/soft/1252",
        reply(
            200,
            "<title>Fictional council</title><h1>Sorry, we can’t find that page</h1>".encode("cp1252"),
            "text/html",
        ),
    ),
    Fault(
        "a soft 404 in UTF-16",
        "gone",
        "/soft/16",
        reply(
            200,
            document("<h1>Page not found</h1>", "Page not found")
            .replace("<meta charset='utf-8'>", "")
            .encode("utf-16"),
            "text/html",
        ),
    ),
    Fault("a soft 404 in gzip", "gone", "/soft/gzip", zipped(document("<h1>Page not found</h1>", "Page not found"))),
]

NO_SOFT_404 = [
    Fault(
        "a page that mentions error 404",
        "ok",
        "/like/mention",
        page(f"{CONTENT}<p>Our old site said 404, page not found. That is mended.</p>"),
    ),
    Fault(
        "guidance titled What to do when a child is not found",
        "ok",
        "/like/child",
        page(f"<h1>What to do when a child is not found</h1><p>{WORDS}</p>", "What to do when a child is not found"),
    ),
    Fault(
        "guidance on a resource that cannot be found",
        "ok",
        "/like/resource",
        page(f"<h1>If a record cannot be found</h1><p>{WORDS * 3}</p>", "If a record cannot be found"),
    ),
    Fault(
        "a page on the number 404",
        "ok",
        "/like/404",
        page(f"<h1>404 schools answered the census</h1><p>{WORDS}</p>", "404 schools answered the census"),
    ),
    Fault(
        "a guide to writing error pages",
        "ok",
        "/like/guide",
        page(
            f"<h1>How to write a page not found page</h1><p>{WORDS * 3}</p>",
            "How to write a 'page not found' page - Design manual",
        ),
    ),
    Fault(
        "a page with a heading on missing pages far down",
        "ok",
        "/like/h2",
        page(f"{CONTENT}<h2>Page not found</h2><p>If you see this message, tell us.</p>"),
    ),
    Fault(
        "a page on lost property",
        "ok",
        "/like/lost",
        page(f"<h1>Lost property that was not found</h1><p>{WORDS}</p>", "Lost and not found"),
    ),
    Fault(
        "a page that says that consent can be withdrawn",
        "ok",
        "/like/consent",
        page(f"{CONTENT}<p>Consent can be withdrawn. This page was withdrawn and rewritten in 2014.</p>"),
    ),
    Fault(
        "a page on a service that has gone",
        "ok",
        "/like/gone",
        page(
            f"<h1>Connexions has gone: who does its work now</h1><p>{WORDS}</p>",
            "Connexions is no longer available: who does its work now",
        ),
    ),
    Fault(
        "a hidden message in a script",
        "ok",
        "/like/script",
        page(
            f"{CONTENT}<script>const messages = {{notFound: '<h1>Page not found</h1>'}};</script>"
            "<template><h1>Page not found</h1></template>"
        ),
    ),
]

EMPTY = [
    Fault("an empty body", "broken", "/empty/body", reply(200)),
    Fault("a body of white space", "broken", "/empty/space", reply(200, " \r\n\t" * 50)),
    Fault(
        "a page without anything in it",
        "broken",
        "/empty/page",
        reply(200, "<html><head><title></title></head><body> </body></html>"),
    ),
    Fault("an empty PDF", "broken", "/empty/x.pdf", file("application/pdf", b"")),
    Fault("204", "broken", "/empty/204", reply(204, kind="", headers=[("Content-Length", "0")])),
    Fault("a page of one picture", "ok", "/empty/picture", page("<img src=/poster.png alt='Our poster'>")),
    Fault(
        "a page that a script fills",
        "ok",
        "/empty/app",
        page("<div id=root></div><script src=/app.js></script>", "Find a school"),
        why="a browser shows it",
    ),
]

PART = f"<h2 id='part'>Part</h2>{CONTENT}"
ANCHORS = [
    Fault("an id", "ok", "/anchor/id#part", page(PART)),
    Fault("a name of an a element", "ok", "/anchor/name#part", page(f"<a name=part></a>{CONTENT}")),
    Fault("no such anchor", "broken", "/anchor/none#part", page()),
    Fault("an anchor in other capitals", "broken", "/anchor/caps#Part", page(PART), why="ids are case-sensitive"),
    Fault("an anchor only in a comment", "broken", "/anchor/comment#part", page(f"<!-- {PART} -->{CONTENT}")),
    Fault("an anchor only as a link", "broken", "/anchor/link#part", page(f"<a href='#part'>Part</a>{CONTENT}")),
    Fault(
        "a name of something that is no a element", "broken", "/anchor/input#part", page(f"<input name=part>{CONTENT}")
    ),
    Fault("#top", "ok", "/anchor/top#top", page(), why="the HTML standard's own"),
    Fault("an empty fragment", "ok", "/anchor/empty#", page()),
    Fault("a text fragment", "ok", "/anchor/text#:~:text=pupil%20data", page()),
    Fault("an id with a text fragment", "ok", "/anchor/both#part:~:text=pupil", page(PART)),
    Fault(
        "an id made by an inline script",
        "ok",
        "/anchor/script#part",
        page(f"{CONTENT}<script>document.querySelector('h1').id = 'part';</script>"),
    ),
    Fault(
        "ids made by a script from headings",
        "ok",
        "/anchor/slug#sharing-pupil-data",
        page(
            f"{CONTENT}<script>for (const h of document.querySelectorAll('h1')) "
            "h.id = h.textContent.toLowerCase().replaceAll(' ', '-');</script>"
        ),
    ),
    Fault(
        "a script that makes no anchors",
        "broken",
        "/anchor/stats#part",
        page(f"{CONTENT}<script>window.dataLayer = window.dataLayer || [];</script>"),
    ),
    Fault(
        "a route of a script",
        "ok",
        "/anchor/route#/schools/1",
        page("<div id=root></div><script src=/app.js></script>", "Find a school"),
    ),
    Fault("an id with letters beyond ASCII", "ok", "/anchor/utf8#caf%C3%A9", page(f"<h2 id='café'>Café</h2>{CONTENT}")),
    Fault(
        "the same in an old encoding",
        "ok",
        "/anchor/1252#caf%C3%A9",
        reply(200, f"<h2 id='café'>Café</h2>{CONTENT}".encode("cp1252"), "text/html; charset=windows-1252"),
    ),
    Fault(
        "an id that holds a percent sign",
        "ok",
        "/anchor/percent#a%20b",
        page(f"<h2 id='a%20b'>A b</h2>{CONTENT}"),
        why="browsers try the fragment as it stands first",
    ),
    Fault("an id with an escaped ampersand", "ok", "/anchor/amp#a&b", page(f"<h2 id='a&amp;b'>A and b</h2>{CONTENT}")),
    Fault("a page of a PDF", "ok", "/anchor/x.pdf#page=2", file("application/pdf", PDF)),
    Fault(
        "an anchor beyond what is read",
        "ok",
        "/anchor/far#part",
        page(f"{CONTENT}{'<p>' + WORDS + '</p>'}" * 12000 + PART),
        why="nobody looked there",
    ),
    Fault("an anchor of a page in gzip", "ok", "/anchor/gzip#part", zipped(document(PART))),
]

KINDS = [
    Fault("a page as it should be", "ok", "/ok", page()),
    Fault("a page over https", "ok", "/ok", page(), at="secure"),
    Fault("a PDF", "ok", "/x.pdf", file("application/pdf", PDF)),
    Fault("a PDF larger than is read", "ok", "/large.pdf", file("application/pdf", PDF * 2000)),
    Fault(
        "a Word document",
        "ok",
        "/x.docx",
        file("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04" + b"0" * 999),
    ),
    Fault("a picture", "ok", "/x.png", file("image/png", b"\x89PNG\r\n\x1a\n" + b"0" * 999)),
    Fault("plain text", "ok", "/x.txt", file("text/plain", WORDS.encode())),
    Fault("a page without a Content-Type", "ok", "/untyped", reply(200, document(CONTENT), "")),
    Fault(
        "a charset that nobody knows", "ok", "/klingon", reply(200, document(CONTENT), "text/html; charset=x-klingon")
    ),
    Fault(
        "bytes that are no UTF-8 though it says so",
        "ok",
        "/lies",
        reply(200, document(CONTENT).encode() + b"\xff\xfe\x80", "text/html; charset=utf-8"),
    ),
    Fault(
        "a page in UTF-16",
        "ok",
        "/utf16",
        reply(200, document(CONTENT).replace("<meta charset='utf-8'>", "").encode("utf-16"), "text/html"),
    ),
    Fault("an escaped slash and tilde in the path", "ok", "/a%2Fb%7Ec", page(), why="asked for exactly as printed"),
    Fault(
        "a query as printed",
        "ok",
        "/query?q=a%20b+c&x=1;y=%2F",
        only_if(lambda request: request.target == "/query?q=a%20b+c&x=1;y=%2F", page(), reply(404)),
    ),
    Fault("letters beyond ASCII in the path", "ok", "/café", also={"/caf%C3%A9": page()}),
    Fault("brackets in the path", "ok", "/notice_(2016)", page()),
    Fault("mailto", "ok", "mailto:office@school.example"),
    Fault("mailto with a subject", "ok", "mailto:office@school.example?subject=Privacy%20notice"),
    Fault("tel", "ok", "tel:+441632960123"),
    Fault("mailto without an address", "broken", "mailto:"),
    Fault("mailto without a host", "broken", "mailto:office"),
    Fault("tel without a number", "broken", "tel:office"),
]

PAGES = [*SOFT_404, *NO_SOFT_404, *EMPTY, *ANCHORS, *KINDS]
