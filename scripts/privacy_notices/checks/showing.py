"""Checks that the build of the site will show a notice as its Markdown says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from privacy_notices.checks.issued import next_revision
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.showing import obstacles


def cannot_be_shown(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each place for which the build of the site would refuse the notice."""
    later = next_revision(notice, rules)
    advice = (
        f" This revision is published, and its page shows the source text: set `revision: {later}`, say in `changes` "
        "what you changed, and correct it there."
    )
    for found in obstacles(notice):
        yield replace(found, message=found.message + advice) if later else found
