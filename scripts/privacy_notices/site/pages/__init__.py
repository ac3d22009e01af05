"""Every page of the site but the guides, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from privacy_notices.site.inputs import SiteInputs
from privacy_notices.site.pages.differences import changes, changes_of_version
from privacy_notices.site.pages.notice import drafts, versions, years
from privacy_notices.site.pages.overviews import history, home, privacy, requirements, search
from privacy_notices.site.pages.page import Page
from privacy_notices.site.pages.topics import topic, topics
from privacy_notices.site.pages.translations import translations

__all__ = ["Page", "pages_of"]

#: Each yields the pages of its kind, from what the build knows.
KINDS: tuple[Callable[[SiteInputs], Iterator[Page]], ...] = (
    home,
    years,
    versions,
    drafts,
    translations,
    privacy,
    requirements,
    search,
    history,
    changes,
    changes_of_version,
    topics,
    topic,
)


def pages_of(inputs: SiteInputs) -> dict[str, Page]:
    """Return every page of the site but the guides, by its name."""
    return {page.name: page for kind in KINDS for page in kind(inputs)}
