"""The simulator's modules, and the page's scripts, never import each other in a circle."""

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIMULATOR = ROOT / "bot" / "simulator"
SCRIPT_IMPORT = re.compile(r"""\bfrom\s*["']\./([\w.]+)["']|\bimport\(?\s*["']\./([\w.]+)["']""")


def circle(imports: Mapping[str, set[str]]) -> list[str]:
    """One circle, as the list of its modules; empty if there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def modules() -> dict[str, Path]:
    found = {}
    for path in SIMULATOR.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def imported(path: Path, known: set[str]) -> Iterator[str]:
    """At any depth: for type checkers only and inside functions as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else node.module for name in names)


def test_no_circle_of_modules() -> None:
    paths = modules()
    known = set(paths)
    assert circle({name: {*imported(path, known)} & known for name, path in paths.items()}) == []


def test_no_circle_of_scripts() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in SIMULATOR.rglob("*.js")}
    imports = {
        name: {first or second for first, second in SCRIPT_IMPORT.findall(text)}
        for name, text in scripts.items()
    }
    assert imports["page.js"], "the page's script imports others"
    assert circle(imports) == []


@pytest.mark.parametrize(("back", "found"), [("a", True), ("c", False)])
def test_a_circle_is_noticed(back: str, found: bool) -> None:
    assert bool(circle({"a": {"b"}, "b": {back}})) == found
