"""Phone calls that staff made to patients on the call list."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.base import Base, Id, Word, reference


class PhoneCall(Base):
    """At most one a day for each patient; the result recorded last stands."""

    __tablename__ = "phone_call"
    __table_args__ = (UniqueConstraint("patient_id", "called_on"),)

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    staff_id: Mapped[int] = reference("staff.id")
    result: Mapped[Word]
    risk: Mapped[int]
    """Weight of the heaviest reason at the call; a heavier one later ends the rest after it."""
    called_on: Mapped[date]
    called_at: Mapped[datetime]
