"""Puts the elements of HTML into a document: those of a web page, or of what mammoth makes of Word."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from privacy_notices.importing.document import LEADING, Block, Document, Run, plain, without_start

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements that begin a line of their own; all others, unknown ones too, are words in a line.
BLOCKS = frozenset(
    [*HEADINGS, "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
     "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
     "legend", "li", "main", "menu", "nav", "noscript", "ol", "optgroup", "option", "p", "pre", "search", "section",
     "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
PICTURE_TEXT = "the description of a picture"
READING_AID = "a reading aid above other words"
_PICTURES = ("img", "svg", "picture", "object", "embed", "video", "audio", "canvas", "iframe")
STRUCK = ("s", "strike", "del")
_APART = BLOCKS | {*STRUCK, "rt", "rp"}
_SPACE = re.compile(r"[ \t\r\n\f\N{NO-BREAK SPACE}]+")
_MOST_COLUMNS = 50


def read_html(html: str) -> Document:
    """Return the document that mammoth made of a Word file."""
    document = Document()
    if (body := LexborHTMLParser(html).body) is not None:
        add_blocks(body, document, has_numbers=True)
    return document


def add_blocks(root: LexborNode, document: Document, has_numbers: bool = False) -> None:
    """Put what an element has into the document.

    Args:
        root: the element.
        document: what is added to.
        has_numbers: whether the numbers of lists are among the words already, as word_numbers.py writes them.
    """
    if pictures := sum(not _is_in_a_picture(node) for node in root.css(", ".join(_PICTURES))):
        found = "1 picture or film was" if pictures == 1 else f"{pictures} pictures or films were"
        document.remarks.append(f"{found} left out. Write what they say in words, if they say anything.")
    document.has_styles = document.has_styles or bool(root.css(", ".join(HEADINGS)))
    _Walker(document, has_numbers).block(root, Run(""), "paragraph", 0)


def text_of(node: LexborNode) -> str:
    """Return the words of an element, those of blocks and of what is no text in force apart."""
    if node.tag == "-text":
        return _SPACE.sub(" ", node.text_content or "")
    if node.tag == "br":
        return " "
    inner = "".join(text_of(child) for child in node.iter(include_text=True))
    return f" {inner} " if node.tag in _APART else inner


def _is_in_a_picture(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in _PICTURES


class _Walker:
    """Walks through the elements; `runs` are those of the block that is not finished yet, `pending` its kind."""

    def __init__(self, document: Document, has_numbers: bool) -> None:
        self.document = document
        self.has_numbers = has_numbers
        self.runs: list[Run] = []
        self.pending = Block("paragraph", [])

    def finish(self) -> None:
        """Put the block that was gathered into the document; what follows in an item is a paragraph of it."""
        runs, self.runs = self.runs, []
        if not "".join(run.text for run in runs).strip():
            return
        block = replace(self.pending, runs=runs)
        if block.kind == "item":
            if self.has_numbers and block.marker != "-":
                _take_number(block)
            self.pending = Block("paragraph", [], self.pending.level)
        self.document.blocks.append(block)

    def block(self, node: LexborNode, look: Run, kind: str, level: int) -> None:
        """Gather the blocks below an element."""
        self.inline(node, look, kind, level)
        self.finish()

    def inline(self, node: LexborNode, look: Run, kind: str, level: int) -> None:
        """Gather what an element has, on the line that is begun."""
        for child in node.iter(include_text=True):
            self.node(child, look, kind, level)

    def node(self, node: LexborNode, look: Run, kind: str, level: int) -> None:
        """Gather one node: words, an inline element, or a block of its own."""
        tag = node.tag or ""
        if tag == "-text":
            self.runs.append(replace(look, text=plain(_SPACE.sub(" ", node.text_content or ""))))
        elif tag == "br":
            self.runs.append(replace(look, text="\n"))
        elif tag in _PICTURES:
            self.picture(node)
        elif _is_struck(node):
            self.document.leave_out(text_of(node), "struck-out text")
        elif tag in ("rt", "rp"):
            self.document.leave_out(text_of(node), READING_AID)
        elif tag == "table" and not _is_a_frame(node):
            self.table(node)
        elif tag in ("ul", "ol", "menu", "dir"):
            self.items(node, level + 1)
        elif tag == "li":
            self.item(node, "-", level + 1)
            self.pending = Block("paragraph", [], level)
        elif tag in BLOCKS:
            self.own_block(node, look, kind, level)
        elif not (node.attributes.get("href") or "").startswith("#footnote-ref"):  # mammoth's arrow back to the text
            self.inline(node, _look(node, look), kind, level)

    def picture(self, node: LexborNode) -> None:
        """Leave a picture out, with the words that describe it or replace it."""
        for image in node.css("img[alt]"):
            self.document.leave_out(image.attributes.get("alt") or "", PICTURE_TEXT)
        self.document.leave_out(text_of(node), "a picture or film")

    def own_block(self, node: LexborNode, look: Run, kind: str, level: int) -> None:
        """Gather an element that begins a line of its own."""
        self.finish()
        before, tag = self.pending, node.tag or ""
        if tag in HEADINGS:
            self.pending = Block("heading", [], int(tag[1]))
        elif tag == "blockquote" or kind == "quote":
            self.pending, kind = Block("quote", [], level), "quote"
        elif not level and before.kind != "heading":
            self.pending = Block("paragraph", [])
        self.block(node, look, kind, level)
        if tag in HEADINGS or not level:
            self.pending = before if before.kind != "item" else Block("paragraph", [], level)

    def items(self, node: LexborNode, level: int) -> None:
        """Gather the items of a list; lettered ones keep their letters as words."""
        self.finish()
        number = int(start) if (start := node.attributes.get("start") or "1").isdigit() else 1
        style = node.attributes.get("type") or "1"
        for child in node.iter(include_text=True):
            if child.tag == "li":
                value = child.attributes.get("value") or ""
                number = int(value) if value.isdigit() else number
                is_counted = node.tag == "ol" and style == "1"
                letter = lettered(number, style) if node.tag == "ol" and not is_counted else ""
                self.item(child, f"{number}." if is_counted else "-", level, letter)
                number += 1
            else:
                self.node(child, Run(""), "paragraph", level)
        self.finish()
        self.pending = Block("paragraph", [], level - 1)

    def item(self, node: LexborNode, marker: str, level: int, letter: str = "") -> None:
        """Gather an item of a list."""
        self.finish()
        self.pending = Block("item", [], level, marker)
        self.runs = [Run(f"{letter}. ")] if letter else []
        self.block(node, Run(""), "paragraph", level)

    def table(self, node: LexborNode) -> None:
        """Gather a table: each cell on one line, with empty cells where one reaches over several."""
        self.finish()
        for caption in node.css("caption"):
            self.block(caption, Run(""), "paragraph", 0)
        rows: list[list[list[Run]]] = []
        below: dict[int, int] = {}
        for row in node.css("tr"):
            cells: list[list[Run]] = []
            for cell in row.css("th, td"):
                _skip_columns(cells, below)
                wide, high = _reach(cell, "colspan"), _reach(cell, "rowspan")
                below |= {len(cells) + column: high - 1 for column in range(wide) if high > 1}
                cells += [self.cell(cell), *([] for _ in range(wide - 1))]
            _skip_columns(cells, below)
            rows.append(cells)
        if any(any(cells) for cells in rows):
            self.document.blocks.append(Block("table", [], rows=rows))

    def cell(self, node: LexborNode) -> list[Run]:
        """Return the words of a cell; the items of a list in it keep a bullet or number each."""
        inner = Document()
        _Walker(inner, self.has_numbers).block(node, Run(""), "paragraph", 0)
        self.document.left_out += inner.left_out
        runs = []
        for block in inner.blocks:
            if block.kind == "item":
                runs.append(Run("• " if block.marker == "-" else f"{block.marker} "))
            runs += [*(replace(run, text=run.text.replace("\n", " ")) for run in block.runs), Run(" ")]
        return runs


def _look(node: LexborNode, look: Run) -> Run:
    return replace(
        look,
        bold=look.bold or node.tag in ("b", "strong"),
        italic=look.italic or node.tag in ("i", "em"),
        url=(node.attributes.get("href") or "").strip() or look.url,
    )


def _is_struck(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower() if "style" in node.attributes else ""
    return node.tag in STRUCK or "line-through" in style


def _is_a_frame(table: LexborNode) -> bool:
    """Say whether a table only places parts of a page: with headings or tables in it, or one column."""
    columns = max((len(row.css("th, td")) for row in table.css("tr")), default=0)
    return columns < 2 or bool(table.css(f"{', '.join(HEADINGS)}, table table"))


def _skip_columns(cells: list[list[Run]], below: dict[int, int]) -> None:
    """Put empty cells where cells of rows above reach into this row, and count how far they still do."""
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append([])


def _reach(cell: LexborNode, name: str) -> int:
    reach = cell.attributes.get(name) or ""
    return min(_MOST_COLUMNS, max(1, int(reach))) if reach.isdigit() else 1


def _take_number(block: Block) -> None:
    """Make the marker of the number that is written before the words of an item; other numbering stays words."""
    text = "".join(run.text for run in block.runs)
    match = LEADING.match(text.lstrip())
    if match and match[2]:
        block.marker = match[2]
        block.runs = without_start(block.runs, len(text) - len(text.lstrip()) + match.end())
    else:
        block.marker = "-"


def lettered(number: int, style: str) -> str:
    """Return the number as an HTML list of that type shows it: "a", "A", "i" or "I"."""
    if style.lower() == "i":
        tens, ones = divmod(number, 10)
        letters = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
    else:
        letters = chr(ord("a") + (number - 1) % 26)
    return letters if style.islower() else letters.upper()
