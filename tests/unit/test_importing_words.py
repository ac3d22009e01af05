"""Every word of a file is in the draft, or in the report in its own words: shapes, and trees that hypothesis builds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_notices.checks import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.importing.account import account
from privacy_notices.importing.command import Import, import_file, is_a_loss, report_text
from privacy_notices.importing.document import Block, Document, LeftOut, Run
from privacy_notices.importing.html import BLOCKS as HTML_BLOCKS
from privacy_notices.years import AcademicYear
from tests.importing import typeset, word_paragraph
from tests.shapes.__main__ import shapes
from tests.shapes.pdfs import PDF_MARKUP, drawn_pdf
from tests.shapes.texts import MARKDOWN_HOLDERS, TEXT_HOLDERS
from tests.shapes.web_pages import HTML_HOLDERS
from tests.shapes.word_files import STYLES, WORD_AROUND, WORD_HOLDERS, WORD_UNSEEN, run, word_file
from tests.shapes.words import Kept, Shape, Words, fill, kept

YEAR = AcademicYear(2018)
LONG = "We keep these words for a long time, longer than what is above them"


def take(file: str, content: bytes | str, folder: Path, rules: Rulebook) -> Import:
    path = folder / file
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_file(path, YEAR, folder / "2018-19.md", rules)


def body(done: Import) -> str:
    """Return the words of a draft, without the marks that the import suggests."""
    words = done.draft.partition("status: draft\n---\n\n")[2]
    return "".join(line for line in words.splitlines(keepends=True) if not line.startswith("{"))


def messages(done: Import) -> list[str]:
    return [finding.message for finding in done.findings if finding.rule == Rule.IMPORT]


def losses(done: Import) -> list[str]:
    return [finding.message for finding in done.findings if is_a_loss(finding)]


def assert_kept(shape: Shape, folder: Path, rules: Rulebook) -> None:
    done = take(shape.file, shape.content, folder, rules)
    report = "\n".join(finding.message for finding in done.findings)
    found = kept(shape, done.draft, report)
    assert (found.unmentioned, losses(done)) == ([], []), shape.content


# Every word -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", list(shapes()), ids=lambda shape: f"{shape.file[2:]}: {shape.name}")
def test_each_shape_keeps_its_words_and_publishes_no_others(shape: Shape, tmp_path: Path, rules: Rulebook) -> None:
    done = take(shape.file, shape.content, tmp_path, rules)
    report = "\n".join(finding.message for finding in done.findings)
    assert (kept(shape, done.draft, report), losses(done)) == (Kept([], [], []), [])


def trees(holders: dict[str, str], around: list[str]) -> st.SearchStrategy[str]:
    """Return patterns of holders within each other, several beside each other."""
    leaf = st.sampled_from(sorted(holders.values()))

    def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        beside = st.lists(inner, min_size=1, max_size=3).map("".join)
        return st.builds(lambda pattern, part: pattern.replace("{}", part, 1), st.sampled_from(around), beside)

    return st.recursive(leaf, wrapped, max_leaves=12)


HTML_ELEMENTS = {
    *HTML_BLOCKS, "a", "b", "font", "label", "nav", "noscript", "s", "select", "span", "td", "tr", "x-y"
}  # fmt: skip
HTML_LOOKS = ["", " hidden", ' style="display:none"', ' class="menu"', ' id="cookie-bar"', ' role="main"']
PAGES = trees(HTML_HOLDERS, [f"<{name}{look}>{{}}</{name}>" for name in sorted(HTML_ELEMENTS) for look in HTML_LOOKS])
UNSEEN = {name: f"<w:p>{run()}{look}{run(text=' {}')}</w:p>" for name, look in WORD_UNSEEN.items()}
DOCUMENTS = trees(WORD_HOLDERS | UNSEEN, list(WORD_AROUND.values()))


def test_every_word_of_any_web_page_is_in_the_draft_or_the_report(tmp_path: Path, rules: Rulebook) -> None:
    @settings(deadline=None)
    @given(PAGES)
    def check(tree: str) -> None:
        words = Words()
        page = f"<html><body><h1>{words()}</h1>{fill(tree, words)}<p>{words(3)}</p></body></html>"
        assert_kept(words.shape("tree", "n.html", page), tmp_path, rules)

    check()


def test_every_word_of_any_word_document_is_in_the_draft_or_the_report(tmp_path: Path, rules: Rulebook) -> None:
    @settings(deadline=None)
    @given(DOCUMENTS)
    def check(tree: str) -> None:
        words = Words()
        body = fill(f"{word_paragraph('{}')}{tree}", words)
        parts = {"word__styles.xml": STYLES}
        assert_kept(words.shape("tree", "n.docx", word_file(body, **parts)), tmp_path, rules)

    check()


def test_every_word_of_any_pdf_is_in_the_draft_or_the_report(tmp_path: Path, rules: Rulebook) -> None:
    @settings(deadline=None, max_examples=15)
    @given(st.lists(st.sampled_from(sorted(PDF_MARKUP.values())), min_size=1, max_size=4))
    def check(parts: list[str]) -> None:
        words = Words()
        assert_kept(words.shape("parts", "n.pdf", typeset(fill("\n\n".join(parts), words))), tmp_path, rules)

    check()


PIECES = st.text(
    st.sampled_from("wd é1*_`~#>|-+.:=()[]{}<>!&;\\/'\"\n\t ")
    | st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
    max_size=60,
)


def within(pattern: str, first: str, others: str) -> str:
    """Return a pattern within a quotation or an item: signs before its first line, and before the others."""
    return first + pattern.replace("\n", f"\n{others}")


def written(holders: dict[str, str], around: list[tuple[str, str]]) -> st.SearchStrategy[str]:
    """Return patterns of holders within each other and below each other."""
    beside = st.sampled_from(["\n\n", "\n"])
    return st.recursive(
        st.sampled_from(sorted(holders.values())),
        lambda inner: st.builds(lambda parts, end, signs: within(end.join(parts), *signs),
                                st.lists(inner, min_size=1, max_size=3), beside, st.sampled_from(around)),
        max_leaves=8,
    )  # fmt: skip


KINDS = {
    "n.md": written(MARKDOWN_HOLDERS, [("", ""), ("> ", "> "), ("- ", "  "), ("1. ", "   "), ("- ", ""), ("~~", "")]),
    "n.txt": written(
        TEXT_HOLDERS, [("", ""), ("> ", "> "), (">", ">"), ("- ", "  "), ("From: ", "To: "), ("-- \n", "")]
    ),
}


@pytest.mark.parametrize("file", KINDS)
def test_every_word_of_any_markdown_or_text_is_in_the_draft_or_the_report(
    file: str, tmp_path: Path, rules: Rulebook
) -> None:
    """Built of what holds words, and of any signs: there the words of the file are what stands between spaces."""

    @settings(deadline=None, max_examples=30)
    @given(KINDS[file], PIECES)
    def check(pattern: str, signs: str) -> None:
        words = Words()
        text = f"{words()}\n\n{words(5)}\n\n{fill(pattern, words)}\n\n{words(3)}\n\n{signs}\n\n{words(3)}\n"
        assert_kept(words.shape("built", file, text), tmp_path, rules)

    check()


# What is said ---------------------------------------------------------------------------------------


def document(*texts: str, left_out: str = "") -> Document:
    """Return a document of paragraphs; a text that begins with "1. " is an item with that number."""
    return Document(
        [Block("paragraph", [Run(text)]) for text in texts],
        left_out=[LeftOut(left_out, "a menu")] if left_out else [],
    )


@pytest.mark.parametrize(
    ("written", "left_out", "file", "lost", "added"),
    [
        ("We teach you.", "", "We teach you.", [], []),
        ("We teach.", "", "We teach you well.", ['"teach you well." (after "We")'], ['"teach." (after "We")']),
        ("We you.", "", "We teach you.", ['"teach" (after "We")'], []),
        ("We teach you you.", "", "We teach you.", [], ['"you" (after "We teach")']),
        ("We teach.", "Home", "Home We teach.", [], []),
        ("We teach.", "", "Home\nWe teach.", ['"Home"'], []),
        ("Home We teach.", "Home", "Home We teach. Home", [], []),
        ("We teach.", "Home", "Home Home We teach.", ['"Home" (after "Home")'], []),
        ("Second. First.", "", "First. Second.", [], []),
        ("oneword", "", "one word", ['"one word"'], ['"oneword"']),
        ("information", "", "infor- mation", [], []),
        ("office 5", "", "oﬃce 5 – •", [], []),
        ("1.1 Who", "", "Who", [], []),
        ("It costs £ 5 & more", "", "It costs £ 5 more", [], ['"&" (after "It costs £ 5")']),
    ],
)  # fmt: skip
def test_what_differs_between_file_and_draft_is_named_where_it_stood(
    written: str, left_out: str, file: str, lost: list[str], added: list[str]
) -> None:
    found = account(document(written, left_out=left_out), file)
    assert (found.lost, found.added) == (lost, added)


def test_where_words_end_does_not_matter_in_a_file_that_does_not_say() -> None:
    found = account(document("one word"), "onew ord", has_spaces=False)
    assert (found.lost, found.added) == ([], [])


def test_words_that_were_lost_are_said_before_everything_else() -> None:
    lost = Finding("n.md", 1, Rule.IMPORT, Severity.ERROR, 'Missing from the draft, though the file has it: "x".')
    other = Finding("n.md", 1, Rule.FRONT_MATTER, Severity.ERROR, "Another.")
    text = report_text(Import("", ["purposes"], [], [], [lost, other]), Path("n.md"))
    assert text.splitlines()[:2] == [lost.message, "Answered, as far as can be told: purposes."]


def test_what_is_left_out_is_listed_once_with_its_place(tmp_path: Path, rules: Rulebook) -> None:
    page = """<html><body><nav><a href="/">Home</a> <a href="/b">About us</a></nav><main><h1>Privacy</h1>
    <p>We teach <s>and feed</s> you, and what we keep of you is safe with us.</p><img alt="Our crest" src="c.png">
    <div hidden><p>Opened by a click.</p></div></main><footer>Design by Nobody</footer></body></html>"""
    done = take("n.html", page, tmp_path, rules)
    assert messages(done) == [
        "1 picture or film was left out. Write what they say in words, if they say anything.",
        'Kept, though folded up or hidden when the page was saved: "Opened by a click.".',
        'Left out: "Design by Nobody", from the foot of the page.',
        'Left out: "Home About us", from a menu.',
        'Left out: "Our crest", from the description of a picture.',
        'Left out: "and feed", from struck-out text.',
    ]
    assert "Opened by a click." in done.draft


# Tables, lists and signs ----------------------------------------------------------------------------


def numbering(levels: str, *numbers: str) -> str:
    return (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{"".join(numbers)}</w:numbering>'
    )


def level(depth: int, text: str, kind: str = "decimal") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def number(id_: int, restart: bool = False) -> str:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="7"/>{override}</w:num>'


def numbered(text: str, id_: int, depth: int = 0) -> str:
    return word_paragraph(text, extra=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id_}"/></w:numPr>')


def relations(*names: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    inner = "".join(f'<Relationship Id="{name}" Target="{name}.xml" Type="{kind}{name}"/>' for name in names)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def numbered_word(paragraphs: str, numbers: str) -> bytes:
    parts = {"word__numbering.xml": numbers, "word___rels__document.xml.rels": relations("numbering")}
    return word_file(word_paragraph("Privacy notice") + paragraphs, **parts)


def test_numbers_of_word_go_on_restart_and_have_levels_as_word_counts_them(tmp_path: Path, rules: Rulebook) -> None:
    levels = level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", "lowerLetter")
    paragraphs = (
        numbered("one", 1) + numbered("two", 1) + word_paragraph("Between, we say something.") + numbered("three", 2)
        + numbered("three one", 2, 1) + numbered("three one a", 2, 2) + numbered("three two", 1, 1)
        + numbered("four", 1) + numbered("again one", 3)
    )  # fmt: skip
    numbers = numbering(levels, number(1), number(2), number(3, restart=True))
    done = take("n.docx", numbered_word(paragraphs, numbers), tmp_path, rules)
    assert losses(done) == []
    assert body(done) == (
        "# Privacy notice\n\n1. one\n2. two\n\nBetween, we say something.\n\n3. three\n   - 3\\.1 three one\n"
        "     - (a) three one a\n   - 3\\.2 three two\n4. four\n1) again one\n"
    )


def test_merged_cells_and_lists_in_cells_keep_their_columns_and_items(tmp_path: Path, rules: Rulebook) -> None:
    page = """<html><body><h1>Notice</h1><table><tr><th>What</th><th>Why</th><th>How long</th></tr>
    <tr><td rowspan="2">Names</td><td><ul><li>teach</li><li>care</li></ul></td><td>25</td></tr>
    <tr><td>law</td><td>6</td></tr><tr><td colspan="2">Photos</td><td>1</td></tr></table></body></html>"""
    assert body(take("n.html", page, tmp_path, rules)).split("\n\n")[1] == (
        "| What | Why | How long |\n| --- | --- | --- |\n| Names | • teach • care | 25 |\n|  | law | 6 |\n"
        "| Photos |  | 1 |\n"
    )


def test_tables_of_word_keep_their_columns(tmp_path: Path, rules: Rulebook) -> None:
    def cell(text: str, look: str = "") -> str:
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{word_paragraph(text)}</w:tc>"

    table = "<w:tbl><w:tr>" + cell("a", '<w:gridSpan w:val="2"/>') + cell("b") + "</w:tr>"
    table += "<w:tr>" + cell("c", '<w:vMerge w:val="restart"/>') + cell("d") + cell("e") + "</w:tr>"
    table += "<w:tr>" + cell("", "<w:vMerge/>") + cell("f") + cell("g") + "</w:tr>"
    table += '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("h") + cell("i") + "</w:tr></w:tbl>"
    done = take("n.docx", word_file(word_paragraph("Notice") + table), tmp_path, rules)
    assert body(done).split("\n\n")[1] == (
        "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |\n|  | h | i |\n"
    )


@pytest.mark.parametrize(
    ("texts", "draft"),
    [
        ([("F4", 72, 600, "o\\002ce and \\001nance")], "office and finance"),
        ([("F2", 72, 600, "o"), ("F1", 90, 600, "one thing")], "- one thing"),
        ([("F3", 72, 600, "l"), ("F1", 90, 600, "one thing")], "- one thing"),
        ([("F3", 72, 600, "l"), ("F1", 90, 600, "one"), ("F3", 72, 580, "l"), ("F1", 90, 580, "two")], "- one\n- two"),
        ([("F5", 72, 600, "\\001"), ("F1", 90, 600, "one thing")], "- one thing"),
        ([("F1", 72, 600, "names of pupils"), ("F1", 72, 586, "their birthdays"), ("F1", 72, 572, LONG)],
         f"names of pupils\n\ntheir birthdays\n\n{LONG}"),
    ],
)  # fmt: skip
def test_a_pdf_shows_joined_letters_and_bullets_of_symbol_fonts_as_readers_see_them(
    texts: list[tuple[str, int, int, str]], draft: str, tmp_path: Path, rules: Rulebook
) -> None:
    title = ("F1", 72, 700, "Privacy notice")
    done = take("n.pdf", drawn_pdf([title, *texts]), tmp_path, rules)
    assert body(done).replace("## ", "") == f"# Privacy notice\n\n{draft}\n"
    assert losses(done) == []


def test_letters_that_a_pdf_does_not_name_are_left_out_and_said_so(tmp_path: Path, rules: Rulebook) -> None:
    texts = [("F1", 72, 700, "Privacy notice of a school that is fictional"), ("F1", 72, 600, "We teach"),
             ("F5", 128, 600, "r\\001gister")]  # fmt: skip
    done = take("n.pdf", drawn_pdf(texts), tmp_path, rules)
    assert "cid" not in done.draft
    assert losses(done) == ['Missing are letters that the file does not name, "?" here: r?gister. Write them in.']


@pytest.mark.parametrize("look", ["", "stroke: (x: none, y: 1pt), column-gutter: 20pt,"])
def test_a_table_of_a_pdf_keeps_its_rows_and_columns(look: str, tmp_path: Path, rules: Rulebook) -> None:
    cells = "[What], [How long], [Pupil file], [until 25], [Register of attendance \\ and absence], [6 years]"
    done = take("n.pdf", typeset(f"= Notice\n\n#table(columns: 2, {look} {cells})\n\nAfter it."), tmp_path, rules)
    rows = ["What | How long", "--- | ---", "Pupil file | until 25", "Register of attendance and absence | 6 years"]
    written = "\n".join(line for line in body(done).splitlines() if not line.startswith("{"))
    assert "\n".join(f"| {row} |" for row in rows) in written
    assert written.endswith("After it.")


def test_a_list_whose_bullets_are_drawn_is_a_list(tmp_path: Path, rules: Rulebook) -> None:
    item = "#grid(columns: (12pt, auto), move(dy: 3pt, circle(radius: 2pt, fill: black)), [{}])"
    items = "\n".join(item.replace("{}", words) for words in ["names of pupils", "their birthdays"])
    done = take("n.pdf", typeset(f"= Notice\n\nWe keep:\n\n{items}"), tmp_path, rules)
    assert "- names of pupils\n- their birthdays\n" in done.draft
