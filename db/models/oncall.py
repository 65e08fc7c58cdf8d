"""Who is on call, when: the week's rota, single days, and swaps that a colleague has to accept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, reference


class Shift(Base):
    """Hours of somebody on the staff, every week or on one day. Asia/Kolkata."""

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("(weekdays IS NULL) <> (on_date IS NULL)", name="weekly_or_once"),
    )

    id: Mapped[Id]
    staff_id: Mapped[int] = reference("staff.id")
    weekdays: Mapped[str | None] = mapped_column(String(7))
    """Digits, Monday is 0."""
    on_date: Mapped[date | None]
    on_call: Mapped[bool]
    """False, for one day: the week's hours do not hold on it."""
    from_hour: Mapped[int]
    until_hour: Mapped[int]
    """24 is midnight; not later than `from_hour`: the next morning."""
    recorded_at: Mapped[datetime]


class DutySwap(Base):
    """Somebody asked a colleague to be on call in their place on one day."""

    __tablename__ = "duty_swap"

    id: Mapped[Id]
    from_staff_id: Mapped[int] = reference("staff.id")
    to_staff_id: Mapped[int] = reference("staff.id")
    on_date: Mapped[date]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
