"""Calls that staff made to people on the list of those to call."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.base import Base, Id, Word, reference


class PhoneCall(Base):
    """One a day for each patient: what is recorded last stands."""

    __tablename__ = "phone_call"
    __table_args__ = (UniqueConstraint("patient_id", "called_on"),)

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    staff_id: Mapped[int] = reference("staff.id")
    result: Mapped[Word]
    risk: Mapped[int]
    """Weight of the gravest reason at that time: a graver one brings the person back earlier."""
    called_on: Mapped[date]
    called_at: Mapped[datetime]
