import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Encryption, Pdf

from privacy_notices.checks import Rulebook
from privacy_notices.errors import CannotImportError
from privacy_notices.findings import Rule
from privacy_notices.importing.command import Import, import_file
from privacy_notices.importing.document import Block, Document, Run
from privacy_notices.importing.recognise import points_of, suggest
from privacy_notices.importing.shape import shape
from privacy_notices.importing.text import read_text
from privacy_notices.importing.write import markdown, units_of
from privacy_notices.notices.reading import parse_notice, read_notice
from privacy_notices.years import AcademicYear
from tests.clues import examples, fit
from tests.conftest import ROOT
from tests.importing import (
    FOLDER,
    NAMESPACES,
    SETS,
    Labelled,
    Score,
    as_html,
    judge,
    labelled,
    make_word,
    typeset,
    visible,
    word_paragraph,
)

YEAR = AcademicYear(2018)
#: Rules about the form of a notice, as against what it says.
FORM = {Rule.FRONT_MATTER, Rule.FILE_NAME, Rule.TITLE, Rule.MARK, Rule.MARKUP, Rule.RAW_HTML, Rule.DIRECTIVE,
        Rule.LINK_ADDRESS, Rule.FILE_UNREADABLE}  # fmt: skip


@pytest.fixture
def take(tmp_path: Path, rules: Rulebook) -> "Take":
    return Take(tmp_path, rules)


class Take:
    """Imports the text of a file."""

    def __init__(self, folder: Path, rules: Rulebook) -> None:
        self.folder, self.rules = folder, rules

    def __call__(self, name: str, content: bytes | str, year: AcademicYear = YEAR) -> Import:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        done = import_file(path, year, self.folder / f"{year}.md", self.rules)
        assert not [finding for finding in done.findings if finding.rule in FORM]
        return done

    def body(self, name: str, content: bytes | str) -> str:
        return self(name, content).draft.partition("status: draft\n---\n\n")[2]

    def refusal(self, name: str, content: bytes | str) -> str:
        with pytest.raises(CannotImportError) as error:
            self(name, content)
        assert "\n" not in str(error.value)
        path, _, message = str(error.value).partition(": ")
        assert path == str(self.folder / name)
        return message


def remarks(done: Import) -> list[str]:
    return [finding.message for finding in done.findings if finding.rule == Rule.IMPORT]


# What is kept ---------------------------------------------------------------------------------------


def test_html_keeps_headings_lists_links_bold_and_tables(take: Take) -> None:
    html = """<!DOCTYPE html><html><body><nav>Menu</nav><main><h1>Title</h1><h3>Who</h3>
    <p>We are <b>Oak</b> School, <a href="https://example.org/a_b(c)">our page</a>.</p>
    <ul><li>one<ul><li>in one</li></ul></li>
    <li>two</li></ul><ol start="3"><li>third</li></ol><ol type="a"><li>letter</li></ol>
    <table><tr><th>What</th><th>Why</th></tr><tr><td>a|b</td><td>c</td></tr></table><img src="x.png">
    <p>See <a href="/policy.pdf">the policy</a><br>on our site.</p></main></body></html>"""
    assert take.body("notice.html", html) == (
        "# Title\n\n### Who\n\nWe are **Oak** School, [our page](<https://example.org/a_b(c)>).\n\n"
        "- one\n  - in one\n- two\n3. third\n- a. letter\n\n| What | Why |\n| --- | --- |\n| a\\|b | c |\n\n"
        "See the policy\\\non our site.\n"
    )
    assert remarks(take("notice.html", html)) == [
        "1 picture or film was left out. Write what they say in words, if they say anything.",
        'Left out: "Menu", from a menu.',
        'The link of "the policy" was left out: "/policy.pdf" is no whole address.',
    ]


def test_word_keeps_headings_and_the_letters_that_word_counts(take: Take) -> None:
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    lettered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    paragraphs = (
        word_paragraph("Privacy notice", "Title")
        + word_paragraph("Why", "Heading1")
        + word_paragraph("We use it to:")
        + word_paragraph("teach", extra=lettered)
        + word_paragraph("care", extra=lettered)
    )
    styles = (
        f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Target="{name}.xml" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
            for name in ("numbering", "styles")
        )
        + "</Relationships>"
    )
    word = make_word(
        paragraphs,
        **{
            "word__numbering.xml": numbering,
            "word__styles.xml": styles,
            "word___rels__document.xml.rels": relationships,
        },
    )
    assert take.body("notice.docx", word) == (
        "# Privacy notice\n\n## Why\n\n{#purposes}\nWe use it to:\n\n- (a) teach\n- (b) care\n"
    )


