"""The address of the site has to be right before anything with it is published."""

from pathlib import Path

import pytest

from privacy_notices.law.school import address_fault, load_school
from tests.conftest import ROOT

LOCAL, PAGES = "http://localhost:8000/", "https://example.github.io/notices/"


@pytest.mark.parametrize(
    ("site_url", "published_at", "fault"),
    [
        (PAGES, "https://example.github.io/notices", None),
        (PAGES, "http://example.github.io/notices/", None),  # GitHub says http until HTTPS is enforced.
        (PAGES, "", None),
        (PAGES, "https://notices.example.org", 'Write: site_url = "https://notices.example.org/"'),
        (PAGES, "https://example.github.io/other", 'Write: site_url = "https://example.github.io/other/"'),
        (LOCAL, PAGES, f'Write: site_url = "{PAGES}"'),
        (LOCAL, "", "only this computer finds it"),
    ],
)
def test_an_address_fits_where_the_site_will_stand(
    tmp_path: Path, site_url: str, published_at: str, fault: str | None
) -> None:
    file = tmp_path / "school.toml"
    text = (ROOT / "notices" / "school.toml").read_text(encoding="utf-8")
    file.write_text(text.replace(f'"{LOCAL}"', f'"{site_url}"'), encoding="utf-8")
    found = address_fault(load_school(file), published_at)
    assert (found is None) if fault is None else (found is not None and fault in found)
