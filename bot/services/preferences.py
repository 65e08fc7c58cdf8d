"""Preferences of an account: language, voice recordings, digits, and the hour of reminders."""

from datetime import datetime

from sqlalchemy import update

from bot.domain.reminders.due import moved_to_hour
from bot.services.audit import record_action
from db.enums import Digits, Language
from db.models import Account, Patient
from db.queries.caregivers import patients_held_by
from db.session import UnitOfWork


async def set_language(
    session: UnitOfWork, account_id: int, language: Language, *, now: datetime
) -> None:
    """Also marks the menu of commands as due: Telegram cannot show Chhattisgarhi by itself."""
    await session.execute(
        update(Account).where(Account.id == account_id).values(language=language, menu_due=True)
    )
    record_action(session, "language", ("account", account_id), detail=language, now=now)


async def set_voice(session: UnitOfWork, account_id: int, wanted: bool) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(voice=wanted))


async def set_digits(session: UnitOfWork, account_id: int, digits: Digits) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(digits=digits))


async def set_asking_hour(
    session: UnitOfWork, account_id: int, hour: int, *, now: datetime
) -> list[int]:
    """Set the hour for all patients of this phone, so that it rings once. Return their ids."""
    held_here = await patients_held_by(session, account_id)
    for held in held_here:
        patient = await session.get_one(Patient, held.id, with_for_update=True)
        patient.count_hour = hour
        if patient.next_count_at is not None:
            patient.next_count_at = moved_to_hour(patient.next_count_at, hour, now)
        if patient.next_checkin_at is not None:
            patient.next_checkin_at = moved_to_hour(patient.next_checkin_at, hour, now)
        about = ("patient", patient.id)
        record_action(
            session, "hour", about, actor=("account", account_id), detail=str(hour), now=now
        )
    return [held.id for held in held_here]
