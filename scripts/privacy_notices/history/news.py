"""What changed, for people: the questions that a notice newly answers, answers in other words, or answers no longer.

Parents look rather than read, and a list of every changed block says one thing twice: what was replaced is removed and
added. Here each answer is named once. A heading by itself, the label of the school year, marks, and text that moved in
the same words are no news; an item that moved from one list to another is: it means what the words above it say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain

from privacy_notices.history.changes import Comparison, PieceKind, Row, RowKind
from privacy_notices.history.places import Part, Side, Spot, beside, spots
from privacy_notices.notices.notice import Notice
from privacy_notices.text import plural

#: The requirement that is answered by the label of the year, which is another every year.
_YEAR_LABEL = "academic-year-label"


class NewsKind(StrEnum):
    """What became of an answer."""

    NEW = "new"
    REWORDED = "reworded"
    GONE = "no longer said"


@dataclass(frozen=True)
class Item:
    """An answer, or a part of the text without a mark, that differs.

    `questions` are those that it answers, none where it has no mark; `heading` then names it. `number` is that of its
    first change in the comparison. `before` and `after` are its two texts to be shown side by side.
    """

    kind: NewsKind
    number: int
    questions: tuple[str, ...] = ()
    heading: str = ""
    before: Sequence[Row] = ()
    after: Sequence[Row] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called: its questions, or else the heading above it."""
        return self.questions or (self.heading,)


@dataclass(frozen=True)
class News:
    """All items in reading order, those that answer a question first; `is_same` where readers see no difference."""

    items: Sequence[Item]
    is_same: bool = False

    def of(self, kind: NewsKind | str) -> list[Item]:
        """Return the items of a kind."""
        return [item for item in self.items if item.kind == kind]

    @property
    def groups(self) -> list[tuple[NewsKind, list[Item]]]:
        """The kinds that there are items of, each with its items."""
        return [(kind, self.of(kind)) for kind in NewsKind if self.of(kind)]

    @property
    def sentence(self) -> str:
        """What changed, in one sentence."""
        if self.is_same:
            return "Nothing that readers see changed."
        if not self.items:
            return "No answer changed: only headings, the label of the year, links or the order of the text."
        answers = [item for item in self.items if item.questions]
        said = [_new(self.of(NewsKind.NEW)), _reworded(answers), _gone(answers)] if answers else ["No answer changed"]
        if parts := len(self.items) - len(answers):
            said.append(f"{plural(parts, 'other part')} of the text {'differs' if parts == 1 else 'differ'}")
        return f"{'; '.join(said)}."


def _questions(items: Iterable[Item], kind: NewsKind) -> list[str]:
    return [question for item in items if item.kind is kind for question in item.questions]


def _new(items: Iterable[Item]) -> str:
    match _questions(items, NewsKind.NEW):
        case []:
            return "No new question is answered"
        case [question]:
            return f"1 new question is answered, “{question}”"
        case asked:
            return f"{len(asked)} new questions are answered, among them “{asked[0]}”"


def _reworded(items: Iterable[Item]) -> str:
    count = sum(item.kind is NewsKind.REWORDED for item in items)
    return f"{plural(count, 'answer')} {'is' if count == 1 else 'are'} reworded" if count else "no answer is reworded"


def _gone(items: Iterable[Item]) -> str:
    match _questions(items, NewsKind.GONE):
        case []:
            return "no answer was dropped"
        case [question]:
            return f"1 question is no longer answered, “{question}”"
        case asked:
            return f"{len(asked)} questions are no longer answered, among them “{asked[0]}”"


def news_of(old: Notice, new: Notice, comparison: Comparison, questions: Mapping[str, str]) -> News:
    """Return what of a comparison is news.

    Args:
        old: the earlier notice.
        new: the later one.
        comparison: what changed between the two.
        questions: the plain question of each requirement; a mark for any other is none.
    """
    items = list(_Finder(Side(old, questions), Side(new, questions), list(spots(comparison)), questions).items())
    items.sort(key=lambda item: (not item.questions, item.number))
    return News(items, is_same=not comparison.changes)


