"""What an import would change: the sheet held against what is known. It writes nothing.

A dose of the sheet changes the one that holds only from its own day on, so that an old sheet never
undoes what staff have changed since. What was handed out is known by its day: the same number
again is nothing new, also where it was corrected since; another number of an earlier import
corrects that one.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bot.domain.adherence import Regimen
from bot.domain.patients.importing.existing import Known, KnownPatient, KnownTreatment
from bot.domain.patients.importing.grouping import (
    OF_PATIENT,
    Listing,
    NameKey,
    Packed,
    Sheet,
    Treated,
)
from bot.domain.patients.importing.sheet import Problem
from bot.domain.treatments.prescription import Prescribed
from db.enums import CountSource, Pattern


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class DosePlan:
    prescribed: Prescribed
    starts: date


@dataclass(frozen=True, slots=True)
class FillPlan:
    day: date
    quantity: Fraction
    change: Change
    replaces: int | None = None
    """The earlier import that it corrects."""


@dataclass(slots=True)
class TreatmentPlan:
    medicine: NameKey
    id: int | None
    spoken: str | None
    """None: as it is, or as on the strip."""
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
    """What is to be written, by column of the sheet."""
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


def plan_import(sheet: Sheet, known: Known, today: date) -> Plan:
    plan = Plan(medicines=[_medicine(k, m, known) for k, m in sheet.medicines.items()])
    countable = {medicine.key: medicine.countable for medicine in plan.medicines}
    for listing in sheet.patients.values():
        plan.patients.append(_patient(listing, known, countable, today, plan.problems))
    return plan


def _medicine(key: NameKey, packed: Packed, known: Known) -> MedicinePlan:
    had = known.medicines.get(key)
    if had is None:
        counted = packed.counted is not False
        return MedicinePlan(key, None, packed.name, packed.strip or None, counted, Change.NEW)
    strip = had.strip if packed.strip is None else packed.strip or None
    counted = had.countable if packed.counted is None else packed.counted
    same = (strip, counted) == (had.strip, had.countable)
    change = Change.UNCHANGED if same else Change.CHANGED
    return MedicinePlan(key, had.id, had.name, strip, counted, change)


def _patient(
    listing: Listing,
    known: Known,
    countable: dict[NameKey, bool],
    today: date,
    problems: list[Problem],
) -> PatientPlan:
    had = known.patients.get(listing.number)
    said = {c: value for c in OF_PATIENT if (value := listing.said(c)) is not None}
    line = listing.lines[0].line
    if had is None and "name" not in said:
        problems.append(Problem(line, "name", f"{listing.number} is new; write the name"))
    values = {c: v for c, v in said.items() if had is None or had.values.get(c) != v}
    change = Change.NEW if had is None else Change.CHANGED if values else Change.UNCHANGED
    plan = PatientPlan(listing.number, line, had.id if had else None, change, values)
    for treated in listing.treated.values():
        counted = countable[treated.medicine]
        plan.treatments.append(_treatment(treated, had, counted, today, problems))
    return plan


def _treatment(
    treated: Treated,
    patient: KnownPatient | None,
    countable: bool,
    today: date,
    problems: list[Problem],
) -> TreatmentPlan:
    had = patient.treatments.get(treated.medicine) if patient else None
    spoken = treated.spoken if had is None or treated.spoken != had.spoken else None
    plan = TreatmentPlan(treated.medicine, had.id if had else None, spoken, Change.UNCHANGED)
    plan.doses = _doses(treated, had, countable, today)
    if had is None and not plan.doses:
        line = treated.lines[0]
        remedy = f"{line.medicine} is new for {line.number}; write the dose, like 1-0-1"
        problems.append(Problem(line.line, "dose", remedy))
    plan.fills = [
        _fill(line.dispensed_on, line.dispensed, had)
        for line in treated.lines
        if line.dispensed is not None and line.dispensed_on is not None
    ]
    if had is None:
        plan.change = Change.NEW
    elif plan.doses or spoken is not None:
        plan.change = Change.CHANGED
    return plan


def _doses(
    treated: Treated, had: KnownTreatment | None, countable: bool, today: date
) -> list[DosePlan]:
    """Those that change something, oldest first."""
    found: list[DosePlan] = []
    regimens = list(had.regimens) if had else []
    for line in treated.lines:
        day = line.day or today
        dose = line.dose or (Prescribed() if not countable and not regimens else None)
        stopped = had is not None and had.stopped_on is not None and day <= had.stopped_on
        if dose is None or stopped or not _changes(regimens, dose, day):
            continue
        found.append(DosePlan(dose, day))
        regimens = [replace(r, ends=max(day, r.starts)) if r.ends is None else r for r in regimens]
        regimens.append(Regimen(dose.dose, day, None, dose.pattern, dose.every, dose.week))
    return found


def _changes(regimens: list[Regimen], dose: Prescribed, day: date) -> bool:
    """Whether it is another dose than the one that holds, or begins before any that is known."""
    if not regimens:
        return True
    running = next((regimen for regimen in regimens if regimen.ends is None), None)
    latest = running or max(regimens, key=lambda r: r.starts)
    if running is not None and alike(running, dose, day):
        return day < min(regimen.starts for regimen in regimens)
    return day >= (latest.ends or latest.starts)


def alike(regimen: Regimen, dose: Prescribed, day: date) -> bool:
    """In what is taken and, for doses some days apart, in step."""
    if regimen.pattern is not dose.pattern:
        return False
    if dose.pattern is Pattern.WEEKDAYS:
        return regimen.week == dose.week
    in_step = (regimen.starts - day).days % dose.every == 0
    return (regimen.dose, regimen.every) == (dose.dose, dose.every) and in_step


def _fill(day: date, quantity: Fraction, had: KnownTreatment | None) -> FillPlan:
    that_day = [fill for fill in (had.fills if had else ()) if fill.day == day]
    standing = [fill for fill in that_day if not fill.replaced]
    # Whoever told of it: the patient's 60 of that day are the clinic's 60.
    if any(fill.quantity == quantity for fill in standing):
        return FillPlan(day, quantity, Change.UNCHANGED)
    imported = next((fill for fill in standing if fill.source is CountSource.IMPORT), None)
    if imported is not None:
        return FillPlan(day, quantity, Change.CHANGED, imported.id)
    if any(fill.quantity == quantity and fill.source is CountSource.IMPORT for fill in that_day):
        return FillPlan(day, quantity, Change.UNCHANGED)
    return FillPlan(day, quantity, Change.NEW)
