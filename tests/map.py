"""Writes what docs/ and scripts/README.md say of the tree: `python -m tests.map` writes the layers, the map and the
list of decisions.

Nothing is said twice: the layers are those of pyproject.toml, a line of the map is the first sentence of a module's
docstring, and a decision is listed under its own heading. tests/unit/test_architecture.py compares them.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.parts import with_part

PACKAGE = "privacy_notices"
ARCHITECTURE = Path("docs/architecture.md")
MAP = Path("scripts/README.md")
DECISIONS = Path("docs/decisions")
WIDTH = 70


def contracts(root: Path) -> list[dict[str, list[str]]]:
    """Return import-linter's contracts on layers, as pyproject.toml has them."""
    data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return [each for each in data["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]


def names(layer: str) -> list[str]:
    """Return the modules of a layer, without the package that they are in."""
    return [part.strip(" ()").removeprefix(f"{PACKAGE}.") for part in layer.replace(":", "|").split("|")]


def drawing(contract: dict[str, list[str]]) -> str:
    """Return the layers of a contract as rows of a box, the highest first, below the contract's name.

    A row may import from the rows below it, and from nothing above.
    """
    rows = [f"│ {'   '.join(names(layer)):<{WIDTH}} │" for layer in contract["layers"]]
    line = "─" * (WIDTH + 2)
    box = f"\n├{line}┤\n".join(rows)
    where = ", ".join(name.removeprefix(f"{PACKAGE}.") for name in contract.get("containers", []))
    caption = f"Inside `{where}/`" if where else f"The package `{PACKAGE}`"
    return f"{caption} ({contract['name']}):\n\n```text\n┌{line}┐\n{box}\n└{line}┘\n```"


def tree(root: Path) -> str:
    """Return the map: each command, each module of the package, and what tests share, as nested lists."""
    scripts, tests = root / "scripts", root / "tests"
    ranks = [name for layer in contracts(root)[0]["layers"] for name in names(layer)]
    lines = ["- `scripts/`: the commands, and the package with all logic"]
    lines += [entry(path, 1) for path in sorted([*scripts.glob("*.py"), *scripts.glob("*.sh")])]
    lines += listing(scripts / PACKAGE, 1, ranks)
    lines += ["- `tests/`"]
    lines += [entry(path, 1) for path in sorted(tests.glob("*.py")) if path.name != "__init__.py"]
    lines += [entry(path, 1) for path in sorted(tests.glob("*/__init__.py"))]
    return "\n".join(lines)


def listing(folder: Path, depth: int, ranks: list[str]) -> Iterator[str]:
    """Yield a package and what is in it: by its layer where `ranks` names one, else by the alphabet."""

    def rank(path: Path) -> tuple[int, str]:
        return (ranks.index(path.stem) if path.stem in ranks else len(ranks), path.stem)

    yield entry(folder / "__init__.py", depth)
    inside = [path for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    for path in sorted(inside, key=rank):
        if path.is_dir():
            yield from listing(path, depth + 1, [])
        elif path.name != "__init__.py":
            yield entry(path, depth + 1)


def entry(path: Path, depth: int) -> str:
    """Return the line of a module, a script or (by its `__init__.py`) a package."""
    name = f"{path.parent.name}/" if path.name == "__init__.py" else path.name
    return f"{'  ' * depth}- `{name}`: {first_sentence(path)}"


def first_sentence(path: Path) -> str:
    """Return the first sentence of a module's docstring, or of the comment at the top of a shell script."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".sh":
        text = source.splitlines()[1].removeprefix("# ")
    else:
        text = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0]
    return " ".join(text.split()).partition(". ")[0].rstrip(".")


def decisions(root: Path) -> str:
    """Return the list of the decisions, each under its heading."""
    files = sorted((root / DECISIONS).glob("0*.md"))
    headings = {path.name: path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in files}
    return "\n".join(f"- [{heading}]({name})" for name, heading in headings.items())


def pages(root: Path) -> dict[Path, str]:
    """Return the pages as they have to be, by their place in the project."""
    package, *wings = (drawing(contract) for contract in contracts(root))
    parts = {
        ARCHITECTURE: {"layers": package},
        MAP: {"map": tree(root), "layers": "\n\n".join(wings)},
        DECISIONS / "index.md": {"decisions": decisions(root)},
    }
    written = {}
    for place, made in parts.items():
        written[place] = (root / place).read_text(encoding="utf-8")
        for name, text in made.items():
            written[place] = with_part(written[place], name, text)
    return written


def main() -> None:
    """Write the pages."""
    for place, text in pages(ROOT).items():
        (ROOT / place).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