class _Finder:
    def __init__(self, old: Side, new: Side, found: Sequence[Spot], questions: Mapping[str, str]) -> None:
        self.old, self.new, self.spots, self.questions = old, new, found, questions
        self.by_old = {spot.old: spot for spot in found if spot.old is not None}
        self.by_new = {spot.new: spot for spot in found if spot.new is not None}
        #: The number of the first change of each part that has one.
        self.touched: dict[Part, int] = {}
        for spot in found:
            for part in self.parts_of(spot) if self.is_news(spot) else ():
                self.touched.setdefault(part, spot.row.number)

    def items(self) -> Iterator[Item]:
        """Yield the items; questions that one passage answers in both notices are one item."""
        together: dict[tuple[NewsKind, object], list[Part]] = {}
        for part in self.touched:
            if part.id != _YEAR_LABEL and (kind := self.kind(part)):
                places = self.places(part) if part.id else part
                together.setdefault((kind, places), []).append(part)
        for (kind, _), parts in together.items():
            yield self.item(kind, parts)

    def item(self, kind: NewsKind, parts: Sequence[Part]) -> Item:
        first = parts[0]
        old = {place: self.by_old[place] for place in self.shown(self.old, first)}
        new = {place: self.by_new[place] for place in self.shown(self.new, first)}
        if kind is NewsKind.REWORDED:  # What has no mark in one of the two is found by what it has in the other.
            old = old or {spot.old: spot for spot in new.values() if spot.old is not None}
            new = new or {spot.new: spot for spot in old.values() if spot.new is not None}
        before = beside(self.old.notice, PieceKind.REMOVED, old, new.values())
        after = beside(self.new.notice, PieceKind.ADDED, new, old.values())
        asked = tuple(self.questions[part.id] for part in parts if part.id)
        return Item(kind, self.touched[first], asked, first.heading, before, after)

    def is_news(self, spot: Spot) -> bool:
        """Say whether people would call it a change of an answer."""
        if spot.row.block.is_heading:
            return False
        if spot.old is None or spot.new is None:
            return True
        if self.old.words(spot.old) != self.new.words(spot.new):
            return True
        if self.old.addresses([spot.old]) != self.new.addresses([spot.new]):
            return True
        has_moved = spot.row.kind is RowKind.MOVED and self.new.is_listed(spot.new)
        return has_moved and self.old.owners[spot.old] != self.new.owners[spot.new]

    def parts_of(self, spot: Spot) -> list[Part]:
        """Return the parts that the change of a block is news of; text that lost its mark belongs to those it had."""
        now = self.new.owners[spot.new] if spot.new is not None else []
        was = [self.renamed.get(part, part) for part in self.old.owners[spot.old]] if spot.old is not None else []
        has_lost = any(part.id for part in was) and not any(part.id for part in now)
        kept = [part for part in was if part not in now and (part.id or not now)]
        return kept if has_lost else [*now, *kept]

    @cached_property
    def renamed(self) -> dict[Part, Part]:
        """The parts without a mark whose heading is another now, by what stayed of them: the later by the earlier."""
        names: dict[Part, Part] = {}
        for spot in self.spots:
            if spot.old is None or spot.new is None:
                continue
            was, now = self.old.owners[spot.old][0], self.new.owners[spot.new][0]
            if not was.id and not now.id and was not in self.new.parts and now not in self.old.parts:
                names.setdefault(was, now)
        return names

    @cached_property
    def former(self) -> dict[Part, Part]:
        """The parts whose heading was another before: the earlier by the later."""
        return {now: was for was, now in self.renamed.items()}

    def earlier(self, part: Part) -> Part:
        """Return the part as the old notice has it."""
        return self.former.get(part, part)

    def places(self, part: Part) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return tuple(self.old.places(self.earlier(part))), tuple(self.new.places(part))

    def shown(self, side: Side, part: Part) -> list[int]:
        """Return the places of a part that are shown beside the other text: not those of smaller parts within it."""
        part = self.earlier(part) if side is self.old else part
        return side.own_places(part) or side.places(part)

    def kind(self, part: Part) -> NewsKind | None:
        """Say what became of a part; None where its words are the same, however they are cut or ordered."""
        was, now = self.earlier(part) in self.old.parts, part in self.new.parts
        if was and now:
            return None if self.says_the_same(part) else NewsKind.REWORDED
        if self.was_unmarked(part):
            return NewsKind.REWORDED
        return NewsKind.NEW if now else NewsKind.GONE

    def says_the_same(self, part: Part) -> bool:
        was, now = self.places(part)
        before = [self.old.words(place) for place in self.old.answers(self.earlier(part))]
        after = [self.new.words(place) for place in self.new.answers(part)]
        is_same = list(chain(*before)) == list(chain(*after)) or sorted(before) == sorted(after)
        return is_same and self.old.addresses(was) == self.new.addresses(now)

    def was_unmarked(self, part: Part) -> bool:
        """Say whether all of an answer stands in the other notice too, where no mark says that it is one."""
        if not part.id:
            return False
        if part in self.new.parts:
            there, others = self.old, [self.by_new[place].old for place in self.new.answers(part)]
        else:
            there, others = self.new, [self.by_old[place].new for place in self.old.answers(part)]
        return all(place is not None and not any(each.id for each in there.owners[place]) for place in others)
