"""What is said and pressed has a type: small wrong programs that mypy must refuse."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

HANDLERS = """
from bot.context import StaffMember, Turn
from bot.handlers.access.rules import anyone
from bot.handlers.access.staff import medicine_of_staff
from bot.handlers.pill_counts.dialog import CountDialog
from bot.handlers.router import Router
from bot.handlers.stock import StockDialog
from bot.keyboards.stock import MarkStock, StartStock
from db.models import Medicine
router = Router("a.test")
"""
WRONG = {
    "a parameter is missing": (
        "from bot.texts import stock\nstock.ask_in_stock(id=1, medicine='Metformin')",
        'Missing named argument "out_of_stock"',
    ),
    "a parameter has another type": (
        "from bot.texts import stock\nstock.out_of_stock(medicine=7)",
        'Argument "medicine" to "__call__" of "Sentence" has incompatible type "int"',
    ),
    "a parameter is misspelt": (
        "from bot.texts import stock\nstock.out_of_stock(medicin='Metformin')",
        'Unexpected keyword argument "medicin"',
    ),
    "a button lacks a field": (
        "from bot.keyboards.stock import MarkStock\nMarkStock(medicine=1)",
        'Missing positional argument "state"',
    ),
    "a button has a word that it does not know": (
        "from bot.keyboards.stock import MarkStock\nMarkStock(1, 'lost')",
        'Argument 2 to "MarkStock" has incompatible type',
    ),
    "a handler takes another press than its route": (
        HANDLERS + "@router.button(MarkStock, access=medicine_of_staff)\n"
        "async def start(turn: Turn, press: StartStock, medicine: Medicine) -> None: ...",
        "incompatible type",
    ),
    "a handler takes another thing than its access rule fetches": (
        HANDLERS + "@router.button(MarkStock, access=medicine_of_staff)\n"
        "async def start(turn: Turn, press: MarkStock, staff: StaffMember) -> None: ...",
        "incompatible type",
    ),
    "an access rule asks for what the button does not carry": (
        HANDLERS + "@router.button(StartStock, access=medicine_of_staff)\n"
        "async def start(turn: Turn, press: StartStock, medicine: Medicine) -> None: ...",
        'Argument "access" to "button" of "Router" has incompatible type',
    ),
    "a handler takes another dialogue than its route": (
        HANDLERS + "@router.dialog(StockDialog, access=anyone)\n"
        "async def take(turn: Turn, dialog: CountDialog) -> None: ...",
        "incompatible type",
    ),
    "a dialogue lacks a field": (
        HANDLERS + "CountDialog(patient=1)",
        'Missing positional argument "treatment"',
    ),
    "a step that the dialogue does not know": (
        HANDLERS + "CountDialog(1, 2, step='blister')",
        'Argument "step" to "CountDialog" has incompatible type',
    ),
}
RIGHT = "from bot.texts import stock\nstock.ask_in_stock(id=1, medicine='x', out_of_stock=True)"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What mypy says of each program; one run for all."""
    folder = tmp_path_factory.mktemp("programs")
    programs = {"right": RIGHT} | {name: program for name, (program, _) in WRONG.items()}
    files = {name: folder / f"program_{n}.py" for n, name in enumerate(programs)}
    for name, file in files.items():
        file.write_text(programs[name])
    command = [sys.executable, "-m", "mypy", *map(str, files.values())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Found" in done.stdout, done.stdout + done.stderr
    return {
        name: "\n".join(line for line in done.stdout.splitlines() if file.name in line)
        for name, file in files.items()
    }


def test_a_right_program_is_accepted(said: dict[str, str]) -> None:
    assert said["right"] == ""


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_program_is_refused(said: dict[str, str], wrong: str) -> None:
    assert WRONG[wrong][1] in said[wrong]
