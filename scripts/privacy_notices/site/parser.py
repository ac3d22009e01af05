"""The Markdown parser of the site: MyST's, which takes what `parse_notice` has found in a notice already."""

from __future__ import annotations

from docutils import nodes
from markdown_it.rules_core import StateCore
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from privacy_notices.notices.notice import Notice

#: Under this name the handler of `source-read` leaves the notice that Sphinx is about to read.
NOTICE = "privacy_notice"


class NoticeParser(MystParser):
    """MyST's parser for Sphinx; of a notice without faults it renders the tokens that `parse_notice` found."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document from the text."""
        env = document.settings.env
        notice: Notice | None = env.current_document.get(NOTICE)
        if notice is None or notice.findings or not notice.markdown.tokens or notice.source != inputstring:
            super().parse(inputstring, document)
            return
        parser = create_md_parser(env.myst_config, SphinxRenderer)
        parser.options["document"] = document
        state = StateCore(inputstring, parser, notice.markdown.references)
        # MyST changes tokens while it renders them, so they serve once.
        state.tokens, notice.markdown.tokens = notice.markdown.tokens, []
        # The one rule that `parse_notice` leaves out: it lays each mark upon the block below it.
        rules = dict(zip(parser.core.ruler.get_active_rules(), parser.core.ruler.getRules(""), strict=True))
        rules["attr"](state)
        parser.renderer.render(state.tokens, parser.options, state.env)
