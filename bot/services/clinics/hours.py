"""The opening hours of a clinic, for the rules of what may be promised."""

from datetime import datetime

from bot.domain.clinics import OpeningHours
from bot.domain.schedule import local_day
from db.models import Clinic
from db.queries.clinics import holidays_of
from db.session import UnitOfWork


async def opening_hours_of(session: UnitOfWork, clinic: Clinic, *, now: datetime) -> OpeningHours:
    holidays = await holidays_of(session, clinic.id, local_day(now))
    return OpeningHours(
        clinic.opens_hour,
        clinic.closes_hour,
        frozenset(int(digit) for digit in clinic.closed_weekdays),
        frozenset(holiday.on_date for holiday in holidays),
    )