def test_text_finds_its_title_headings_and_lists(take: Take) -> None:
    text = "Notice of a school\n\nWho we are\n\nWe are fictional,\nand say so.\n\n1. first\n2. second\n\n• third\n"
    assert take.body("notice.txt", text) == (
        "# Notice of a school\n\n## Who we are\n\nWe are fictional, and say so.\n\n1. first\n2. second\n- third\n"
    )


def test_a_number_alone_is_no_list(take: Take) -> None:
    assert take.body("n.txt", "Title\n\n1. Who we are\n\nA school.\n") == "# Title\n\n## 1\\. Who we are\n\nA school.\n"


def test_a_short_row_of_a_table_is_no_heading(take: Take) -> None:
    assert "\n\\| Controller \\| Oak \\|\n" in take.body("n.txt", "Title\n\n| Controller | Oak |\n\nA school.\n")


def test_windows_text_is_read_and_said_so(take: Take) -> None:
    done = take("n.txt", "Title\n\nIt costs £10 – “now”.\n".encode("cp1252"))
    assert "It costs £10 – “now”." in done.draft
    assert any("not UTF-8" in remark for remark in remarks(done))


def test_a_pdf_is_joined_to_paragraphs_without_what_each_page_repeats(take: Take) -> None:
    words = "We keep what you tell us in a safe place and use it to teach your child well and with care. " * 12
    pages = """#set page(paper: "a5", header: align(center)[Oak School], footer: align(center, context [
        Page #counter(page).display() of #counter(page).final().first()]))
        #set text(lang: "en", hyphenate: true)"""
    lines = ["= Notice of Oak", "== Our use", words, words, words]
    items = '- one\n- see #link("https://example.org/x")[our policy]'
    done = take("notice.pdf", typeset("\n\n".join([pages, *lines, items])))
    notice = parse_notice("2018-19.md", done.draft.encode())
    assert [block.plain for block in notice.blocks] == [
        "Notice of Oak",
        "Our use",
        *[words.strip()] * 3,
        "one",
        "see our policy",
    ]
    assert [block.kind for block in notice.blocks][-2:] == ["item", "item"]
    assert [link.url for link in notice.links] == ["https://example.org/x"]
    assert 'Left out: "Oak School", from the edge of a page (2 times).' in remarks(done)
    assert any(remark.startswith('Left out: "Page 1 of') for remark in remarks(done))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["heading", "paragraph", "item", "quote"]),
            st.lists(
                st.builds(
                    Run,
                    st.text(
                        st.sampled_from("ab é*_<>[](){}#`~|\\!&;:.1-+=%'\n ")
                        | st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
                        max_size=12,
                    ),
                    bold=st.booleans(),
                    italic=st.booleans(),
                    url=st.sampled_from(["", "", "https://example.org/a_(b)"]),
                ),
                min_size=1,
                max_size=3,
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_readers_of_the_draft_see_every_word_and_nothing_else(blocks: list[tuple[str, list[Run]]]) -> None:
    document = Document([Block(kind, runs, int(kind == "item" or kind == "heading"), "-") for kind, runs in blocks])  # type: ignore[arg-type]
    if not document.letters:
        return
    shape(document)
    draft = markdown(YEAR, units_of(document.blocks), {})
    notice = parse_notice("2018-19.md", draft.encode())
    assert "".join(notice.text.split()) == document.letters
    allowed = {Rule.MARK}  # Words that look like a mark at the start of a line are refused in any notice.
    assert not [finding for finding in notice.findings if finding.rule in FORM - allowed]


LONG_LINE = "We hold what we need to teach your child, and the next line of this paragraph goes on."


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (f"Introduction\n{LONG_LINE}", ["Introduction", LONG_LINE]),
        (LONG_LINE.replace("next ", "next\n"), [LONG_LINE]),
        ("Name | Why | Until\nMarks | To teach | 25 years", ["Name | Why | Until", "Marks | To teach | 25 years"]),
        ("Marks      To teach\nRegisters  The law", ["Marks To teach", "Registers The law"]),
    ],
)
def test_a_line_of_text_that_was_ended_on_purpose_is_a_paragraph(text: str, paragraphs: list[str]) -> None:
    assert [block.text for block in read_text(text).blocks] == paragraphs


# What is recognised ---------------------------------------------------------------------------------


def test_the_notice_of_2016_17_gets_its_own_marks_from_its_words_alone(take: Take) -> None:
    held = read_notice(ROOT / "notices" / "2016-17.md")
    done = take("old.html", as_html(held), AcademicYear(2016))
    assert visible(parse_notice("2016-17.md", done.draft.encode())) == visible(held)
    assert [id_ for id_, _ in done.missing] == ["controller-identity", "educational-record"]
    assert done.not_expected == []


