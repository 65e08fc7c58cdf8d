"""The rules of the house that no type checker knows."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from bot.texts import TEMPLATES

HOUSE = Path(__file__).parent.parent
SOURCES = sorted([*HOUSE.glob("bot/**/*.py"), *HOUSE.glob("db/**/*.py")])
LONGEST = 300
TEMPLATE = re.compile(rf"({'|'.join({name.partition('.')[0] for name in TEMPLATES})})\.[a-z_]+")


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else ""
    return f"{path.relative_to(HOUSE)}{line}"


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    return [(path, node) for path in SOURCES for node in ast.walk(ast.parse(path.read_text()))]


def test_a_layer_imports_only_the_layers_below_it():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_only_the_edge_commits():
    found = [
        where(path, node)
        for path, node in nodes()
        if isinstance(node, ast.Attribute)
        and node.attr == "commit"
        and path != HOUSE / "db" / "session.py"
    ]
    assert found == []


def test_a_module_is_short_enough_to_read_at_once():
    lines = {where(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}


def test_alembic_here_is_a_folder_and_the_library_keeps_the_name():
    assert not (HOUSE / "alembic" / "__init__.py").exists()


def test_importing_the_bot_does_nothing():
    assert (HOUSE / "bot" / "__init__.py").read_text() == ""


def test_every_sentence_that_is_asked_for_exists():
    # One that ends in `_` is the beginning of a name made up as the bot runs.
    missing = {
        where(path, node): node.value
        for path, node in nodes()
        if path.is_relative_to(HOUSE / "bot")
        and isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and TEMPLATE.fullmatch(node.value)
        and node.value not in TEMPLATES
        and not (node.value.endswith("_") and any(t.startswith(node.value) for t in TEMPLATES))
    }
    assert missing == {}


def test_every_button_has_somebody_who_answers_it():
    from bot.handlers.routes import PRESSES

    missing = {
        where(path, node): node.args[0].value
        for path, node in nodes()
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", None)) == "data"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in PRESSES
    }
    assert missing == {}


def commands_of_the_readme(program: str) -> set[str]:
    """What follows the program's name in code: between backticks or in a block."""
    code = re.findall(r"`([^`\n]+)`|^(?: {4}|\$ ?)(.+)$", readme(), re.MULTILINE)
    blocks = re.findall(r"```[a-z]*\n(.*?)```", readme(), re.DOTALL)
    lines = [*(first or second for first, second in code), *"\n".join(blocks).splitlines()]
    found = (re.match(rf"(?:\$ |\.venv/bin/)?{program} ([a-z][a-z-]*)", s.strip()) for s in lines)
    return {match[1] for match in found if match}


def readme() -> str:
    return (HOUSE / "README.md").read_text()


def test_every_make_target_of_the_readme_exists():
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    assert commands_of_the_readme("make") <= targets


def test_every_command_of_the_readme_exists():
    from bot.cli import COMMANDS

    assert commands_of_the_readme("gothiya") <= set(COMMANDS)


def test_every_view_of_the_readme_is_in_the_contract():
    migrations = "".join(path.read_text() for path in (HOUSE / "alembic/versions").glob("*.py"))
    for view in set(re.findall(r"`([a-z_]+_feed)`", readme())):
        assert f'"{view}"' in migrations
