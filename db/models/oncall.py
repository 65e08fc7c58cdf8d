"""Who is on call: weekly shifts, single days, and swaps that a colleague has to accept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, reference


class Shift(Base):
    """Hours of one member of staff, every week or on a single day, in Asia/Kolkata."""

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("(weekdays IS NULL) <> (on_date IS NULL)", name="weekly_or_once"),
    )

    id: Mapped[Id]
    staff_id: Mapped[int] = reference("staff.id")
    weekdays: Mapped[str | None] = mapped_column(String(7))
    """Digits of the days, Monday is 0; None for a single day."""
    on_date: Mapped[date | None]
    on_call: Mapped[bool]
    """False, for a single day, cancels the weekly hours of that day."""
    from_hour: Mapped[int]
    until_hour: Mapped[int]
    """24 is midnight. If not later than `from_hour`, it is an hour of the next morning."""
    recorded_at: Mapped[datetime]


class OncallSwap(Base):
    """A request to a colleague to be on call instead of somebody on one day."""

    __tablename__ = "oncall_swap"

    id: Mapped[Id]
    from_staff_id: Mapped[int] = reference("staff.id")
    to_staff_id: Mapped[int] = reference("staff.id")
    on_date: Mapped[date]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