TUNED = [notice for name in SETS if name.endswith("tuned") for notice in labelled(name)]


@pytest.mark.parametrize("notice", TUNED, ids=lambda notice: notice.path.stem)
def test_the_draft_of_each_fictional_notice_has_its_words_and_most_of_its_marks(
    notice: Labelled, rules: Rulebook
) -> None:
    judged = judge(notice, rules)
    assert judged.score.f1 > 0.85, judged
    assert "fictional" in judged.labelled.path.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(("name", "least"), [("first-aside", 0.96), ("second-aside", 0.835), ("third-aside", 0.885)])
def test_notices_that_no_sign_was_fitted_to_get_most_of_their_marks(name: str, least: float, rules: Rulebook) -> None:
    f1 = sum((judge(notice, rules).score for notice in labelled(name)), Score()).f1
    assert f1 > least  # No more is shown: whoever sees what was missed could fit a sign to it.


def recognised(
    paragraphs: Iterable[str], rules: Rulebook, kind: Literal["paragraph", "heading"] = "paragraph"
) -> set[str]:
    """The requirements that a notice of these paragraphs, or headings, seems to answer."""
    units = [[Block("heading", [Run("A fictional notice")], 1)]]
    units += [[Block(kind, [Run(text)], 2 if kind == "heading" else 0)] for text in paragraphs]
    return {each.id for each in suggest(units, rules.requirements)}


def test_each_sentence_is_recognised_as_what_it_answers_and_ordinary_ones_as_nothing(rules: Rulebook) -> None:
    lines = (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line.split(" | ", 1) for line in lines if " | " in line]
    assert len(sentences) > 400
    wrong = []
    for id_, sentence in sentences:
        found = recognised([sentence], rules)
        if (id_ == "nothing" and found) or (id_ != "nothing" and id_ not in found):
            wrong.append((id_, sentence, found))
    assert wrong == []


@pytest.mark.parametrize("heading", ["Subject access", "Retention", "The Information Commissioner", "Biometric data"])
def test_a_heading_alone_answers_nothing(heading: str, rules: Rulebook) -> None:
    assert recognised([heading, "The office"], rules, "heading") == set()
    assert recognised([heading], rules) == set()


def test_a_list_below_a_heading_with_a_colon_is_read(rules: Rulebook) -> None:
    heading = Block("heading", [Run("We share information with:")], 2)
    items = [Block("item", [Run(text)], 1, "-") for text in ("the school nurse", "Staffordshire County Council")]
    assert {each.id for each in suggest([[heading], items], rules.requirements)} == {"recipients", "la-sharing"}


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("complain-to-regulator", "The school is registered with the Information Commissioner's Office, number Z1."),
        ("right-to-restriction", "The numbers that you give are not restricted to parents: childminders may be added."),
        ("controller-contact", "Telephone numbers of grandparents are held by the office."),
        ("academic-year-label", "The form is renewed at the start of the school year."),
        ("recipients", "The answer to a request contains a description, the purposes and whom it was shared with."),
        ("dfe-sharing", "The Welsh Government requires schools to send it data by law."),
        ("last-updated", "This notice will be reviewed in September 2024."),
    ],
)
def test_ordinary_wording_is_no_answer(id_: str, text: str, rules: Rulebook) -> None:
    assert id_ not in recognised([text], rules)


def test_words_together_are_a_reason_where_no_sign_is(rules: Rulebook) -> None:
    text = "The head teacher is happy to talk to parents who are unhappy, and a complaint is looked into first."
    bare = [each.model_copy(update={"signs": [], "recognise": []}) for each in rules.requirements]
    found = {each.id: each for each in suggest([[Block("paragraph", [Run(text)])]], bare)}
    assert found["complain-to-school"].sign == "words together"
    assert "complaint" in found["complain-to-school"].matched
    assert "retention" not in found


def test_the_clues_are_what_the_labels_give(rules: Rulebook) -> None:
    requirement = rules.requirements["complain-to-school"]
    points, needed = fit(requirement.id, examples(rules.requirements))
    assert (points, needed) == (points_of(tuple(requirement.clues)), requirement.needed), "run: python -m tests.clues"


def test_what_is_not_asked_of_the_school_and_year_is_named(take: Take) -> None:
    text = (
        "Privacy notice\n\nOnce pupils are 13 we pass their names to youth support services.\n\nWe keep it 7 years.\n"
    )
    assert take("n.txt", text, AcademicYear(2018)).not_expected == ["youth-support-services"]
    assert take("n.txt", text, AcademicYear(2016)).not_expected == ["youth-support-services", "retention"]


