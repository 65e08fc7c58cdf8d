"""What was dispensed, as the clinic recorded it or a patient, caregiver or leader told it."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy.orm import Mapped

from db.base import Base, Id, Word, reference


class Dispensing(Base):
    """One fill. A correction is a new row; the old one stays, marked as replaced."""

    __tablename__ = "dispensing"

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id")
    quantity: Mapped[Fraction]
    dispensed_on: Mapped[date]
    source: Mapped[Word]
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    """When a correction replaced or removed this one; None if none has."""
