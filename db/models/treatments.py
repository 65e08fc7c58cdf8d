"""Medicines of a clinic, who takes which of them, and in what doses."""

from datetime import date
from fractions import Fraction

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference
from db.enums import Pattern


class Medicine(Base):
    __tablename__ = "medicine"
    __table_args__ = (Index("uq_medicine_name", "clinic_id", "name", unique=True),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    name: Mapped[str] = mapped_column(String(80))
    strip_size: Mapped[int | None]
    """Pills in one strip; None if unknown or sold loose."""
    countable: Mapped[bool] = mapped_column(default=True)
    """False for insulin, syrup, injections: nobody is asked how many are left."""
    photo: Mapped[str | None] = mapped_column(String(200))
    """Telegram's file id of a picture of it, shown with the question."""


class Treatment(Base):
    """A medicine that a patient takes, with the name by which the patient calls it."""

    __tablename__ = "treatment"
    __table_args__ = (Index("uq_treatment_medicine", "patient_id", "medicine_id", unique=True),)

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    medicine_id: Mapped[int] = reference("medicine.id")
    spoken_name: Mapped[str] = mapped_column(String(80))
    stopped_on: Mapped[date | None]
    storage: Mapped[Word | None]
    """A PillStorage: whether it is stored apart from the same medicine of another person in the
    household; None if nobody there was known to take the same, so it was not asked."""


class Regimen(Base):
    """The dose from one date to another, as an exact fraction: 1/2 is half a tablet a day."""

    __tablename__ = "regimen"
    __table_args__ = (CheckConstraint("doses_num > 0 AND doses_den > 0", name="positive_dose"),)

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id")
    doses_num: Mapped[int]
    doses_den: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The first day on which this dose is no longer valid; None if it still is."""
    pattern: Mapped[Word] = mapped_column(default=Pattern.DAILY)
    every_days: Mapped[int] = mapped_column(default=1)
    """For the pattern `every_days`: 2 is alternate days, 21 an injection every three weeks."""
    week: Mapped[str | None] = mapped_column(String(80))
    """For `weekdays`: seven doses from Monday on, such as `1 1/2 1 1/2 1 1/2 1`."""

    @property
    def dose(self) -> Fraction:
        return Fraction(self.doses_num, self.doses_den)
