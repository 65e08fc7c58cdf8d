"""Groups the lines of a sheet by patient and medicine, and finds lines that contradict."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.domain.patients.importing.lines import Line, read_line
from bot.domain.patients.importing.sheet import Problem, read_rows
from bot.domain.treatments.formulary import formulary, name_key

PATIENT_COLUMNS = ("name", "programme", "village", "phone", "born")
MEDICINE_COLUMNS = ("strip", "counted")

NameKey = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class SheetTreatment:
    """What the sheet says of one medicine of one patient."""

    medicine: NameKey
    lines: list[Line] = field(default_factory=list)
    """Oldest first; lines without a day come last."""

    @property
    def spoken(self) -> str | None:
        return next((line.spoken for line in reversed(self.lines) if line.spoken), None)


@dataclass(slots=True)
class SheetPatient:
    """What the sheet says of one patient."""

    number: str
    lines: list[Line] = field(default_factory=list)
    treatments: dict[NameKey, SheetTreatment] = field(default_factory=dict)

    def value(self, column: str) -> object:
        """The value of the first line that has one; None if no line does."""
        return next((v for line in self.lines if (v := getattr(line, column)) is not None), None)


@dataclass(frozen=True, slots=True)
class SheetMedicine:
    """A medicine, named as in the first line that has it."""

    name: str
    strip: int | None
    counted: bool | None


@dataclass(slots=True)
class Sheet:
    lines: int
    patients: dict[str, SheetPatient]
    medicines: dict[NameKey, SheetMedicine]


def read_sheet(content: bytes, today: date) -> tuple[Sheet, list[Problem]]:
    """The whole content of a file, and all problems with it."""
    rows, problems = read_rows(content)
    lines: list[Line] = []
    for row in rows:
        line, wrong = read_line(row, today)
        problems += wrong
        if line.number:
            lines.append(line)
    patients, medicines = _by_patient(lines), _by_medicine(lines, problems)
    for patient in patients.values():
        problems += _contradictions(patient)
    return Sheet(len(rows), patients, medicines), sorted(problems, key=lambda p: p.line)


def _by_patient(lines: Iterable[Line]) -> dict[str, SheetPatient]:
    found: dict[str, SheetPatient] = {}
    for line in lines:
        patient = found.setdefault(line.number, SheetPatient(line.number))
        patient.lines.append(line)
        if line.medicine is not None:
            key = name_key(line.medicine)
            patient.treatments.setdefault(key, SheetTreatment(key)).lines.append(line)
    for patient in found.values():
        for treatment in patient.treatments.values():
            treatment.lines.sort(key=lambda line: line.day or date.max)
    return found


def _by_medicine(lines: Iterable[Line], problems: list[Problem]) -> dict[NameKey, SheetMedicine]:
    """A value in one line holds for all lines; what no line says is taken from the formulary."""
    values: dict[NameKey, dict[str, tuple[int, object]]] = {}
    names: dict[NameKey, str] = {}
    for line in lines:
        if line.medicine is None:
            continue
        key = name_key(line.medicine)
        names.setdefault(key, line.medicine)
        for column in MEDICINE_COLUMNS:
            value = getattr(line, column)
            if value is None:
                continue
            first, before = values.setdefault(key, {}).setdefault(column, (line.line, value))
            if before != value:
                remedy = f"line {first} says otherwise of {line.medicine}; make them agree"
                problems.append(Problem(line.line, column, remedy))
    return {key: _sheet_medicine(key, name, values.get(key, {})) for key, name in names.items()}


def _sheet_medicine(
    key: NameKey, name: str, values: dict[str, tuple[int, object]]
) -> SheetMedicine:
    known = next((m for m in formulary() if name_key(m.name) == key), None)
    _, strip = values.get("strip", (0, known.strip_size if known else None))
    _, counted = values.get("counted", (0, known.countable if known else None))
    return SheetMedicine(
        known.name if known else name,
        strip if isinstance(strip, int) else None,
        counted if isinstance(counted, bool) else None,
    )


def _contradictions(patient: SheetPatient) -> list[Problem]:
    problems = []
    for column in PATIENT_COLUMNS:
        first = next((line for line in patient.lines if getattr(line, column) is not None), None)
        for line in patient.lines:
            value = getattr(line, column)
            if first is not None and value not in (None, getattr(first, column)):
                remedy = f"line {first.line} says otherwise of {patient.number}; make them agree"
                problems.append(Problem(line.line, column, remedy))
    for treatment in patient.treatments.values():
        problems += _dispensed_twice(treatment)
    return problems


def _dispensed_twice(treatment: SheetTreatment) -> list[Problem]:
    first: dict[date, int] = {}
    problems = []
    for line in sorted(treatment.lines, key=lambda line: line.line):
        if line.dispensed_on is None:
            continue
        before = first.setdefault(line.dispensed_on, line.line)
        if before != line.line:
            remedy = f"line {before} has that day too; keep one line, with the sum"
            problems.append(Problem(line.line, "dispensed_on", remedy))
    return problems
