"""The lines of one patient and one medicine belong together, and may not gainsay each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.domain.patients.importing.lines import Line, read_line
from bot.domain.patients.importing.sheet import Problem, read_sheet
from bot.domain.treatments.formulary import formulary, name_key

OF_PATIENT = ("name", "programme", "village", "phone", "born")
OF_MEDICINE = ("strip", "counted")

NameKey = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class Treated:
    """What the sheet says of one medicine of one patient."""

    medicine: NameKey
    lines: list[Line] = field(default_factory=list)
    """Oldest first; those without a day last."""

    @property
    def spoken(self) -> str | None:
        return next((line.spoken for line in reversed(self.lines) if line.spoken), None)


@dataclass(slots=True)
class Listing:
    """What the sheet says of one patient."""

    number: str
    lines: list[Line] = field(default_factory=list)
    treated: dict[NameKey, Treated] = field(default_factory=dict)

    def said(self, column: str) -> object:
        """What the first line that says it says; None: no line does."""
        return next((v for line in self.lines if (v := getattr(line, column)) is not None), None)


@dataclass(frozen=True, slots=True)
class Packed:
    """A medicine as the sheet names it first."""

    name: str
    strip: int | None
    counted: bool | None


@dataclass(slots=True)
class Sheet:
    lines: int
    patients: dict[str, Listing]
    medicines: dict[NameKey, Packed]


def gather(content: bytes, today: date) -> tuple[Sheet, list[Problem]]:
    """All that the file says, and all that is wrong with it."""
    rows, problems = read_sheet(content)
    lines: list[Line] = []
    for row in rows:
        line, wrong = read_line(row, today)
        problems += wrong
        if line.number:
            lines.append(line)
    patients, medicines = _by_patient(lines), _by_medicine(lines, problems)
    for listing in patients.values():
        problems += _gainsaid(listing)
    return Sheet(len(rows), patients, medicines), sorted(problems, key=lambda p: p.line)


def _by_patient(lines: Iterable[Line]) -> dict[str, Listing]:
    found: dict[str, Listing] = {}
    for line in lines:
        listing = found.setdefault(line.number, Listing(line.number))
        listing.lines.append(line)
        if line.medicine is not None:
            key = name_key(line.medicine)
            listing.treated.setdefault(key, Treated(key)).lines.append(line)
    for listing in found.values():
        for treated in listing.treated.values():
            treated.lines.sort(key=lambda line: line.day or date.max)
    return found


def _by_medicine(lines: Iterable[Line], problems: list[Problem]) -> dict[NameKey, Packed]:
    """Said once, it holds for every line; what no line says, the formulary may know."""
    said: dict[NameKey, dict[str, tuple[int, object]]] = {}
    names: dict[NameKey, str] = {}
    for line in lines:
        if line.medicine is None:
            continue
        key = name_key(line.medicine)
        names.setdefault(key, line.medicine)
        for column in OF_MEDICINE:
            value = getattr(line, column)
            if value is None:
                continue
            first, before = said.setdefault(key, {}).setdefault(column, (line.line, value))
            if before != value:
                remedy = f"line {first} says otherwise of {line.medicine}; make them agree"
                problems.append(Problem(line.line, column, remedy))
    return {key: _packed(key, name, said.get(key, {})) for key, name in names.items()}


def _packed(key: NameKey, name: str, said: dict[str, tuple[int, object]]) -> Packed:
    known = next((one for one in formulary() if name_key(one.name) == key), None)
    _, strip = said.get("strip", (0, known.strip_size if known else None))
    _, counted = said.get("counted", (0, known.countable if known else None))
    return Packed(
        known.name if known else name,
        strip if isinstance(strip, int) else None,
        counted if isinstance(counted, bool) else None,
    )


def _gainsaid(listing: Listing) -> list[Problem]:
    problems = []
    for column in OF_PATIENT:
        first = next((line for line in listing.lines if getattr(line, column) is not None), None)
        for line in listing.lines:
            value = getattr(line, column)
            if first is not None and value not in (None, getattr(first, column)):
                remedy = f"line {first.line} says otherwise of {listing.number}; make them agree"
                problems.append(Problem(line.line, column, remedy))
    for treated in listing.treated.values():
        problems += _handed_out_twice(treated)
    return problems


def _handed_out_twice(treated: Treated) -> list[Problem]:
    first: dict[date, int] = {}
    problems = []
    for line in sorted(treated.lines, key=lambda line: line.line):
        if line.dispensed_on is None:
            continue
        before = first.setdefault(line.dispensed_on, line.line)
        if before != line.line:
            remedy = f"line {before} has that day too; keep one line, with the sum"
            problems.append(Problem(line.line, "dispensed_on", remedy))
    return problems
