"""Erases what was said of one patient, whoever said it."""

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.services.dialogs import stop_waiting
from bot.services.privacy.erasure.alerts import erase_alert_words, erase_questions
from bot.services.privacy.erasure.pill_counts import erase_own_numbers
from bot.services.reminders.greetings import cancel_mentions
from bot.services.stories.withdrawal import withdraw_story
from db.enums import PauseReason, StoryState
from db.models import (
    Alert,
    AssistedCount,
    Attendance,
    Audit,
    CheckIn,
    Greeting,
    Holder,
    OpenDialog,
    Patient,
    Pause,
    Review,
    SafetyQuestion,
    Story,
)
from db.queries.privacy import placeholder_name
from db.session import UnitOfWork

DEFAULT_COUNT_HOUR = 19


async def erase_patient_words(session: UnitOfWork, patient: Patient, *, now: datetime) -> set[str]:
    """Returns the Telegram file ids of what was erased."""
    files = await erase_questions(session, SafetyQuestion.patient_id == patient.id, now=now)
    files |= await erase_alert_words(session, Alert.patient_id == patient.id, now=now)
    files |= await _erase_assisted_counts(session, patient.id)
    await _withdraw_stories(session, patient.id, now=now)
    await erase_own_numbers(session, patient)
    await _erase_answers(session, patient.id, now=now)
    await _end_open_dialogs(session, patient.id)
    await _erase_identity(session, patient)
    patient.erased_at = now
    await session.flush()
    return files


async def _erase_assisted_counts(session: UnitOfWork, patient_id: int) -> set[str]:
    assisted = delete(AssistedCount).where(AssistedCount.patient_id == patient_id)
    return set(await session.scalars(assisted.returning(AssistedCount.file_id))) - {""}


async def _withdraw_stories(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """Also those that somebody else told of the patient."""
    told = await session.execute(
        select(Story.id, Story.account_id).where(
            Story.patient_id == patient_id, Story.state != StoryState.WITHDRAWN
        )
    )
    for story_id, teller in told.all():
        await withdraw_story(session, teller, story_id, now=now)
    of_patient = select(Story.id).where(Story.patient_id == patient_id)
    await session.execute(update(Review).where(Review.story_id.in_(of_patient)).values(reason=None))


async def _erase_answers(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """The number of people at a meeting stays; that this patient was there is erased."""
    await cancel_mentions(session, patient_id, now=now)
    for table in (CheckIn, Greeting):
        await session.execute(delete(table).where(table.patient_id == patient_id))
    await session.execute(
        delete(Pause).where(Pause.patient_id == patient_id, Pause.reason != PauseReason.DOCTOR)
    )
    of_patient = Attendance.patient_id == patient_id
    await session.execute(delete(Attendance).where(of_patient, ~Attendance.present))
    await session.execute(update(Attendance).where(of_patient).values(patient_id=None))


async def _end_open_dialogs(session: UnitOfWork, patient_id: int) -> None:
    """Also on the phones of caregivers."""
    held = select(Holder.account_id).where(Holder.patient_id == patient_id)
    waiting = await session.scalars(select(OpenDialog).where(OpenDialog.account_id.in_(held)))
    for dialog in list(waiting):
        if dialog.data.get("patient") == patient_id:
            stop_waiting(session, dialog.account_id)
    await session.execute(update(Holder).where(Holder.patient_id == patient_id).values(name=None))


async def _erase_identity(session: UnitOfWork, patient: Patient) -> None:
    """A name and a phone number that the clinic entered itself are kept."""
    patient.count_hour = DEFAULT_COUNT_HOUR
    entered_by = await _last_entered_by(session, patient.id, ("patient", "phone"))
    if entered_by == "account":
        patient.phone = None
    if not await named_by_clinic(session, patient.id):
        patient.name, patient.programme = placeholder_name(patient.id), None


async def named_by_clinic(session: UnitOfWork, patient_id: int) -> bool:
    """Whether the clinic registered the patient, or wrote down a name that was spoken."""
    return await _last_entered_by(session, patient_id, ("patient", "rename")) is not None


async def _last_entered_by(
    session: UnitOfWork, patient_id: int, actions: tuple[str, ...]
) -> str | None:
    found: str | None = await session.scalar(
        select(Audit.actor_kind)
        .where(
            Audit.action.in_(actions),
            Audit.subject_kind == "patient",
            Audit.subject_id == patient_id,
        )
        .order_by(Audit.id.desc())
        .limit(1)
    )
    return found