def test_what_is_missing_is_named_with_who_asks_for_it(take: Take) -> None:
    missing = dict(take("n.txt", "Privacy notice\n\nNothing else.\n", AcademicYear(2018)).missing)
    assert missing["purposes"] == "law"
    assert missing["complain-to-school"] == "model"
    assert missing["last-updated"] == "guidance"
    assert dict(take("n.txt", "T\n\nNo.\n", AcademicYear(2016)).missing)["recipients"] == "fairness"
    assert dict(take("n.txt", "T\n\nNo.\n", AcademicYear(2025)).missing)["complain-to-school"] == "law"
    assert "youth-support-services" not in missing


def test_each_mark_says_why_at_its_line(take: Take) -> None:
    done = take("n.txt", "Privacy notice\n\nOur data protection officer is on dpo@example.org.\n")
    reasons = [finding for finding in done.findings if finding.rule == Rule.SUGGESTED_MARK]
    assert [(each.line, each.message.split(" (sign")[0]) for each in reasons] == [
        (9, 'Marked dpo-contact because of "data protection officer is on dpo@example.org @contact"'),
    ]


# What is refused ------------------------------------------------------------------------------------


def locked_pdf() -> bytes:
    file = io.BytesIO()
    pdf = Pdf.open(io.BytesIO(typeset("Words")))
    pdf.save(file, encryption=Encryption(owner="a", user="b"))
    return file.getvalue()


def zip_with(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


LAUGHS = f'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document {NAMESPACES}>&b;</w:document>'
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = b"\x89PNG\r\n\x1a\n0000"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("n.txt", b"", "the file is empty. Look whether it was saved."),
        ("n.docx", b"", "the file is empty."),
        ("n.docx", OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("n.docx", OLD_WORD, "Word file of the old kind (.doc)"),
        ("n.doc", make_word(""), "its name says old Word, but it holds a Word document"),
        ("n.rtf", OLD_WORD, "its name says RTF, but it holds a Word file of the old kind (.doc)"),
        ("n.docm", make_word(word_paragraph("Words")), "it may hold macros"),
        ("n.docx", make_word(word_paragraph("Words"), **{"word__vbaProject.bin": b"x"}), "macros"),
        ("n.docx", make_word("", bomb=b"\0" * 70_000_000), "unpacks to far more than a notice holds"),
        ("n.docx", make_word(word_paragraph("Words"))[:300] + b"word/document.xml", "the Word file is damaged"),
        ("n.docx", make_word("<w:p>"), "the Word file is damaged"),
        ("n.docx", make_word("", **{"word__document.xml": LAUGHS}), "XML that Word does not write"),
        ("n.docx", make_word(word_paragraph("")), "it holds no words"),
        ("n.docx", make_word('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 200), "100 pages or more"),
        ("n.docx", zip_with("other.xml", b"x"), "but it holds a zip file"),
        ("n.docx", "%PDF-1.7", "its name says Word, but it holds a PDF."),
        ("n.pdf", make_word(word_paragraph("Words")), "its name says PDF, but it holds a Word document"),
        ("n.pdf", PICTURE, "it holds a picture"),
        ("n.pdf", "%PDF-1.7 and no more", "the PDF is damaged"),
        ("n.pdf", locked_pdf(), "the PDF is locked"),
        ("n.pdf", typeset("a #pagebreak()" * 101), "more than 100 pages"),
        ("n.pdf", typeset("#line()"), "only pictures of pages (a scan)"),
        ("n.txt", "<html><body>Words</body></html>", "its name says text, but it holds a web page"),
        ("n.html", "Only words", "its name says HTML, but it holds plain text"),
        ("n.html", "<html><body><img src='a.png'></body></html>", "it holds no words"),
        ("n.html", "<html><body>" + "<div>" * 5000 + "deep", "too deep or too large"),
        ("n.txt", b"\x00\x01\x02 words", "it is not text: it holds control characters"),
        ("n.txt", b"words \x81\x8d", "it is not text that can be read"),
        ("n.txt", b"a" * 20_000_001, "it is larger than 20 MB"),
        ("n.txt", "word " * 30_001, "it has more than 30000 words"),
        ("n.txt", "a" * 5_000_000, "or one of more than 2000 letters"),
        ("n.odt", b"PK", "its name says OpenDocument, but it holds a zip file"),
        ("n.pages", b"PK", 'the type ".pages" cannot be imported'),
        ("n", b"words", 'the type "none" cannot be imported'),
    ],
)  # fmt: skip
def test_what_is_no_notice_is_refused_in_one_line(take: Take, name: str, content: bytes | str, message: str) -> None:
    assert message in take.refusal(name, content)
