"""Word documents: what may hold words x what may be around it, and what readers do not see."""

from __future__ import annotations

from collections.abc import Iterator

from tests.importing import make_word
from tests.shapes.words import Shape, Words, fill

NAMESPACES = (
    " ".join(
        f'xmlns:{name}="http://schemas.{address}"'
        for name, address in {
            "w": "openxmlformats.org/wordprocessingml/2006/main",
            "w14": "microsoft.com/office/word/2010/wordml",
            "mc": "openxmlformats.org/markup-compatibility/2006",
            "wps": "microsoft.com/office/word/2010/wordprocessingShape",
            "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "a": "openxmlformats.org/drawingml/2006/main",
            "m": "openxmlformats.org/officeDocument/2006/math",
        }.items()
    )
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(look: str = "", text: str = "{}") -> str:
    """Return a run of WordprocessingML."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


_P = f"<w:p>{run()}</w:p>"
_TC = f"<w:tc>{_P}</w:tc>"
_CHOICE = (
    f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    f"<w:txbxContent>{_P}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)
_FIELD = '<w:r><w:fldChar w:fldCharType="{0}"/></w:r>'
#: What may hold words in a Word document.
WORD_HOLDERS: dict[str, str] = {
    "paragraph": _P,
    "bold": f"<w:p>{run('<w:b/>')}</w:p>",
    "paragraph with a picture": f"<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r>{run()}</w:p>",
    "text box of today's kind": f"<w:p>{run()}{_CHOICE}</w:p>",
    "text box of the old kind": f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{_P}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r></w:p>",
    "simple field": f'<w:p><w:fldSimple w:instr=" DOCPROPERTY x ">{run()}</w:fldSimple></w:p>',
    "field": "<w:p>"
    + _FIELD.replace("{0}", "begin")
    + "<w:r><w:instrText> REF x </w:instrText></w:r>"
    + _FIELD.replace("{0}", "separate")
    + run()
    + _FIELD.replace("{0}", "end")
    + "</w:p>",
    "content control in a line": f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run()}</w:sdtContent></w:sdt></w:p>",
    "content control": f"<w:sdt><w:sdtPr/><w:sdtContent>{_P}</w:sdtContent></w:sdt>",
    "content control with a tick": "<w:p><w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>"
    f"{run(text='☒')}</w:sdtContent></w:sdt>{run()}</w:p>",
    "tracked insertion": f"<w:p><w:ins>{run()}</w:ins></w:p>",
    "moved text": f"<w:p><w:moveTo>{run()}</w:moveTo></w:p>",
    "custom XML": f'<w:customXml w:element="x">{_P}</w:customXml>',
    "text from right to left": f'<w:p><w:bdo w:val="rtl">{run()}</w:bdo></w:p>',
    "ruby": f"<w:p><w:r><w:ruby><w:rt>{run(text='{other}')}</w:rt><w:rubyBase>{run()}</w:rubyBase></w:ruby></w:r>"
    "</w:p>",
    "symbol as a bullet": "<w:p>" + run('<w:rFonts w:ascii="Wingdings"/>', "§") + run() + "</w:p>",
    "list that is not described": '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr></w:pPr>'
    f"{run()}</w:p>",
    "table": f"<w:tbl><w:tr>{_TC}{_TC}</w:tr><w:tr>{_TC}{_TC}</w:tr></w:tbl>",
    "row in a content control": f"<w:tbl><w:tr>{_TC}{_TC}</w:tr><w:sdt><w:sdtContent><w:tr>{_TC}{_TC}</w:tr>"
    "</w:sdtContent></w:sdt></w:tbl>",
    "cell in a content control": f"<w:tbl><w:tr>{_TC}<w:sdt><w:sdtContent>{_TC}</w:sdtContent></w:sdt></w:tr></w:tbl>",
    "merged cells": f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{_P}</w:tc></w:tr>'
    f"<w:tr>{_TC}{_TC}</w:tr></w:tbl>",
    "line break": f"<w:p>{run()}<w:r><w:cr/></w:r>{run()}</w:p>",
    "tabulator": f"<w:p>{run()}<w:r><w:ptab/></w:r>{run()}</w:p>",
}
#: Words that are not published.
WORD_UNSEEN: dict[str, str] = {
    "hidden": run("<w:vanish/>", "{other}"),
    "hidden by a style": run('<w:rStyle w:val="Secret"/>', "{other}"),
    "struck out": run("<w:strike/>", "{other}"),
    "struck out twice": run("<w:dstrike/>", "{other}"),
    "deleted": "<w:del><w:r><w:delText>{other}</w:delText></w:r></w:del>",
    "moved away": f"<w:moveFrom>{run(text='{other}')}</w:moveFrom>",
    "placeholder": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + run(text="{other}")
    + "</w:sdtContent></w:sdt>",
    "formula": "<m:oMath><m:r><m:t>{other}</m:t></m:r></m:oMath>",
}
#: What may be around words in a Word document.
WORD_AROUND: dict[str, str] = {
    "body": "{}",
    "cell": "<w:tbl><w:tr><w:tc>{}</w:tc>" + _TC + "</w:tr></w:tbl>",
    "text box": "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing>"
    "</mc:Choice></mc:AlternateContent></w:r></w:p>",
    "content control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "two content controls": "<w:sdt><w:sdtContent>" * 2 + "{}" + "</w:sdtContent></w:sdt>" * 2,
}
STYLES = (
    f'<w:styles {NAMESPACES}><w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:basedOn w:val="Base"/></w:style></w:styles>'
)


def word_file(body: str, **parts: str | bytes) -> bytes:
    """Return a Word document with this body in all the namespaces of Word."""
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return make_word("", **{"word__document.xml": document, **parts})


def word_documents() -> Iterator[Shape]:
    """Yield a document with each holder, one with all of them in each surrounding, and one with all that is unseen."""
    for name, pattern in WORD_HOLDERS.items():
        words = Words()
        yield words.shape(name, "n.docx", word_file(fill(_P + pattern, words)))
    for name, around in WORD_AROUND.items():
        words = Words()
        body = _P + around.replace("{}", "".join(WORD_HOLDERS.values()), 1)
        yield words.shape(f"all in: {name}", "n.docx", word_file(fill(body, words)))
    for name, pattern in WORD_UNSEEN.items():
        words = Words()
        body = fill(f"{_P}<w:p>{run()}{pattern}{run(text=' {}')}</w:p>", words)
        yield words.shape(f"unseen: {name}", "n.docx", word_file(body, **{"word__styles.xml": STYLES}))
    words = Words()
    parts = {
        f"word__{name}.xml": fill(f"<w:{tag} {NAMESPACES}><w:p>{run(text='{other}')}</w:p></w:{tag}>", words)
        for name, tag in {"header1": "hdr", "footer1": "ftr", "comments": "comments"}.items()
    }
    parts["word__diagrams__data1.xml"] = fill(
        f"<w:x {NAMESPACES}><a:p><a:r><a:t>{{other}}</a:t></a:r></a:p></w:x>", words
    )
    yield words.shape("header, footer, comment, drawing", "n.docx", word_file(fill(_P, words), **parts))
