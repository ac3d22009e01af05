"""Finds the notice on a web page: what stands around it is left out, in its own words; what was folded up is kept.

Pages differ in what they are built of. So a menu, a footer or a cookie bar is known by its element, its role or its
name, and none of these is believed of a part that has most words of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from privacy_notices.importing.document import Document, plain
from privacy_notices.importing.html import HEADINGS, PICTURE_TEXT, add_blocks, text_of

_BESIDE = "a part beside the notice"
_UNREAD = "script, style, template"
#: Elements that are not the notice wherever they are, and how the report calls them.
_APART = {
    "noscript": "a part for browsers without scripts",
    "nav, [role=navigation]": "a menu",
    "[role=search], search": "a search box",
    "select, textarea, datalist": "a form field",
}
#: Elements that are not the notice where no element or role says which part of the page is.
_AROUND = {
    "header": "the top of the page",
    "[role=banner]": "the top of the page",
    "footer, [role=contentinfo]": "the foot of the page",
    "aside, [role=complementary]": _BESIDE,
}
#: Words in the names (id, class) of an element that is not the notice.
_NAMES = {
    "a menu": {"nav", "navbar", "navigation", "menu", "menubar", "breadcrumb", "breadcrumbs", "skip", "skiplink"},
    "the top of the page": {"masthead", "topbar"},
    "the foot of the page": {"footer", "copyright"},
    _BESIDE: {"sidebar", "aside"},
}
_COOKIE_NAMES = {"banner", "bar", "consent", "dialog", "law", "message", "modal", "notice", "overlay", "popup"}
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+")
_OPENING = {"aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"}


def read_web_page(html: str) -> Document:
    """Return the notice that a web page shows, without its menus, header and footer."""
    tree = LexborHTMLParser(html)
    document = Document()
    for node in tree.css(_UNREAD):
        node.decompose()
    if tree.head is not None:
        tree.head.decompose()
    if tree.body is None:
        return document
    _leave_out_parts(tree.body, document)
    root = _main_part(tree.body)
    if root.tag == "body":
        _leave_out_around(root, document)
    else:
        _add_title(root, tree.body, document)
        _leave_out_siblings(root, document)
    _remark_hidden(root, document)
    add_blocks(root, document)
    return document


def _leave_out_parts(body: LexborNode, document: Document) -> None:
    """Leave out what is no running text wherever it is: menus, fields, buttons, cookie bars."""
    half = _weight(body) / 2
    for selector, where in _APART.items():
        _drop(_small(body.css(selector), half), where, document)
    _drop([node for node in body.css("button") if not _opens_a_part(node)], "a button", document)
    bars = [node for node in body.css("[id], [class]") if _is_cookie_bar(node)]
    _drop(_small(bars, half), "a cookie bar", document)


def _drop(nodes: list[LexborNode], where: str, document: Document) -> None:
    """Leave out the outermost of these elements with all that they have."""
    known = {node.mem_id for node in nodes}
    for node in [node for node in nodes if not any(parent.mem_id in known for parent in _parents(node))]:
        _note(node, where, document)
        node.decompose()


def _note(node: LexborNode, where: str, document: Document) -> None:
    for picture in node.css("img[alt]"):
        document.leave_out(picture.attributes.get("alt") or "", PICTURE_TEXT)
    document.leave_out(text_of(node), where)


def _weight(node: LexborNode) -> int:
    """Return how many letters an element has."""
    return len("".join(text_of(node).split()))


def _parents(node: LexborNode) -> Iterator[LexborNode]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _small(nodes: list[LexborNode], most: float) -> list[LexborNode]:
    """Return those that do not have most of the words: a menu that was never closed has the notice in it."""
    return [node for node in nodes if _weight(node) <= most]


def _opens_a_part(button: LexborNode) -> bool:
    """Say whether a button is the heading of a part that it opens."""
    return bool(_OPENING & button.attributes.keys()) or any(parent.tag in HEADINGS for parent in _parents(button))


def _names(node: LexborNode) -> set[str]:
    named = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    return {word.lower() for word in _NAME_WORDS.findall(named)}


def _is_cookie_bar(node: LexborNode) -> bool:
    names = _names(node)
    has_cookie = bool(names & {"cookie", "cookies"})
    return (has_cookie and bool(names & _COOKIE_NAMES)) or bool(names & {"cookiebot", "onetrust", "cookieconsent"})


def _main_part(body: LexborNode) -> LexborNode:
    """Return the element that has the notice: the one that says so if it has most words, else the whole body."""
    enough = _weight(body) - sum(_weight(node) for node in body.css("body > header, body > footer"))
    articles = body.css("article")
    candidates = body.css("main, [role=main]") + (articles if len(articles) == 1 else [])
    return next((node for node in candidates if _weight(node) >= enough / 2), body)


def _leave_out_siblings(root: LexborNode, document: Document) -> None:
    """Leave out what is outside the main part."""
    inside = [root]
    for parent in _parents(root):
        if inside[-1].tag == "body":
            break
        for node in parent.iter(include_text=True):
            if node.mem_id != inside[-1].mem_id:
                _note(node, _place(node), document)
        inside.append(parent)


def _add_title(root: LexborNode, body: LexborNode, document: Document) -> None:
    """Put the title of the page before a main part that has none."""
    titles = [] if root.css("h1") else body.css("h1")
    if len(titles) == 1:
        add_blocks(titles[0], document)
        for block in document.blocks:
            block.kind, block.level = "heading", 1
        titles[0].decompose()


def _place(node: LexborNode) -> str:
    around = next((where for selector, where in _AROUND.items() if node.tag in selector.split(", ")), "")
    return around or _named_place(node) or "outside the main part of the page"


def _named_place(node: LexborNode) -> str:
    names = _names(node)
    return next((where for where, known in _NAMES.items() if names & known), "")


def _leave_out_around(body: LexborNode, document: Document) -> None:
    """Leave out menus, tops, feet and side parts of a page that does not say where its main part is."""
    third = _weight(body) / 3
    for selector, where in _AROUND.items():
        nodes = [node for node in body.css(selector) if not node.css("h1") and not _is_of_an_article(node)]
        if where == _BESIDE:
            nodes = [node for node in nodes if _is_of_links(node)]
        _drop(_small(nodes, third), where, document)
    for where in _NAMES:
        nodes = [node for node in body.css("[id], [class]") if _named_place(node) == where and not node.css("h1")]
        named = [node for node in nodes if where != "a menu" or _is_of_links(node)]
        _drop(_small(named, third), where, document)
    _drop(_leading_menus(body), "a menu", document)


def _is_of_an_article(node: LexborNode) -> bool:
    return any(parent.tag in ("article", "main", "section") for parent in _parents(node))


def _is_of_links(node: LexborNode) -> bool:
    """Say whether its words are those of links and buttons."""
    linked = sum(_weight(link) for link in node.css("a"))
    return linked > 0.7 * _weight(node)


def _leading_menus(body: LexborNode) -> list[LexborNode]:
    """Return the lists of links before the first title, whatever they are named."""
    if (title := body.css_first("h1")) is None:
        return []
    place = title.mem_id
    before = takewhile(lambda node: node.mem_id != place, body.traverse())
    lists = [node for node in before if node.tag in ("ul", "ol", "div", "p") and not node.css("h1")]
    return [node for node in lists if len(node.css("a")) > 1 and _is_of_links(node)]


def _remark_hidden(root: LexborNode, document: Document) -> None:
    """Remark what the page showed only after a click: it is kept, and a person has to look at it."""
    for node in root.css("[hidden], [style]"):
        style = (node.attributes.get("style") or "").replace(" ", "").lower()
        is_hidden = "hidden" in node.attributes or "display:none" in style or "visibility:hidden" in style
        if is_hidden and (words := " ".join(plain(text_of(node)).split())):
            document.remarks.append(f'Kept, though folded up or hidden when the page was saved: "{words[:100]}".')
