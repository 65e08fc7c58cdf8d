"""A message that the bot failed to handle: the clinic is alerted, and the person told so."""

from datetime import datetime

from bot.domain.reading.explain import read
from bot.domain.reading.model import SELF_HARM
from bot.services.alerts.people import account_for_emergency, clinic_of_person
from bot.services.alerts.raising import raise_alert
from bot.services.outbox import To, enqueue
from bot.texts import menu as menu_texts
from bot.texts.alerts import replies as texts
from bot.texts.sentences import Message
from db.enums import AlertKind, OutboxClass, ReadingLevel, Severity
from db.models import Clinic
from db.session import UnitOfWork

NO_WORDS = "[a message that could not be read]"


async def raise_unreadable_message(
    session: UnitOfWork, telegram_user_id: int, now: datetime, *, text: str = ""
) -> None:
    """`text`: its words, where they are known. An emergency in them is raised as one."""
    signs = emergency_signs(text)
    account = await account_for_emergency(session, telegram_user_id, now=now)
    clinic = await clinic_of_person(session, account.id, account.patient_id)
    if clinic is not None:
        await raise_alert(
            session,
            clinic_id=clinic.id,
            patient_id=account.patient_id,
            account_id=account.id,
            group_id=None,
            kind=AlertKind.DANGER_SIGN if signs else AlertKind.UNREAD,
            severity=Severity.EMERGENCY if signs else Severity.SAME_DAY,
            evidence=text if signs else NO_WORDS,
            signs=signs,
            via="rule",
            now=now,
        )
    klass = OutboxClass.EMERGENCY if signs else OutboxClass.REPLY
    answer = _emergency_reply(clinic, signs) if signs else menu_texts.update_failed()
    enqueue(session, klass, To.account(account.id), answer, now=now)


def emergency_signs(text: str) -> tuple[str, ...]:
    """The signs of an emergency in a text that no handler could take; none if it has none."""
    try:
        reading = read(text)
    except Exception:
        # The reader may be what failed; then the message counts as one without words.
        return ()
    if reading.level is not ReadingLevel.EMERGENCY:
        return ()
    return tuple(sign.name for sign in reading.signs)


def _emergency_reply(clinic: Clinic | None, signs: tuple[str, ...]) -> Message:
    ambulance = clinic.ambulance if clinic else texts.AMBULANCE
    phone = clinic.phone if clinic else None
    practice = clinic is not None and clinic.practice
    if SELF_HARM.intersection(signs):
        return texts.not_alone(
            mind_line=texts.MIND_LINE, ambulance=ambulance, phone=phone, practice=practice
        )
    return texts.emergency(ambulance=ambulance, phone=phone, practice=practice)
