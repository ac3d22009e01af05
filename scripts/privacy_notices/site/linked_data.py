"""What a notice's page says to programs about it, in the vocabulary of schema.org."""

from __future__ import annotations

from typing import Any

from privacy_notices.history.versions import Version, Wording


def linked_data(version: Wording, before: Wording | None, address: str, site_url: str, school: str) -> dict[str, Any]:
    """Return the JSON-LD of a page that shows a version.

    Args:
        version: what the page shows.
        before: the version that it replaced in its year, or None.
        address: the whole address of the page.
        site_url: the address of the site, with a slash at the end.
        school: who publishes the site.

    The page was published when its version was; when the school issued the notice is not known, so the
    document has no such date, only the days for which it holds.
    """
    year = version.year.in_words
    document: dict[str, Any] = {
        "@type": "DigitalDocument",
        "name": version.notice.titles[0].plain if version.notice.titles else f"Privacy notice {year}",
        "inLanguage": "en-GB",
        "identifier": version.name,
        "version": version.revision,
    }
    if version.in_force:
        document["temporalCoverage"] = f"{version.in_force.first}/{version.in_force.last}"
    if isinstance(version, Version):
        document["url"] = f"{site_url}versions/{version.name}/"
    if isinstance(before, Version):
        document["isBasedOn"] = f"{site_url}versions/{before.name}/"
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": f"Privacy notice {year}, version {version.revision}",
        "url": address,
        "inLanguage": "en-GB",
        "publisher": {"@type": "EducationalOrganization", "name": school, "url": site_url},
        "mainEntity": document,
    }
    if isinstance(version, Version):
        page["datePublished"] = version.published_at.isoformat()
    return page
