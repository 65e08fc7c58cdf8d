"""What is kept of one patient, whoever said it for them."""

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.services.dialogs import stop_waiting
from bot.services.privacy.erasure.alerts import forget_alerts, forget_questions
from bot.services.privacy.erasure.pill_counts import forget_numbers
from bot.services.reminders.silence import forget_mentions
from bot.services.stories.withdrawal import withdraw
from db.enums import PauseReason, StoryState
from db.models import (
    Alert,
    Attendance,
    Audit,
    CheckIn,
    CountHelp,
    Dialog,
    Greeting,
    Holder,
    Patient,
    Pause,
    Question,
    Review,
    Story,
)
from db.queries.privacy import nameless
from db.session import Unit

COUNT_HOUR = 19


async def forget_patient(session: Unit, patient: Patient, *, now: datetime) -> set[str]:
    """Returns Telegram's ids of what is forgotten."""
    files = await forget_questions(session, Question.patient_id == patient.id, now=now)
    files |= await forget_alerts(session, Alert.patient_id == patient.id, now=now)
    files |= await _forget_calls_for_help(session, patient.id)
    await _forget_stories(session, patient.id, now=now)
    await forget_numbers(session, patient)
    await _forget_answers(session, patient.id, now=now)
    await _forget_what_waits(session, patient.id)
    await _forget_who_they_are(session, patient)
    patient.erased_at = now
    await session.flush()
    return files


async def _forget_calls_for_help(session: Unit, patient_id: int) -> set[str]:
    gone = delete(CountHelp).where(CountHelp.patient_id == patient_id)
    return set(await session.scalars(gone.returning(CountHelp.file_id))) - {""}


async def _forget_stories(session: Unit, patient_id: int, *, now: datetime) -> None:
    """Also those that somebody else told of them."""
    told = await session.execute(
        select(Story.id, Story.account_id).where(
            Story.patient_id == patient_id, Story.state != StoryState.WITHDRAWN
        )
    )
    for story_id, teller in told.all():
        await withdraw(session, teller, story_id, now=now)
    of_patient = select(Story.id).where(Story.patient_id == patient_id)
    await session.execute(update(Review).where(Review.story_id.in_(of_patient)).values(reason=None))


async def _forget_answers(session: Unit, patient_id: int, *, now: datetime) -> None:
    """How many came to a meeting was told; that they did is forgotten."""
    await forget_mentions(session, patient_id, now=now)
    for table in (CheckIn, Greeting):
        await session.execute(delete(table).where(table.patient_id == patient_id))
    await session.execute(
        delete(Pause).where(Pause.patient_id == patient_id, Pause.reason != PauseReason.DOCTOR)
    )
    of_patient = Attendance.patient_id == patient_id
    await session.execute(delete(Attendance).where(of_patient, ~Attendance.present))
    await session.execute(update(Attendance).where(of_patient).values(patient_id=None))


async def _forget_what_waits(session: Unit, patient_id: int) -> None:
    """Also on the phones of those who counted for them."""
    held = select(Holder.account_id).where(Holder.patient_id == patient_id)
    waiting = await session.scalars(select(Dialog).where(Dialog.account_id.in_(held)))
    for dialog in list(waiting):
        if dialog.data.get("patient") == patient_id:
            stop_waiting(session, dialog.account_id)
    await session.execute(update(Holder).where(Holder.patient_id == patient_id).values(name=None))


async def _forget_who_they_are(session: Unit, patient: Patient) -> None:
    """A name and a number that the clinic wrote itself are its own."""
    patient.count_hour = COUNT_HOUR
    by = await _last_entered_by(session, patient.id, ("patient", "phone"))
    if by == "account":
        patient.phone = None
    if not await named_by_clinic(session, patient.id):
        patient.name, patient.programme = nameless(patient.id), None


async def named_by_clinic(session: Unit, patient_id: int) -> bool:
    """Whether the clinic registered them, or wrote down the name that was spoken."""
    return await _last_entered_by(session, patient_id, ("patient", "rename")) is not None


async def _last_entered_by(session: Unit, patient_id: int, deeds: tuple[str, ...]) -> str | None:
    found: str | None = await session.scalar(
        select(Audit.actor_kind)
        .where(
            Audit.deed.in_(deeds),
            Audit.subject_kind == "patient",
            Audit.subject_id == patient_id,
        )
        .order_by(Audit.id.desc())
        .limit(1)
    )
    return found
