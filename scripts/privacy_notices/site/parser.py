"""The Markdown parser of the site: MyST's, which takes what `parse_notice` has found in a notice already.

Whatever keeps a version from being shown costs that version its layout and nothing else: its page shows the source
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from logging import WARNING

from docutils import nodes
from markdown_it.rules_core import StateCore
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.util import logging

from privacy_notices.findings import Finding
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.showing import source_text, tokens_of
from privacy_notices.site.passages import search_records

#: Under this name the handler of `source-read` leaves what Sphinx is about to read.
NOTICE = "privacy_notice"
#: Under this name a page's metadata say why it shows the source text of its version.
WHY_SOURCE = "why_source"


@dataclass(frozen=True)
class Shown:
    """A notice to be shown; `version` is the file of a published version, whose `faults` do not stop the build."""

    notice: Notice
    faults: Sequence[Finding] = ()
    version: bytes | None = None


class NoticeParser(MystParser):
    """MyST's parser for Sphinx; of a notice it renders the tokens that `parse_notice` found."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document from the text."""
        shown: Shown | None = document.settings.env.current_document.get(NOTICE)
        if shown is None:
            super().parse(inputstring, document)
        elif shown.version is None:
            _render(shown.notice, document)
        elif why := _why_not(shown, document):
            # Whatever was begun is dropped, with the ids that it has taken.
            document.__init__(document.settings, document.reporter, **document.attributes)  # type: ignore[misc]
            super().parse("", document)
            document += _source(shown.notice, source_text(shown.version))
            env = document.settings.env
            env.metadata[env.current_document.docname][WHY_SOURCE] = why


def _render(notice: Notice, document: nodes.document) -> None:
    """Fill the document from the notice; nothing is asked of MyST twice, since it changes tokens while it renders."""
    (tokens, references), notice.markdown.tokens = tokens_of(notice), []
    parser = create_md_parser(document.settings.env.myst_config, SphinxRenderer)
    parser.options["document"] = document
    state = StateCore(notice.source, parser, references)
    state.tokens = tokens
    # The one rule that `parse_notice` leaves out: it lays each mark upon the block below it.
    rules = dict(zip(parser.core.ruler.get_active_rules(), parser.core.ruler.getRules(""), strict=True))
    rules["attr"](state)
    parser.renderer.render(state.tokens, parser.options, state.env)


def _why_not(shown: Shown, document: nodes.document) -> str:
    """Render a version, and say why it cannot be shown like that; "" where it can."""
    for fault in shown.faults:
        return f"line {fault.line}: {fault.message}"
    # Not `pending_warnings`: Sphinx reads inside one already, whose handler would keep the warnings.
    with logging.suppress_logging() as logged:
        try:
            _render(shown.notice, document)
        except Exception as error:  # noqa: BLE001 - nobody can mend what is published, so nothing in it may stop a build
            return f"{type(error).__name__}: {error}"
        warnings = (record.getMessage() for record in logged.buffer if record.levelno >= WARNING)
        return next(warnings, "")


def _source(notice: Notice, text: str) -> nodes.literal_block:
    """Return the text as it is, with the anchors of the passages where they begin."""
    anchors = [
        (record.line - 1, list(dict.fromkeys([record.anchor, *record.answers]))) for record in search_records(notice)
    ]
    lines = text.splitlines(keepends=True)
    # Sphinx would colour a block of code that its rawsource repeats, and repeats it where there is none.
    block = nodes.literal_block(" ", "", classes=["source-text"])
    block += nodes.Text("".join(lines[: anchors[0][0]] if anchors else lines))
    for (start, ids), (stop, _) in pairwise([*anchors, (len(lines), [])]):
        block += nodes.inline("", "".join(lines[start:stop]), ids=ids)
    return block
