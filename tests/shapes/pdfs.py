"""PDF files: typeset ones, and ones that are drawn letter by letter as other programs do."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.importing import typeset
from tests.shapes.words import Shape, Words, fill

#: Markup of Typst.
PDF_MARKUP: dict[str, str] = {
    "paragraphs": "= {}\n\n{} {} {}\n\n{} {}",
    "table with rules": "= {}\n\n#table(columns: 2, [{}], [{}], [{}], [{}], [{}], [{}])",
    "table with rules between rows": "= {}\n\n#table(columns: 3, stroke: (x: none, y: 1pt), column-gutter: 20pt, "
    "[{}], [{}], [{}], [{}], [{}], [{}])",
    "merged cells": "= {}\n\n#table(columns: 2, table.cell(colspan: 2)[{}], [{}], [{}], "
    "table.cell(rowspan: 2)[{}], [{}], [{}])",
    "two columns": "= {}\n\n#columns(2)[" + "{} " * 60 + "]",
    "list": "= {}\n\n- {}\n- {}\n  - {}\n+ {}",
    "framed part": "= {}\n\n#rect[{} {}]\n\n#box(stroke: 1pt)[{}]",
    "footnote": "= {}\n\n{}#footnote[{}] {}",
    "divided words": '= {}\n\n#block(width: 3cm)[#set text(lang: "en", hyphenate: true)\n'
    "Information administration organisation responsibilities {} circumstances representative {}]",
}


def pdfs() -> Iterator[Shape]:
    """Yield PDF files: typeset ones, and ones that are drawn letter by letter as other programs do."""
    for name, markup in PDF_MARKUP.items():
        words = Words()
        yield words.shape(name, "n.pdf", typeset(fill(markup, words)))
    words = Words()
    yield words.shape("form that was filled in", "n.pdf", filled_form(words(), words(), words(), words.other()))
    words = Words()
    yield words.shape("form within a page", "n.pdf", drawn_pdf([("F1", 72, 700, words())], inner=words()))


def drawn_pdf(
    texts: list[tuple[str, int, int, str]], inner: str = "", annotations: list[Dictionary] | None = None
) -> bytes:
    """Return a PDF page with texts, each a font, a place and the letters.

    F1 is Helvetica, F2 Courier, F3 ZapfDingbats, F4 has letters joined ("\\x01" is fi), F5 letters without a name.
    """
    pdf = Pdf.new()
    fonts = {"F1": _font("Helvetica"), "F2": _font("Courier"), "F3": _font("ZapfDingbats"), "F4": _font("Times-Roman")}
    fonts["F4"].Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, Name.fi, Name.ffi]))
    fonts["F5"] = _font("Times-Roman")
    fonts["F5"].Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, Name("/g1")]))
    resources = Dictionary(Font=Dictionary({f"/{name}": pdf.make_indirect(font) for name, font in fonts.items()}))
    content = "".join(f"BT /{font} 12 Tf {x} {y} Td ({text}) Tj ET\n" for font, x, y, text in texts)
    if inner:
        form = pdf.make_stream(f"BT /F1 12 Tf 72 500 Td ({inner}) Tj ET".encode("latin-1"))
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 800]), Resources=resources))
        resources.XObject = Dictionary(X1=form)
        content += "/X1 Do\n"
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = resources
    page.Contents = pdf.make_stream(content.encode("latin-1"))
    page.Annots = Array([pdf.make_indirect(each) for each in annotations or []])
    fields = Array([each for each in page.Annots if each.Subtype == Name.Widget])
    pdf.Root.AcroForm = Dictionary(Fields=fields)
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def _font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))


def filled_form(title: str, label: str, value: str, note: str) -> bytes:
    """Return a PDF form with a field that was filled in, a ticked box and a note stuck on the page."""
    rect = Array([200, 640, 400, 660])
    return drawn_pdf(
        [("F1", 72, 700, title), ("F1", 72, 645, label), ("F1", 72, 600, "Agreed")],
        annotations=[
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String(value), Rect=rect),
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("b"), AS=Name.Yes,
                       Rect=Array([200, 595, 212, 610])),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String(note), Rect=Array([0, 0, 10, 10])),
        ],
    )  # fmt: skip
