"""What every page says to browsers, read as HTML; tests/browser/test_privacy.py sees whether they obey."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import headers_of
from tests.site.test_pages import XHTML, pages, parse


def test_every_page_has_the_policy_before_anything_that_it_could_refuse(history_site: Path) -> None:
    policy = headers_of(history_site)["Content-Security-Policy"].removesuffix("; frame-ancestors 'none'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for page in pages(history_site):
        root = parse(page)
        names = [element.get("http-equiv") or element.tag.removeprefix(XHTML) for element in root[0]]
        assert names.index("Content-Security-Policy") < min(names.index(name) for name in ("link", "title")), page
        (meta,) = [e for e in root[0] if e.get("http-equiv") == "Content-Security-Policy"]
        assert meta.get("content") == policy, page
        (referrer,) = [e for e in root[0] if e.get("name") == "referrer"]
        assert referrer.get("content") == "no-referrer", page


def test_no_page_has_a_script_or_a_style_of_its_own(history_site: Path) -> None:
    for page in pages(history_site):
        for element in parse(page).iter():
            assert element.tag != f"{XHTML}style", page
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], page
            if element.tag == f"{XHTML}script" and element.get("type") != "application/ld+json":
                assert element.get("src"), page
                assert not (element.text or "").strip(), page


def test_every_link_to_another_site_says_so(history_site: Path) -> None:
    found = 0
    for page in pages(history_site):
        for link in parse(page).iter(f"{XHTML}a"):
            if link.get("href", "").startswith(("http:", "https:")):
                found += 1
                assert link.get("rel") == "external noopener noreferrer", f"{page}: {link.get('href')}"
    assert found > 8


def test_every_page_leads_to_the_page_on_privacy(history_site: Path) -> None:
    for page in pages(history_site):
        (footer,) = parse(page).iter(f"{XHTML}footer")
        assert [a for a in footer.iter(f"{XHTML}a") if a.text == "this site and your privacy"], page
