"""The passages of a notice, marked or not, each with the anchor to which its page leads: what the search finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from docutils.nodes import make_id

from privacy_notices.notices.notice import Block, BlockKind, Notice

#: What has an id on the page of a notice around its words (docs/theme/templates): no passage may take one of these.
PAGE_IDS = frozenset(
    {
        "about-the-links", "furo-main-content", "history-of-this-notice", "in-this-notice", "known-faults",
        "known-gaps", "notice-text", "page-search", "what-is-missing",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """A passage as the search finds it: its anchor, the headings above it that have no mark, its words.

    Each paragraph, each item of a list and each row of a table is a line of `text`, its cells with a tab between them.
    `line` is where the anchor is. `answers` are the
    requirements that it is marked for, none where it has no mark. What is marked as naming a person is no part of
    `text`; `is_personal` says that nothing is left.
    """

    anchor: str
    line: int
    heading: str
    text: str
    answers: tuple[str, ...] = ()
    is_personal: bool = False


def search_records(notice: Notice) -> list[Record]:
    """Return a record for each passage of a notice, in order: every block is in one, marked or not.

    Text without a mark has an anchor made from its heading ("teachers2parents"), or from the mark before it
    ("npd-text-2"), the same at every build.
    """
    return list(_Passages(notice).records())


class _Passages:
    def __init__(self, notice: Notice) -> None:
        self.notice, self.blocks = notice, notice.blocks
        self.marks: dict[int, list[str]] = {}
        self.stops: dict[int, int] = {}
        self.anchors: dict[int, str] = {}
        for passage in notice.marked:
            self.marks.setdefault(passage.start, []).append(passage.id)
            self.stops[passage.start] = passage.stop
            if passage.is_anchor:
                self.anchors.setdefault(passage.start, passage.id)
        self.used = PAGE_IDS.union(notice.passages)
        self.seen: Counter[str] = Counter()
        self.above: list[tuple[Block, str]] = []

    def records(self) -> Iterator[Record]:
        """Walk through the blocks: marked passages as marked, and what lies between by headings and paragraphs."""
        position, base, count, line = 0, "start", 0, 0
        while position < len(self.blocks):
            block, ids = self.blocks[position], self.marks.get(position, [])
            anchor = self.anchors.get(position, "")
            slug = self.enter(block, is_marked=bool(anchor)) if block.is_heading else ""
            if anchor or (ids and slug):
                stop, base, count = self.stops[position], anchor or slug, 1
                for inner in self.blocks[position + 1 : stop]:
                    if inner.is_heading:
                        self.enter(inner, is_marked=True)
                yield self.record(base, position, stop, ids)
            elif slug:
                stop, base, count, line = position + 1, slug, 0, block.line
                if self.is_bare(position):
                    yield self.record(base, position, stop)
                    count = 1
            else:
                stop, count = self.stops.get(position) or self.end_of(position), count + 1
                if count == 1 and line:
                    yield replace(self.record(base, position, stop, ids), line=line)
                else:
                    yield self.record(self.free(base, count), position, stop, ids)
            position = stop

    def enter(self, heading: Block, *, is_marked: bool) -> str:
        """Note the heading, and return the anchor of one without a mark: its words, numbered where they come again."""
        while self.above and self.above[-1][0].level >= heading.level:
            self.above.pop()
        if heading.level > 1 and not is_marked:
            self.above.append((heading, heading.plain))
        slug = make_id(heading.plain) or "section"
        self.seen[slug] += 1
        return "" if is_marked else self.free(slug, self.seen[slug])

    def free(self, slug: str, count: int) -> str:
        """Return the slug, with its number where that is not 1, as an anchor that nothing else has."""
        name = slug if count == 1 else f"{slug}-{count}"
        while name in self.used:
            count += 1
            name = f"{slug}-{count}"
        self.used |= {name}
        return name

    def is_bare(self, position: int) -> bool:
        """Say whether nothing follows below a heading that could carry its words."""
        following = self.blocks[position + 1 : position + 2]
        level = self.blocks[position].level
        return level == 1 or not following or (following[0].is_heading and following[0].level <= level)

    def end_of(self, position: int) -> int:
        """Return where unmarked text ends that begins here: a paragraph and what hangs on it."""
        stop = position + 1
        while stop < len(self.blocks) and stop not in self.marks and not self.blocks[stop].is_heading:
            before, block = self.blocks[stop - 1], self.blocks[stop]
            if block.kind is BlockKind.PARAGRAPH and block.level == 0 and not before.plain.endswith(":"):
                break
            stop += 1
        return stop

    def record(self, anchor: str, start: int, stop: int, ids: Sequence[str] = ()) -> Record:
        own = [block.plain for block in self.blocks[start : start + 1] if block.is_heading]
        shown = self.notice.without_persons(range(start + len(own), stop))
        lines = groupby(shown, key=lambda block: (block.row, block.line))
        text = "\n".join("\t".join(block.plain for block in line) for _, line in lines)
        headings = " › ".join([name for _, name in self.above if name not in own] + own)
        is_personal = bool(self.notice.personal) and not self.notice.without_persons(range(start, stop))
        return Record(anchor, self.blocks[start].line, headings, text, tuple(ids), is_personal)
