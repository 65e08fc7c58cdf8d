"""What is stored already about the patients and medicines that a sheet names."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bot.domain.adherence import Regimen
from bot.domain.patients.importing.grouping import NameKey
from db.enums import CountSource


@dataclass(frozen=True, slots=True)
class ExistingFill:
    id: int
    day: date
    quantity: Fraction
    source: CountSource
    replaced: bool
    """Whether a later correction took its place."""


@dataclass(slots=True)
class ExistingTreatment:
    id: int
    spoken: str
    stopped_on: date | None
    regimens: list[Regimen] = field(default_factory=list)
    fills: list[ExistingFill] = field(default_factory=list)


@dataclass(slots=True)
class ExistingPatient:
    id: int
    values: dict[str, object]
    """By column of the sheet: name, programme, village, phone, born."""
    treatments: dict[NameKey, ExistingTreatment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExistingMedicine:
    id: int
    name: str
    strip: int | None
    countable: bool


@dataclass(slots=True)
class ExistingRecords:
    patients: dict[str, ExistingPatient] = field(default_factory=dict)
    """By clinic number."""
    medicines: dict[NameKey, ExistingMedicine] = field(default_factory=dict)
