"""Checks that a draft is easy to read. What has been issued stays as it was, so it is never looked at.

The heavy words are our own list, plain_words.toml. How easily a draft reads as a whole is measured in
tests/unit/test_drafts.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Notice
from privacy_notices.phrases import find_phrase, folded, sentences

_WORD = re.compile(r"\w[\w'’-]*")


def long_sentences(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each sentence of a draft with more words than plain_words.toml allows."""
    most = rules.plain_words.longest_sentence
    if not rules.is_being_written(notice):
        return
    for block in notice.blocks:
        for start, stop in sentences(block.without_addresses):
            words = _WORD.findall(block.without_addresses[start:stop])
            if len(words) > most:
                message = f'The sentence "{" ".join(words[:4])} …" has {len(words)} words. Make two: {most} at most.'
                yield Finding(notice.path, block.line_at(start), Rule.LONG_SENTENCE, Severity.WARNING, message)


def heavy_words(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each block of a draft with words for which plain_words.toml has plainer ones."""
    if not rules.is_being_written(notice):
        return
    for block in notice.blocks:
        text = folded(block.without_addresses)
        for heavy in rules.plain_words.heavy:
            position = find_phrase(heavy.phrase, text)
            if position >= 0:
                message = f'"{heavy.phrase}" is hard to read. Write {heavy.write}.'
                yield Finding(notice.path, block.line_at(position), Rule.HEAVY_WORDS, Severity.WARNING, message)
