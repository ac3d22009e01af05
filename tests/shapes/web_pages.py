"""Web pages: what may hold words x what may be around the notice."""

from __future__ import annotations

from collections.abc import Iterator

from tests.shapes.words import Shape, Words, fill

PICTURE = '<img src="a.png">'
#: What may hold words on a web page.
HTML_HOLDERS: dict[str, str] = {
    "paragraph": "<p>{}</p>",
    "heading": "<h2>{}</h2>",
    "item": "<ul><li>{}</li></ul>",
    "numbered item": "<ol><li>{}</li></ol>",
    "definition": "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "table": "<table><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td><td>{}</td></tr></table>",
    "caption": "<table><caption>{}</caption><tr><td>{}</td><td>{}</td></tr></table>",
    "list in a cell": "<table><tr><td>{}</td><td><ul><li>{}</li><li>{}</li></ul></td></tr></table>",
    "merged cells": '<table><tr><td rowspan="2">{}</td><td>{}</td></tr><tr><td>{}</td></tr>'
    '<tr><td colspan="2">{}</td></tr></table>',
    "bare text": "{} ",
    "div": "<div>{}</div>",
    "quotation": "<blockquote>{}</blockquote>",
    "figure": f"<figure>{PICTURE}<figcaption>{{}}</figcaption></figure>",
    "fieldset": "<fieldset><legend>{}</legend><label>{}</label></fieldset>",
    "preformatted": "<pre>{}\n{}</pre>",
    "link": '<p><a href="https://example.org/">{}</a></p>',
    "link around a heading": '<a href="https://example.org/"><h3>{}</h3><p>{}</p></a>',
    "element that no standard has": "<o-p>{} </o-p>",
    "paragraph with a picture": f"<p>{PICTURE}{{}}</p>",
    "heading with a picture": f"<h2>{{}}{PICTURE}</h2>",
    "div with a picture": "<div><svg><path d='M0 0'/></svg>{}</div>",
    "cell with a picture": f"<table><tr><td>{PICTURE}{{}}</td><td>{{}}</td></tr></table>",
    "item with a picture": f"<ul><li><picture>{PICTURE}</picture>{{}}</li></ul>",
    "closed part": "<details><summary>{}</summary><p>{}</p></details>",
    "heading in a button": '<h3><button aria-expanded="false">{}</button></h3><div hidden><p>{}</p></div>',
    "button that opens a part": '<button aria-controls="x">{}</button><div id="x" style="display: none">{}</div>',
    "part beside": "<aside><p>{}</p></aside>",
    "form": '<form action="x"><p>{}</p></form>',
    "list in a list": "<ul><li>{}<ol><li>{}</li></ol></li></ul>",
    "address": "<address>{}<br>{}</address>",
    "ruby": "<p><ruby>{}<rt>{other}</rt></ruby></p>",
    "centred": "<center><font>{}</font></center>",
}
#: What may be around the notice on a web page.
HTML_AROUND: dict[str, str] = {
    "body": "<h1>{title}</h1>{}",
    "main": "{menu}<main><h1>{title}</h1>{}</main>{foot}",
    "main without title": "{menu}<header><h1>{title}</h1></header><main>{}</main>{foot}",
    "form of the whole page": '<form method="post">{menu}<div id="content"><h1>{title}</h1>{}</div>{foot}</form>',
    "article": "{menu}<article><h1>{title}</h1>{}</article>{foot}",
    "articles": "{menu}<h1>{title}</h1><article>{}</article><article>{}</article>{foot}",
    "empty main": "{menu}<main></main><div><h1>{title}</h1>{}</div>{foot}",
    "divs": '{div_menu}<div class="page"><h1>{title}</h1>{}</div>{div_foot}',
    "divs of a saved page": '<div id="cookie-banner"><p>{other}</p></div><div><ul><li><a href="/">{other}</a></li>'
    '<li><a href="/x">{other}</a></li></ul></div><div><h1>{title}</h1>{}</div>{div_foot}',
    "table of the whole page": "<table><tr><td><h1>{title}</h1>{}</td></tr></table>",
    "table of two columns": "{menu}<table><tr><td><p>{main}</p></td><td><h1>{title}</h1>{}</td></tr></table>",
    "menu that is not closed": "<nav><h1>{title}</h1>{}",
    "item": "<h1>{title}</h1><ul><li>{}</li></ul>",
    "quotation": "<h1>{title}</h1><blockquote>{}</blockquote>",
    "closed part": "<h1>{title}</h1><details><summary>{main}</summary>{}</details>",
    "hidden part": "<h1>{title}</h1><div hidden>{}</div>",
    "dialog": "<h1>{title}</h1><dialog>{}</dialog>",
}
_PARTS = {
    "menu": '<nav><a href="/">{other}</a> <a href="/a">{other}</a></nav>',
    "foot": "<footer><p>{other}</p></footer>",
    "div_menu": '<div class="main-menu"><a href="/">{other}</a> <a href="/a">{other}</a></div>',
    "div_foot": '<div class="site-footer">{other}</div>',
}


def around_of(name: str) -> str:
    """Return what is around the notice, with menus and feet written out."""
    pattern = HTML_AROUND[name]
    for part, written in _PARTS.items():
        pattern = pattern.replace(f"{{{part}}}", written)
    return pattern


def web_pages() -> Iterator[Shape]:
    """Yield a page with each holder, and a page with all of them in each surrounding."""
    for name, pattern in HTML_HOLDERS.items():
        words = Words()
        yield words.shape(
            name, "n.html", _page(f"<main><h1>{words()}</h1><p>{words(9)}</p>{fill(pattern, words)}</main>")
        )
    for name in HTML_AROUND:
        words = Words()
        inner = "".join(HTML_HOLDERS.values()) + "<p>{}</p>" * 20
        pattern = around_of(name).replace("{}", inner)
        yield words.shape(f"all in: {name}", "n.html", _page(fill(pattern, words)))
    words = Words()
    left_out = (
        f'<p>{words(9)} <s>{words.other()}</s></p><img alt="{words.other()}"><noscript>{words.other()}</noscript>'
    )
    left_out += f"<button>{words.other()}</button><select><option>{words.other()}</option></select>"
    yield words.shape("what is no notice", "n.html", _page(f"<main><h1>{words()}</h1>{left_out}</main>"))


def _page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style></head><body>{body}</body></html>"
