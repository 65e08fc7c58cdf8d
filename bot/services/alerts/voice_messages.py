"""Voice messages: kept for staff to play; leaders learn that there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.questions import QuestionSubject, ask_safety_question
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts.alerts import voice_messages as texts
from db.enums import AlertKind, OutboxClass
from db.models import Alert, Patient, VoiceMessage
from db.queries.alerts.questions import open_question
from db.queries.alerts.voice_messages import newest_voice_messages, open_alert_of_account
from db.queries.groups import group_of_person, leaders_of
from db.queries.people import reachable_accounts
from db.session import UnitOfWork

PLAYED_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class SpokenMessage:
    """Telegram's data of a voice message, video note or audio file."""

    medium: str
    file_id: str
    seconds: int
    sent_at: datetime

    @property
    def evidence(self) -> str:
        name = {"voice": "voice message", "video_note": "video message"}.get(self.medium, "audio")
        return f"[{name}, {self.seconds} s]"


async def keep_voice_message(
    session: UnitOfWork, subject: QuestionSubject, spoken: SpokenMessage, *, now: datetime
) -> None:
    """Keep it and ask the person whether it is urgent. Leaders are told once per open question."""
    news = await open_question(session, subject.account_id, AlertKind.UNREAD) is None
    await ask_safety_question(
        session, subject, AlertKind.UNREAD, spoken.evidence, said_at=spoken.sent_at, now=now
    )
    question = await open_question(session, subject.account_id, AlertKind.UNREAD)
    alert = await open_alert_of_account(session, subject.account_id)
    session.add(
        VoiceMessage(
            account_id=subject.account_id,
            question_id=question.id if question else None,
            alert_id=alert.id if alert else None,
            medium=spoken.medium,
            file_id=spoken.file_id,
            seconds=spoken.seconds,
            sent_at=spoken.sent_at,
        )
    )
    await session.flush()
    if alert is not None:
        refresh_cards(session, alert, now=now)
    if news:
        await _tell_leaders(session, subject, now)


async def tell_leaders_of_strangers_voice(
    session: UnitOfWork, group_id: int, *, now: datetime
) -> None:
    """Tell leaders, who can listen to it, of a stranger's voice message; nothing of it is kept.

    Only once a day, as people who use voice messages send many.
    """
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if not await take_slot(session, "strangers_voice", str(group_id), day, now=now):
        return
    for account_id in await reachable_accounts(session, await leaders_of(session, group_id)):
        _notify_leader(session, To.leader(account_id, group_id), None, now)


async def open_voice_messages(
    session: UnitOfWork, staff_id: int, alert: Alert, *, now: datetime
) -> Sequence[VoiceMessage]:
    """The newest voice messages of an alert, to play them; audited."""
    record_action(
        session, "voice_messages_played", ("alert", alert.id), actor=("staff", staff_id), now=now
    )
    return await newest_voice_messages(session, alert.id, PLAYED_AT_ONCE)


async def _tell_leaders(session: UnitOfWork, subject: QuestionSubject, now: datetime) -> None:
    group_id = subject.group_id or await group_of_person(
        session, subject.patient_id, subject.account_id
    )
    if group_id is None:
        return
    leaders = [one for one in await leaders_of(session, group_id) if one != subject.account_id]
    patient = await session.get(Patient, subject.patient_id) if subject.patient_id else None
    for account_id in await reachable_accounts(session, leaders):
        to = To.leader(account_id, group_id)
        _notify_leader(session, to, patient.name if patient else None, now)


def _notify_leader(session: UnitOfWork, to: To, name: str | None, now: datetime) -> None:
    enqueue(session, OutboxClass.ALERT, to, texts.voice_message_sent(name=name), now=now)
