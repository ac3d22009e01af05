"""The pages about the tree, in docs and scripts, say what the tree, the docstrings and pyproject.toml say."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from tests import map as written
from tests.conftest import ROOT

PACKAGE = ROOT / "scripts" / written.PACKAGE


@pytest.mark.parametrize("place", [written.ARCHITECTURE, written.MAP, written.DECISIONS / "index.md"], ids=str)
def test_what_docs_say_of_the_tree_is_as_the_tree_is(place: Path) -> None:
    is_as_written = (ROOT / place).read_text(encoding="utf-8") == written.pages(ROOT)[place]
    assert is_as_written, f"{place} is out of date. Run: .venv/bin/python -m tests.map"


def test_each_module_and_command_is_in_the_map_once_and_says_what_it_is() -> None:
    lines = written.tree(ROOT).splitlines()
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    commands = [path for path in PACKAGE.parent.iterdir() if path.suffix in (".py", ".sh")]
    named = sorted(line.split("`")[1] for line in lines[: lines.index("- `tests/`")] if "/`" not in line)
    assert named == sorted(path.name for path in files + commands)
    assert [line for line in lines if line.startswith(" ") and not line.partition("`: ")[2]] == []


def test_each_wing_and_each_module_beside_the_wings_has_its_layer() -> None:
    for contract in written.contracts(ROOT):
        (container,) = contract.get("containers", [written.PACKAGE])
        folder = PACKAGE.parent.joinpath(*container.split("."))
        inside = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
        layered = [name for layer in contract["layers"] for name in written.names(layer)]
        assert sorted(layered) == sorted(inside - {"__init__"}), f"pyproject.toml: the layers of {container}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the pages are made from, to be changed."""
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "scripts" / written.PACKAGE)
    shutil.copytree(ROOT / "docs" / "decisions", tmp_path / "docs" / "decisions")
    for place in (written.ARCHITECTURE, written.MAP):
        shutil.copy2(ROOT / place, tmp_path / place)
    (tmp_path / "tests").mkdir()
    return tmp_path


def test_a_new_module_another_first_sentence_and_another_layer_change_the_page(copy: Path) -> None:
    def page(place: Path) -> str:
        return written.pages(copy)[place]

    before = page(written.MAP)
    (copy / "scripts" / written.PACKAGE / "law" / "courts.py").write_text('"""What courts\nsaid. And why."""\n')
    assert "      - `courts.py`: What courts said\n" in page(written.MAP)
    assert "courts" not in before

    years = copy / "scripts" / written.PACKAGE / "years.py"
    years.write_text(years.read_text().replace(ast.get_docstring(ast.parse(years.read_text())) or "?", "Other words."))
    assert "`years.py`: Other words\n" in page(written.MAP)

    settings = copy / "pyproject.toml"
    settings.write_text(settings.read_text().replace(' | privacy_notices.years"', '",\n  "privacy_notices.years"'))
    drawn = page(written.ARCHITECTURE).partition("```text\n")[2].splitlines()
    assert [row.strip("│ ") for row in drawn if row.startswith("│") and "years" in row] == ["years"]


def test_the_modules_that_prose_names_are_there() -> None:
    prose = [ROOT / written.ARCHITECTURE, *(ROOT / written.DECISIONS).glob("*.md")]
    for page in prose:
        named = page.read_text(encoding="utf-8").split("`")[1::2]
        paths = [name for name in named if "/" in name and " " not in name and name.endswith((".py", ".toml", ".sh"))]
        assert [path for path in paths if not ((PACKAGE / path).exists() or (ROOT / path).exists())] == [], page


def test_links_of_guides_that_are_no_pages_lead_to_files() -> None:
    guides = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / written.DECISIONS).glob("*.md")]
    guides += [ROOT / written.ARCHITECTURE, ROOT / written.MAP, ROOT / "docs" / "benchmarks.md"]
    for guide in guides:
        targets = [part.partition(")")[0] for part in guide.read_text(encoding="utf-8").split("](")[1:]]
        here = [target.partition("#")[0] for target in targets if "://" not in target]
        assert [target for target in here if not (guide.parent / target).exists()] == [], guide
