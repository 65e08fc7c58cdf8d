"""Medicines that the clinic had none of."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from db.base import Base, Id, reference


class StockOut(Base):
    """A period in which the clinic had none of a medicine. Doses missed then are not held against
    the patient."""

    __tablename__ = "stock_out"

    id: Mapped[Id]
    medicine_id: Mapped[int] = reference("medicine.id")
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """None while there still is none."""
