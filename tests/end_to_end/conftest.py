"""What the end-to-end tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import made_once
from tests.end_to_end.running import prepare


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of five versions that was built once; tests copy it."""
    return made_once(tmp_path_factory, "begun", lambda folder: prepare(folder / "project")) / "project"
