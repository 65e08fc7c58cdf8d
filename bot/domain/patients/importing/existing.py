"""What the clinic's tables hold of what a sheet names."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bot.domain.adherence import Regimen
from bot.domain.patients.importing.grouping import NameKey
from db.enums import CountSource


@dataclass(frozen=True, slots=True)
class Fill:
    id: int
    day: date
    quantity: Fraction
    source: CountSource
    replaced: bool
    """A later correction took its place."""


@dataclass(slots=True)
class KnownTreatment:
    id: int
    spoken: str
    stopped_on: date | None
    regimens: list[Regimen] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)


@dataclass(slots=True)
class KnownPatient:
    id: int
    values: dict[str, object]
    """Name, programme, village, phone, born: as the sheet names them."""
    treatments: dict[NameKey, KnownTreatment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownMedicine:
    id: int
    name: str
    strip: int | None
    countable: bool


@dataclass(slots=True)
class Known:
    patients: dict[str, KnownPatient] = field(default_factory=dict)
    """By clinic number."""
    medicines: dict[NameKey, KnownMedicine] = field(default_factory=dict)
