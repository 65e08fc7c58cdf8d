"""Voices: kept for the clinic's ears, and told to a leader."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.questions import Asked, ask
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import AlertKind, OutboxClass
from db.models import Patient, Voice
from db.queries.alerts.questions import open_question
from db.queries.alerts.state import group_of_person, reachable
from db.queries.alerts.voice_messages import open_alert_of
from db.queries.groups import leaders_of
from db.session import Unit


@dataclass(frozen=True, slots=True)
class Sound:
    """What Telegram knows of something spoken."""

    medium: str
    file_id: str
    seconds: int
    sent_at: datetime

    @property
    def evidence(self) -> str:
        name = {"voice": "voice message", "video_note": "video message"}.get(self.medium, "audio")
        return f"[{name}, {self.seconds} s]"


async def keep_voice(session: Unit, asked: Asked, sound: Sound, *, now: datetime) -> None:
    """Keep it and ask whether it is urgent. Leaders hear that it came, once while it is open."""
    news = await open_question(session, asked.account_id, AlertKind.UNREAD) is None
    await ask(session, asked, AlertKind.UNREAD, sound.evidence, said_at=sound.sent_at, now=now)
    question = await open_question(session, asked.account_id, AlertKind.UNREAD)
    alert = await open_alert_of(session, asked.account_id)
    session.add(
        Voice(
            account_id=asked.account_id,
            question_id=question.id if question else None,
            alert_id=alert.id if alert else None,
            medium=sound.medium,
            file_id=sound.file_id,
            seconds=sound.seconds,
            sent_at=sound.sent_at,
        )
    )
    await session.flush()
    if alert is not None:
        await refresh_cards(session, alert, now=now)
    if news:
        await _tell_leaders(session, asked, now)


async def strangers_voice(session: Unit, group_id: int, *, now: datetime) -> None:
    """Of somebody who never met the bot nothing is kept; a leader, who can hear it, is told so.

    Once a day: whoever speaks by voice does so often.
    """
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if not await take_slot(session, "voice", str(group_id), day, now=now):
        return
    for account_id in await reachable(session, await leaders_of(session, group_id)):
        _tell(session, account_id, None, now)


async def _tell_leaders(session: Unit, asked: Asked, now: datetime) -> None:
    group_id = asked.group_id or await group_of_person(session, asked.patient_id, asked.account_id)
    if group_id is None:
        return
    leaders = [one for one in await leaders_of(session, group_id) if one != asked.account_id]
    patient = await session.get(Patient, asked.patient_id) if asked.patient_id else None
    for account_id in await reachable(session, leaders):
        _tell(session, account_id, patient.name if patient else None, now)


def _tell(session: Unit, account_id: int, name: str | None, now: datetime) -> None:
    to = To.account(account_id)
    enqueue(session, OutboxClass.ALERT, to, "alerts.voice_came", {"name": name}, now=now)
