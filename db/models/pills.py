"""Medicines, what a patient should take, what was dispensed, what was counted."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference
from db.enums import Pattern


class Medicine(Base):
    __tablename__ = "medicine"
    __table_args__ = (Index("uq_medicine_name", "clinic_id", "name", unique=True),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    name: Mapped[str] = mapped_column(String(80))
    strip_size: Mapped[int | None]
    """Pills in one strip; None: unknown or sold loose."""
    countable: Mapped[bool] = mapped_column(default=True)
    """False for insulin, syrup, injections: nobody is asked how many are left."""
    photo: Mapped[str | None] = mapped_column(String(200))
    """Telegram's id of a picture of it, shown with the question."""


class StockOut(Base):
    """A time in which the clinic had none of a medicine. What was missed then is nobody's fault."""

    __tablename__ = "stock_out"

    id: Mapped[Id]
    medicine_id: Mapped[int] = reference("medicine.id")
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """None: there still is none."""


class Treatment(Base):
    """A medicine that a patient takes, under the name the patient calls it by."""

    __tablename__ = "treatment"
    __table_args__ = (Index("uq_treatment_medicine", "patient_id", "medicine_id", unique=True),)

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    medicine_id: Mapped[int] = reference("medicine.id")
    spoken_name: Mapped[str] = mapped_column(String(80))
    stopped_on: Mapped[date | None]
    kept: Mapped[Word | None]
    """Whether it lies apart from the same medicine of somebody else in the house; None: not asked,
    as nobody there takes it, too."""


class Regimen(Base):
    """What is due from one date to another, exact: 1/2 is half a tablet on each day it is due."""

    __tablename__ = "regimen"
    __table_args__ = (CheckConstraint("doses_num > 0 AND doses_den > 0", name="positive_dose"),)

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id")
    doses_num: Mapped[int]
    doses_den: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The first day on which this dose no longer holds; None: still does."""
    pattern: Mapped[Word] = mapped_column(default=Pattern.DAILY)
    every_days: Mapped[int] = mapped_column(default=1)
    """For the pattern `every_days`; 2 is on alternate days, 21 an injection every three weeks."""
    week: Mapped[str | None] = mapped_column(String(80))
    """For `weekdays`: seven doses from Monday on, such as `1 1/2 1 1/2 1 1/2 1`."""

    @property
    def dose(self) -> Fraction:
        return Fraction(self.doses_num, self.doses_den)


class Dispensing(Base):
    __tablename__ = "dispensing"

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id")
    quantity: Mapped[Fraction]
    dispensed_on: Mapped[date]
    source: Mapped[Word]
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    """When another number took this one's place, or none did; None: it stands."""


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
    lost: Mapped[Fraction] = mapped_column(default=Fraction(0))
    """Units dropped, given or thrown away since the count before, as the person says."""
    hard: Mapped[Word | None]
    """What made it hard, in the person's choice of words; None: not asked, or not said."""
    doubtful: Mapped[bool] = mapped_column(default=False)
    """More than could be there: kept, shown to staff, left out of the arithmetic."""
    replaced_at: Mapped[datetime | None]
    """When a later count of the same day took this one's place; None: it stands."""


class Outlook(Base):
    """What the counts of one treatment come to, reckoned anew whenever one of its facts changes.

    The clinic's programs read it as `adherence_feed`; the arithmetic is the bot's alone.
    """

    __tablename__ = "outlook"

    treatment_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("treatment.id"), primary_key=True, autoincrement=False
    )
    counted_on: Mapped[date | None]
    remaining: Mapped[Fraction | None]
    source: Mapped[Word | None]
    since_on: Mapped[date | None]
    """The day of the count, or of the first fill, that the newest count is held against."""
    since_stock: Mapped[Fraction | None]
    counts_used: Mapped[int]
    days: Mapped[int | None]
    taken: Mapped[Fraction | None]
    expected: Mapped[float | None]
    fraction: Mapped[float | None]
    """Raw: above 1 where more was taken than prescribed."""
    no_fraction_because: Mapped[Word | None]
    band: Mapped[Word]
    decided_band: Mapped[Word]
    """What two counts in a row agree on."""
    trend: Mapped[Word | None]
    confidence: Mapped[Word | None]
    run_out_on: Mapped[date | None]
    """The first day without a full dose if all is taken as prescribed; None: there is none."""
    injection_due_on: Mapped[date | None]
    reckoned_at: Mapped[datetime]
