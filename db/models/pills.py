"""Medicines, what a patient should take, what was dispensed, what was counted."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Medicine(Base):
    __tablename__ = "medicine"
    __table_args__ = (Index("uq_medicine_name", "clinic_id", "name", unique=True),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    name: Mapped[str] = mapped_column(String(80))
    strip_size: Mapped[int | None]
    """Pills in one strip; None: unknown or sold loose."""
    countable: Mapped[bool] = mapped_column(default=True)
    out_of_stock_since: Mapped[datetime | None]


class Treatment(Base):
    """A medicine that a patient takes, under the name the patient calls it by."""

    __tablename__ = "treatment"
    __table_args__ = (Index("uq_treatment_medicine", "patient_id", "medicine_id", unique=True),)

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    medicine_id: Mapped[int] = reference("medicine.id")
    spoken_name: Mapped[str] = mapped_column(String(80))
    stopped_on: Mapped[date | None]


class Regimen(Base):
    """Units a day from one date to another, as an exact fraction: 1/2 is half a tablet daily."""

    __tablename__ = "regimen"
    __table_args__ = (CheckConstraint("doses_num > 0 AND doses_den > 0", name="positive_dose"),)

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id")
    doses_num: Mapped[int]
    doses_den: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The first day on which this dose no longer holds; None: still does."""

    @property
    def doses_per_day(self) -> Fraction:
        return Fraction(self.doses_num, self.doses_den)


class Dispensing(Base):
    __tablename__ = "dispensing"

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id")
    quantity: Mapped[Fraction]
    dispensed_on: Mapped[date]
    source: Mapped[Word]
    recorded_at: Mapped[datetime]


class PillCount(Base):
    """What somebody counted. A correction is a new row; the old one points to it and stays."""

    __tablename__ = "pill_count"
    __table_args__ = (Index("ix_pill_count_latest", "treatment_id", "counted_at"),)

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id", index=False)
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    counted_at: Mapped[datetime]
    counted_on: Mapped[date]
    """The day in Asia/Kolkata."""
    remaining: Mapped[Fraction]
    source: Mapped[Word]
    doubtful: Mapped[bool] = mapped_column(default=False)
    """More than could be there: kept, shown to staff, left out of the arithmetic."""
    replaced_at: Mapped[datetime | None]
    """When a later count of the same day took this one's place; None: it stands."""
