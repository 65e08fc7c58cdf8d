"""A clinic's hours, as the rules of promises speak of them."""

from datetime import datetime

from bot.domain.clinics import Hours
from bot.domain.schedule import local_day
from db.models import Clinic
from db.queries.clinics import holidays_of
from db.session import Unit


async def hours_of(session: Unit, clinic: Clinic, *, now: datetime) -> Hours:
    holidays = await holidays_of(session, clinic.id, local_day(now))
    return Hours(
        clinic.opens_hour,
        clinic.closes_hour,
        frozenset(int(digit) for digit in clinic.closed_weekdays),
        frozenset(holiday.on_date for holiday in holidays),
    )
