"""What an import would change: compares the sheet with what is stored. It writes nothing.

A dose of the sheet takes effect only from its own day on, so that an old sheet never undoes what
staff have changed since. A fill is identified by its day. The same number on the same day is
nothing new, even if it was corrected since; a different number corrects that of an earlier import.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bot.domain.adherence import Regimen
from bot.domain.patients.importing.existing import (
    ExistingPatient,
    ExistingRecords,
    ExistingTreatment,
)
from bot.domain.patients.importing.grouping import (
    PATIENT_COLUMNS,
    NameKey,
    Sheet,
    SheetMedicine,
    SheetPatient,
    SheetTreatment,
)
from bot.domain.patients.importing.sheet import Problem
from bot.domain.treatments.prescription import Prescription
from db.enums import CountSource, Pattern


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class DosePlan:
    prescribed: Prescription
    starts: date


@dataclass(frozen=True, slots=True)
class FillPlan:
    day: date
    quantity: Fraction
    change: Change
    replaces: int | None = None
    """The id of the imported fill that it corrects."""


@dataclass(slots=True)
class TreatmentPlan:
    medicine: NameKey
    id: int | None
    spoken: str | None
    """None if it stays as it is, or is the name on the strip."""
    change: Change
    doses: list[DosePlan] = field(default_factory=list)
    fills: list[FillPlan] = field(default_factory=list)


@dataclass(slots=True)
class PatientPlan:
    number: str
    line: int
    id: int | None
    change: Change
    values: dict[str, object]
    """Values to write, by column of the sheet."""
    treatments: list[TreatmentPlan] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        parts = [self.change, *(t.change for t in self.treatments)]
        parts += [fill.change for t in self.treatments for fill in t.fills]
        return any(change is not Change.UNCHANGED for change in parts)


@dataclass(frozen=True, slots=True)
class MedicinePlan:
    key: NameKey
    id: int | None
    name: str
    strip: int | None
    countable: bool
    change: Change


@dataclass(slots=True)
class Plan:
    patients: list[PatientPlan] = field(default_factory=list)
    medicines: list[MedicinePlan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def plan_import(sheet: Sheet, existing: ExistingRecords, today: date) -> Plan:
    plan = Plan(medicines=[_medicine(k, m, existing) for k, m in sheet.medicines.items()])
    countable = {medicine.key: medicine.countable for medicine in plan.medicines}
    for in_sheet in sheet.patients.values():
        plan.patients.append(_patient(in_sheet, existing, countable, today, plan.problems))
    return plan


def _medicine(key: NameKey, in_sheet: SheetMedicine, existing: ExistingRecords) -> MedicinePlan:
    had = existing.medicines.get(key)
    if had is None:
        counted = in_sheet.counted is not False
        return MedicinePlan(key, None, in_sheet.name, in_sheet.strip or None, counted, Change.NEW)
    strip = had.strip if in_sheet.strip is None else in_sheet.strip or None
    counted = had.countable if in_sheet.counted is None else in_sheet.counted
    same = (strip, counted) == (had.strip, had.countable)
    change = Change.UNCHANGED if same else Change.CHANGED
    return MedicinePlan(key, had.id, had.name, strip, counted, change)


def _patient(
    in_sheet: SheetPatient,
    existing: ExistingRecords,
    countable: dict[NameKey, bool],
    today: date,
    problems: list[Problem],
) -> PatientPlan:
    had = existing.patients.get(in_sheet.number)
    given = {c: value for c in PATIENT_COLUMNS if (value := in_sheet.value(c)) is not None}
    line = in_sheet.lines[0].line
    if had is None and "name" not in given:
        problems.append(Problem(line, "name", f"{in_sheet.number} is new; write the name"))
    values = {c: v for c, v in given.items() if had is None or had.values.get(c) != v}
    change = Change.NEW if had is None else Change.CHANGED if values else Change.UNCHANGED
    plan = PatientPlan(in_sheet.number, line, had.id if had else None, change, values)
    for treatment in in_sheet.treatments.values():
        counted = countable[treatment.medicine]
        plan.treatments.append(_treatment(treatment, had, counted, today, problems))
    return plan


def _treatment(
    in_sheet: SheetTreatment,
    patient: ExistingPatient | None,
    countable: bool,
    today: date,
    problems: list[Problem],
) -> TreatmentPlan:
    had = patient.treatments.get(in_sheet.medicine) if patient else None
    spoken = in_sheet.spoken if had is None or in_sheet.spoken != had.spoken else None
    plan = TreatmentPlan(in_sheet.medicine, had.id if had else None, spoken, Change.UNCHANGED)
    plan.doses = _doses(in_sheet, had, countable, today)
    if had is None and not plan.doses:
        line = in_sheet.lines[0]
        remedy = f"{line.medicine} is new for {line.number}; write the dose, like 1-0-1"
        problems.append(Problem(line.line, "dose", remedy))
    plan.fills = [
        _fill(line.dispensed_on, line.dispensed, had)
        for line in in_sheet.lines
        if line.dispensed is not None and line.dispensed_on is not None
    ]
    if had is None:
        plan.change = Change.NEW
    elif plan.doses or spoken is not None:
        plan.change = Change.CHANGED
    return plan


def _doses(
    in_sheet: SheetTreatment, had: ExistingTreatment | None, countable: bool, today: date
) -> list[DosePlan]:
    """The doses that change something, oldest first."""
    found: list[DosePlan] = []
    regimens = list(had.regimens) if had else []
    for line in in_sheet.lines:
        day = line.day or today
        dose = line.dose or (Prescription() if not countable and not regimens else None)
        stopped = had is not None and had.stopped_on is not None and day <= had.stopped_on
        if dose is None or stopped or not _changes(regimens, dose, day):
            continue
        found.append(DosePlan(dose, day))
        regimens = [replace(r, ends=max(day, r.starts)) if r.ends is None else r for r in regimens]
        regimens.append(Regimen(dose.dose, day, None, dose.pattern, dose.every, dose.week))
    return found


def _changes(regimens: list[Regimen], dose: Prescription, day: date) -> bool:
    """Whether the dose differs from the current one, or begins before any that is stored."""
    if not regimens:
        return True
    running = next((regimen for regimen in regimens if regimen.ends is None), None)
    latest = running or max(regimens, key=lambda r: r.starts)
    if running is not None and same_regimen(running, dose, day):
        return day < min(regimen.starts for regimen in regimens)
    return day >= (latest.ends or latest.starts)


def same_regimen(regimen: Regimen, dose: Prescription, day: date) -> bool:
    """Whether both give the same doses on the same days."""
    if regimen.pattern is not dose.pattern:
        return False
    if dose.pattern is Pattern.WEEKDAYS:
        return regimen.week == dose.week
    in_step = (regimen.starts - day).days % dose.every == 0
    return (regimen.dose, regimen.every) == (dose.dose, dose.every) and in_step


def _fill(day: date, quantity: Fraction, had: ExistingTreatment | None) -> FillPlan:
    that_day = [fill for fill in (had.fills if had else ()) if fill.day == day]
    valid = [fill for fill in that_day if not fill.replaced]
    # The source does not matter: 60 pills reported by the patient are the 60 of the clinic.
    if any(fill.quantity == quantity for fill in valid):
        return FillPlan(day, quantity, Change.UNCHANGED)
    imported = next((fill for fill in valid if fill.source is CountSource.IMPORT), None)
    if imported is not None:
        return FillPlan(day, quantity, Change.CHANGED, imported.id)
    if any(fill.quantity == quantity and fill.source is CountSource.IMPORT for fill in that_day):
        return FillPlan(day, quantity, Change.UNCHANGED)
    return FillPlan(day, quantity, Change.NEW)
