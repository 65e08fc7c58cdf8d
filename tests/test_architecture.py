"""Rules of the code that no type checker knows: names, layers, lengths, who commits."""

import ast
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from bot import handlers
from bot.handlers import stock
from bot.handlers.router import Router
from bot.handlers.routes import ROUTERS, ROUTES
from bot.keyboards.press import PRESSES
from bot.texts.sentences import SENTENCES

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("db/**/*.py")])
LONGEST = 300


FEATURES = {
    "adherence",
    "alerts",
    "call_list",
    "caregivers",
    "clinics",
    "groups",
    "leaders",
    "meetings",
    "moderation",
    "needs",
    "oncall",
    "onboarding",
    "patients",
    "pill_counts",
    "preferences",
    "privacy",
    "recordings",
    "refills",
    "reminders",
    "starters",
    "stock",
    "stories",
    "treatments",
}
"""The nouns of the project. A feature has its noun in every layer where it has anything."""
INFRASTRUCTURE = {
    "bot/handlers": "access fallback media menu router routes",
    "bot/services": "audit dialogs heartbeats menus outbox slots updates",
    "bot/texts": "about digits menu review sentences speech staff",
    "bot/keyboards": "menu number_pad press staff",
    "bot/domain": "names number_pad phones quiet_hours reading schedule",
    "bot/jobs": "heartbeats housekeeping isolation menus",
    "db/queries": "leases outbox people updates",
    "db/models": "people runtime",
    "db/enums": "people runtime",
    "tests": "access architecture bad_input bench buttons charts cli conftest contract delivery"
    " dialogs forging intake locales low_literacy memory migrations postgres process reading"
    " schedule sentences sessions simulator storm types village",
}
"""What serves every feature, layer by layer."""


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else ""
    return f"{path.relative_to(ROOT)}{line}"


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    return [(path, node) for path in SOURCES for node in ast.walk(ast.parse(path.read_text()))]


def test_a_layer_imports_only_the_layers_below_it():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@cache
def first_level(layer: str) -> frozenset[str]:
    """The names under which a layer holds code; a test file by what it tests."""
    paths = [path for path in (ROOT / layer).iterdir() if path.suffix == ".py" or _has_code(path)]
    return frozenset(path.stem.removeprefix("test_") for path in paths) - {"__init__"}


def _has_code(path: Path) -> bool:
    return path.is_dir() and any(path.rglob("*.py"))


@pytest.mark.parametrize("layer", INFRASTRUCTURE)
def test_a_layer_is_divided_by_the_nouns_of_the_project(layer):
    serving = set(INFRASTRUCTURE[layer].split())
    assert first_level(layer) - FEATURES == serving
    assert not serving & FEATURES


def test_every_feature_is_somewhere_and_in_the_table_of_the_architecture():
    layers = {layer: first_level(layer) for layer in INFRASTRUCTURE}
    assert {name for names in layers.values() for name in names} >= FEATURES
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| \*\*([a-z_]+)\*\* \|", table, re.MULTILINE)) == FEATURES


def test_only_the_unit_of_work_commits():
    found = [
        where(path, node)
        for path, node in nodes()
        if isinstance(node, ast.Attribute)
        and node.attr == "commit"
        and path != ROOT / "db" / "session.py"
    ]
    assert found == []


def test_a_module_is_short_enough_to_read_at_once():
    lines = {where(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}


def test_alembic_here_is_a_folder_and_the_library_keeps_the_name():
    assert not (ROOT / "alembic" / "__init__.py").exists()


def test_importing_the_bot_does_nothing():
    assert (ROOT / "bot" / "__init__.py").read_text() == ""


OTHER_NAMES = {
    ROOT / "bot" / "app.py",  # the clock's ticks are called `feature.action`, too
    ROOT / "bot" / "texts" / "recordings" / "prompts.py",  # the keys of stored recordings
}


def test_no_sentence_is_named_by_a_string():
    named = {
        where(path, node): node.value
        for path, node in nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in SENTENCES
        and path not in OTHER_NAMES
    }
    assert named == {}


def test_every_button_has_somebody_who_answers_it():
    assert set(PRESSES.values()) == set(ROUTES.buttons)


def test_every_route_is_included_and_no_name_is_claimed_twice():
    for found in walk_packages(handlers.__path__, "bot.handlers."):
        import_module(found.name)
    assert {router.name for router in Router.declared} == {r.name for r in ROUTERS} | {
        "bot.handlers.routes"
    }
    twice = Router("a.test")
    Router.declared.remove(twice)
    twice.include(stock.router)
    with pytest.raises(ValueError, match="two handlers claim stock"):
        twice.include(stock.router)


def commands_of_the_readme(program: str) -> set[str]:
    """What follows the program's name in code: between backticks or in a block."""
    code = re.findall(r"`([^`\n]+)`|^(?: {4}|\$ ?)(.+)$", readme(), re.MULTILINE)
    blocks = re.findall(r"```[a-z]*\n(.*?)```", readme(), re.DOTALL)
    lines = [*(first or second for first, second in code), *"\n".join(blocks).splitlines()]
    found = (re.match(rf"(?:\$ |\.venv/bin/)?{program} ([a-z][a-z-]*)", s.strip()) for s in lines)
    return {match[1] for match in found if match}


def readme() -> str:
    return (ROOT / "README.md").read_text()


def test_every_make_target_of_the_readme_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert commands_of_the_readme("make") <= targets


def test_every_command_of_the_readme_exists():
    from bot.cli import COMMANDS

    assert commands_of_the_readme("gothiya") <= set(COMMANDS)


def test_every_view_of_the_readme_is_in_the_contract():
    migrations = "".join(path.read_text() for path in (ROOT / "alembic/versions").glob("*.py"))
    for view in set(re.findall(r"`([a-z_]+_feed)`", readme())):
        assert f'"{view}"' in migrations


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_every_path_of_a_page_exists(page):
    written = (ROOT / page).read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:bot|db|tests|alembic|docs)/[\w/.*-]+)`", written))
    assert len(paths) > 5
    assert {path for path in paths if not any(ROOT.glob(path.rstrip("/")))} == set()
