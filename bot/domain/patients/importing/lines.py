"""One line of the sheet: its values, or what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from bot.domain.patients.importing.sheet import Problem, Row
from bot.domain.phones import is_phone
from bot.domain.reading.dates import read_day
from bot.domain.reading.script import plain
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from db.enums import Programme

MAX_STRIP_SIZE = 100
MAX_DISPENSED = 1000
MAX_LENGTH = {"number": 40, "name": 80, "village": 80, "medicine": 80, "spoken": 80}
YES_NO = {"yes": True, "no": False, "y": True, "n": False, "हां": True, "नहीं": False, "नइ": False}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """Any field is None if the line does not say."""

    line: int
    number: str
    name: str | None
    programme: Programme | None
    village: str | None
    phone: str | None
    born: int | None
    medicine: str | None
    spoken: str | None
    strip: int | None
    counted: bool | None
    dose: Prescription | None
    starts: date | None
    dispensed: Fraction | None
    dispensed_on: date | None

    @property
    def day(self) -> date | None:
        """The day from which the dose holds."""
        return self.starts or self.dispensed_on


class _Reader:
    """Reads the cells of one line, and collects the problems with them."""

    def __init__(self, row: Row, today: date) -> None:
        self.row, self.today = row, today
        self.problems: list[Problem] = []

    def wrong(self, column: str, remedy: str) -> None:
        self.problems.append(Problem(self.row.line, column, remedy))

    def text(self, column: str) -> str | None:
        cell = " ".join(self.row.cells.get(column, "").split())
        if len(cell) > MAX_LENGTH[column]:
            self.wrong(column, f"{cell[:20]}... is longer than {MAX_LENGTH[column]} signs")
        return cell or None

    def read(self, column: str, how: Callable[[str], T | None], remedy: str) -> T | None:
        """In `remedy`, `{cell}` stands for the content of the cell."""
        cell = self.row.cells.get(column)
        if cell is None:
            return None
        found = how(cell)
        if found is None:
            self.wrong(column, remedy.format(cell=cell))
        return found

    def day(self, column: str) -> date | None:
        remedy = "{cell} is no day up to today; write it like 2026-11-15 or 15/11/2026"
        return self.read(column, lambda cell: read_day(cell, self.today), remedy)


def read_line(row: Row, today: date) -> tuple[Line, list[Problem]]:
    cells = _Reader(row, today)
    number = cells.text("number")
    if number is None:
        cells.wrong("number", "it is empty; write the clinic number, like GAN200011")
    medicine = cells.text("medicine")
    line = Line(
        line=row.line,
        number=plain(number or "").upper(),
        name=cells.text("name"),
        programme=_programme(cells),
        village=cells.text("village"),
        phone=cells.read("phone", _phone, "{cell} is no phone number; write it like 07752-000001"),
        born=cells.read("born", lambda c: _year(c, today), "{cell} is no year; write it like 1968"),
        medicine=medicine,
        spoken=cells.text("spoken"),
        strip=cells.read("strip", _strip, "{cell} is no strip size; write it like 10, 0 for none"),
        counted=cells.read("counted", lambda c: YES_NO.get(plain(c)), "write yes or no"),
        dose=cells.read("dose", read_prescription, _NO_DOSE),
        starts=cells.day("starts"),
        dispensed=cells.read("dispensed", _pills, "{cell} is no number of pills; write it like 60"),
        dispensed_on=cells.day("dispensed_on"),
    )
    _check_related_cells(cells, line)
    return line, cells.problems


_NO_DOSE = (
    "{cell} is no dose; write it like 2, 1-0-1 or 1 every 21 days"
    " (Excel makes 1-1-1 a date: write 3)"
)


def _check_related_cells(cells: _Reader, line: Line) -> None:
    of_medicine = ("spoken", "strip", "counted", "dose", "starts", "dispensed")
    if line.medicine is None:
        for column in of_medicine:
            if column in cells.row.cells:
                cells.wrong(column, "the line names no medicine; write its name")
    if "dispensed" in cells.row.cells and "dispensed_on" not in cells.row.cells:
        cells.wrong("dispensed_on", "it is empty; write the day, like 2026-11-15")
    if "dispensed_on" in cells.row.cells and "dispensed" not in cells.row.cells:
        cells.wrong("dispensed", "it is empty; write how many were handed out, like 60")


def _programme(cells: _Reader) -> Programme | None:
    cell = cells.row.cells.get("programme")
    word = "_".join(plain(cell or "").replace("-", " ").split())
    if cell is None or word in list(Programme):
        return Programme(word) if cell else None
    meant = get_close_matches(word, list(Programme), n=1, cutoff=0.5)
    hint = f"did you mean {meant[0]}?" if meant else f"there are: {', '.join(Programme)}"
    cells.wrong("programme", f"{cell} is not known; {hint}")
    return None


def _phone(cell: str) -> str | None:
    number = plain(cell).strip()
    return number if is_phone(number) else None


def _year(cell: str, today: date) -> int | None:
    year = plain(cell).removesuffix(".0")
    return int(year) if year.isdecimal() and today.year - 120 <= int(year) <= today.year else None


def _strip(cell: str) -> int | None:
    size = plain(cell).removesuffix(".0")
    return int(size) if size.isdecimal() and int(size) <= MAX_STRIP_SIZE else None


def _pills(cell: str) -> Fraction | None:
    try:
        pills = Fraction(plain(cell).replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None
    return pills if 0 < pills <= MAX_DISPENSED and not pills * 4 % 1 else None
