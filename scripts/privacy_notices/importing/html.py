"""Reads HTML into a document: a web page, or what mammoth makes of Word."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from privacy_notices.importing.document import LEADING, Block, Document, Run, without_start

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
     "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]
)  # fmt: skip
_UNSEEN = "script, style, template, noscript, head, [hidden], [style*='display:none'], [style*='display: none']"
_AROUND = "nav, footer, aside, form, button, select, body > header:not(:has(h1))"
_PICTURES = "img, svg, picture, object, embed, video, audio, canvas, iframe"
_SPACE = re.compile(r"[ \t\r\n\f\N{NO-BREAK SPACE}]+")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def read_html(html: str) -> Document:
    """Return the document that the HTML shows, without the menus, header and footer of a web page."""
    tree = LexborHTMLParser(html)
    document = Document()
    for node in tree.css(_UNSEEN):
        node.decompose()
    root = tree.css_first("main, [role=main], article") or tree.body
    if root is None:
        return document
    around = [_text(node) for node in tree.css(_AROUND)]
    outside = _text(tree.body) != _text(root) if tree.body else False
    for node in tree.css(_AROUND):
        node.decompose()
    if any(around) or outside:
        document.remarks.append("What stood around the notice on the web page (menus, header, footer) was left out.")
    pictures = len(root.css(_PICTURES))
    if pictures:
        found = "1 picture or film was" if pictures == 1 else f"{pictures} pictures or films were"
        document.remarks.append(f"{found} left out. Write what they say in words, if they say anything.")
    document.has_styles = bool(root.css(", ".join(_HEADINGS)))
    _Walker(document).block(root, "paragraph", 0)
    return document


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


class _Walker:
    """Walks through the elements; `runs` are those of the block that is not finished yet, `pending` its kind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.runs: list[Run] = []
        self.pending = Block("paragraph", [])

    def finish(self) -> None:
        """Put the block that was gathered into the document; what follows in an item is a paragraph of it."""
        runs, self.runs = self.runs, []
        if not "".join(run.text for run in runs).strip():
            return
        block = replace(self.pending, runs=runs)
        if block.kind == "item":
            text = "".join(run.text for run in runs)
            blank = len(text) - len(text.lstrip())
            # Word's own numbers were written before the words by word.py; they are truer than a count.
            if block.marker != "-" and (match := LEADING.match(text.lstrip())) and not match[1]:
                block.marker = match[2] or "-"
                block.runs = without_start(runs, blank + match.end()) if match[2] else runs
            self.pending = Block("paragraph", [], self.pending.level)
        self.document.blocks.append(block)

    def block(self, node: LexborNode, kind: str, level: int) -> None:
        """Gather the blocks below an element."""
        child = node.child
        while child is not None:
            self.node(child, Run(""), kind, level)
            child = child.next
        self.finish()

    def node(self, node: LexborNode, look: Run, kind: str, level: int) -> None:
        """Gather one node: words, an inline element, or a block of its own."""
        tag = node.tag or ""
        if tag == "-text":
            self.runs.append(replace(look, text=_SPACE.sub(" ", node.text_content or "").translate(_INVISIBLE)))
        elif tag == "br":
            self.runs.append(replace(look, text="\n"))
        elif tag in _INLINE:
            if (node.attributes.get("href") or "").startswith("#footnote-ref"):
                return  # mammoth's own arrow back to the text
            look = replace(
                look,
                bold=look.bold or tag in ("b", "strong"),
                italic=look.italic or tag in ("i", "em"),
                url=(node.attributes.get("href") or "").strip() or look.url,
            )
            child = node.child
            while child is not None:
                self.node(child, look, kind, level)
                child = child.next
        elif tag == "table" and not node.css("h1, h2, h3, h4, h5, h6, table table"):
            self.table(node)
        elif tag in ("ul", "ol"):
            self.items(node, level + 1)
        elif not tag.startswith(("-", "!")) and not node.css_matches(_PICTURES):
            self.finish()
            before = self.pending
            if tag in _HEADINGS:
                self.pending = Block("heading", [], int(tag[1]))
            elif tag == "blockquote" or kind == "quote":
                self.pending, kind = Block("quote", [], level), "quote"
            elif not level:
                self.pending = Block("paragraph", [])
            self.block(node, kind, level)
            if tag in _HEADINGS or not level:
                self.pending = before if before.kind != "item" else Block("paragraph", [], level)

    def items(self, node: LexborNode, level: int) -> None:
        """Gather the items of a list; lettered ones keep their letters as words."""
        self.finish()
        number = int(start) if (start := node.attributes.get("start") or "1").isdigit() else 1
        child = node.child
        while child is not None:
            if child.tag == "li":
                value = child.attributes.get("value") or ""
                number = int(value) if value.isdigit() else number
                self.pending = Block("item", [], level, "-")
                if node.tag == "ol" and (style := node.attributes.get("type") or "1") == "1":
                    self.pending.marker = f"{number}."
                elif node.tag == "ol":
                    self.runs.append(Run(f"{lettered(number, style)}. "))
                number += 1
                self.block(child, "paragraph", level)
            elif child.tag not in ("-text", "-comment"):
                self.node(child, Run(""), "paragraph", level)
                self.finish()
            child = child.next
        self.pending = Block("paragraph", [], level - 1)

    def table(self, node: LexborNode) -> None:
        """Gather a table: each cell on one line."""
        self.finish()
        rows = []
        for row in node.css("tr"):
            cells = []
            for cell in row.css("th, td"):
                inner = _Walker(Document())
                inner.block(cell, "paragraph", 0)
                blocks = inner.document.blocks
                cells.append(
                    [replace(run, text=run.text.replace("\n", " ")) for b in blocks for run in [*b.runs, Run(" ")]]
                )
            rows.append(cells)
        if any(any(cells) for cells in rows):
            self.document.blocks.append(Block("table", [], rows=rows))


def lettered(number: int, style: str) -> str:
    """Return the number as an HTML list of that type shows it: "a", "A", "i" or "I"."""
    if style.lower() == "i":
        tens, ones = divmod(number, 10)
        letters = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
    else:
        letters = chr(ord("a") + (number - 1) % 26)
    return letters if style.islower() else letters.upper()
