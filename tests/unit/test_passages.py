"""What the search knows of a notice, and how synonyms are checked."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.errors import DataFileError
from privacy_notices.history.versions import Wording
from privacy_notices.law.requirements import Requirements, load_requirements
from privacy_notices.notices.reading import parse_notice, read_notice
from privacy_notices.site.passages import search_records
from privacy_notices.site.search import load_synonyms, search_json
from privacy_notices.site.topics import through_the_years
from tests.conftest import ROOT

EVERY_KIND = """---
academic_year: 2025-26
revision: 1
status: published
---
# A fictional notice

Before any mark.

## Photos

### At school

A first paragraph.

A list follows:

- one
- two

  more of two

{#retention}
## How long

We keep it.

### For pupils

> A quotation.

{#recipients .answers-la-sharing}
The council sees it.

And the nurse.

| who | what |
|---|---|
| nurse | jabs |

:::{note}
Boxed words.
:::

## Photos

Again.

    code

## Nothing below

## Photos 2

The end.
"""


@pytest.fixture(scope="module")
def requirements() -> Requirements:
    return load_requirements(ROOT / "notices" / "requirements.toml")


def test_text_without_a_mark_has_an_anchor_from_its_heading_or_the_mark_before_it() -> None:
    records = search_records(parse_notice("n.md", EVERY_KIND.encode()))
    assert [(record.anchor, record.heading) for record in records] == [
        ("a-fictional-notice", "A fictional notice"),
        ("a-fictional-notice-2", ""),
        ("at-school", "Photos › At school"),
        ("at-school-2", "Photos › At school"),
        ("retention", "How long"),
        ("recipients", ""),
        ("recipients-2", ""),
        ("recipients-3", ""),
        ("photos-2", "Photos"),
        ("nothing-below", "Nothing below"),
        ("photos-2-2", "Photos 2"),
    ]
    assert records[5].answers == ("recipients", "la-sharing")
    assert records[3].text == "A list follows:\none\ntwo\nmore of two"


@pytest.mark.parametrize("text", [EVERY_KIND.encode(), (ROOT / "notices" / "2016-17.md").read_bytes()])
def test_every_word_of_a_notice_is_in_a_record_and_every_anchor_is_its_own(text: bytes) -> None:
    notice = parse_notice("notices/2016-17.md", text)
    records = search_records(notice)
    held = " ".join(f"{record.heading} {record.text}" for record in records)
    searched = notice.without_persons(range(len(notice.blocks)))
    assert [block.plain for block in searched if block.plain not in held] == []
    assert len({record.anchor for record in records}) == len(records)


def test_a_section_has_the_address_of_its_heading_also_where_it_only_adds_to_another_answer() -> None:
    records = {record.anchor: record for record in search_records(read_notice(ROOT / "notices" / "2016-17.md"))}
    section = records["teachers2parents"]
    assert section.heading == "FURTHER INFORMATION › Teachers2Parents"
    assert section.text.endswith("This service does not incur any cost to the parents and is paid for by the school.")
    assert section.answers == ("recipients", "purposes")
    assert records["npd-text-2"].text.startswith("Decisions on whether DfE releases")


MARKS = ["", "{#recipients}\n", "{.answers-recipients}\n", "{#purposes .answers-recipients}\n", "{.answers-purposes}\n"]


@given(st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(["## Recipients", "Words.", "Words:\n\n- one"]))))
def test_whatever_is_marked_every_word_is_in_a_record_and_every_anchor_is_its_own(parts: list[tuple[str, str]]) -> None:
    notice = parse_notice("n.md", "\n\n".join(["# T", *(mark + text for mark, text in parts)]).encode())
    records = search_records(notice)
    held = " ".join(f"{record.heading} {record.text}" for record in records)
    assert [block.plain for block in notice.blocks if block.plain not in held] == []
    assert len({record.anchor for record in records}) == len(records)
    assert {record.anchor for record in records if record.anchor in record.answers} <= set(notice.passages)


def test_the_synonyms_are_sound_and_many(requirements: Requirements) -> None:
    assert len(load_synonyms(ROOT / "notices" / "synonyms.toml", requirements).synonym) >= 80


NO_WORDS = "[words]\nshort_for = {}\nlittle = []\ncommon = []\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('synonym = [{ parents = ["jab"], notices = ["flu"]', "cannot be read: "),
        ('synonym = [{ parents = ["jab"] }]', 'synonym.1: write in "notices" how notices say it, or in "answers" '),
        ('synonym = [{ parents = [], notices = ["flu"] }]', "synonym.1.parents: List should have at least 1 item"),
        (
            'synonym = [{ parents = ["Flu-jab"], notices = ["flu"] }]',
            'synonym.1.parents.1: write "Flu-jab" in lower case, without accents, hyphens, apostrophes',
        ),
        ('synonym = [{ parent = ["jab"], notices = ["flu"] }]', "synonym.1.parents: is missing here"),
        (
            'synonym = [{ parents = ["who sees"], answers = ["recipient"] }]',
            'synonym.1 (who sees): "recipient" is no requirement; requirements.toml has their ids',
        ),
        (
            'synonym = [{ parents = ["jab"], notices = ["flu"] }, { parents = ["spray", "jab"], notices = ["flu"] }]',
            'synonym.2 (spray): "jab" stands in "parents" twice; keep one of the two',
        ),
        ("synonym = []\n[words]\nshort_for = {}\nlittle = []", "words.common: is missing here"),
        (
            'synonym = []\n[words]\nshort_for = {}\nlittle = ["the", "don\'t"]\ncommon = []',
            'words.little.2: write "don\'t" in lower case, without accents, hyphens, apostrophes',
        ),
        (
            'synonym = []\n[words]\nshort_for = {}\nlittle = []\ncommon = ["our school"]',
            'words.common.1: write one word instead of "our school"',
        ),
        (
            'synonym = []\n[words]\nshort_for = { wot = "What" }\nlittle = []\ncommon = []',
            'words.short_for.wot: write "What" in lower case',
        ),
        (
            'synonym = []\n[words]\nshort_for = {}\nlittle = ["school"]\ncommon = ["child", "school"]',
            'words: "school" is twice in the lists of [words]; keep one of the two',
        ),
        (
            'synonym = []\n[words]\nshort_for = {}\nlittle = []\ncommon = []\neveryday = ["war"]\ntopics = ["war"]',
            'words: "war" is twice in the lists of [words]; keep one of the two',
        ),
        (
            'nearest = ["recipient"]\nsynonym = []',
            'nearest: "recipient" is no requirement; requirements.toml has their ids',
        ),
        (
            'synonym = [{ parents = ["jab"], notices = ["flu"], nearest = ["recipient"] }]',
            'synonym.1 (jab): "recipient" is no requirement; requirements.toml has their ids',
        ),
    ],
)
def test_a_fault_in_the_synonyms_is_one_line(tmp_path: Path, requirements: Requirements, text: str, fault: str) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(text if "[words]" in text else f"{text}\n{NO_WORDS}")
    with pytest.raises(DataFileError) as error:
        load_synonyms(path, requirements)
    lines = str(error.value).splitlines()
    assert [line for line in lines if not line.startswith(f"{path}:")] == []
    assert len([line for line in lines if f": {fault}" in line]) == 1


NAMED = """---
academic_year: 2025-26
revision: 1
status: published
---
# A fictional notice

{#right-of-access}
Ask us:

{#how-to-request-access .names-a-person}
- Zebedee Quillfeather, office@example.org

{#retention}
## How long

We keep it.

{.names-a-person}
Ermintrude Fudge keeps it.

And the nurse.
"""


def test_what_names_a_person_is_in_the_notice_and_neither_in_the_search_nor_in_a_topic(
    requirements: Requirements,
) -> None:
    notice = parse_notice("2025-26.md", NAMED.encode())
    assert notice.findings == []
    synonyms = load_synonyms(ROOT / "notices" / "synonyms.toml", requirements)
    text = search_json([("2025-26", notice)], [], "2025-26", requirements, synonyms)
    shown = {each["anchor"]: each.get("text") for each in json.loads(text)["passages"]}
    assert shown["right-of-access"] == "Ask us:"
    assert shown["retention"] == "We keep it.\nAnd the nurse."
    assert "how-to-request-access" not in shown
    assert "Quillfeather" in notice.text
    front_matter = notice.meta
    version = Wording(front_matter, NAMED.encode())
    for requirement, elements in (("how-to-request-access", ()), ("retention", ("We keep it.", "And the nurse."))):
        (entry,) = through_the_years(requirement, [version], [], date(2025, 9, 1))
        assert entry.is_personal
        assert tuple(texts[0] for tag, texts in entry.elements if tag == "p") == elements


def test_the_person_that_the_notice_of_2016_17_names_is_not_in_the_search(requirements: Requirements) -> None:
    notice = read_notice(ROOT / "notices" / "2016-17.md")
    synonyms = load_synonyms(ROOT / "notices" / "synonyms.toml", requirements)
    assert notice.answer("how-to-request-access")[-1].plain.endswith("@hutchinson.staffs.sch.uk")
    assert "@hutchinson" not in search_json([("2016-17", notice)], [], "2016-17", requirements, synonyms)
