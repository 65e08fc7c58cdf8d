"""Somebody asks the clinic in writing to be forgotten; an operator does it for them."""

from datetime import datetime

from bot.services.onboarding.members import end_consent
from bot.services.outbox import To, enqueue
from bot.services.privacy.erasure.erase import Actor, erase
from db.enums import OutboxClass
from db.models import Patient
from db.queries.people import holders_of
from db.session import Unit


async def erase_on_request(session: Unit, patient: Patient, *, actor: Actor, now: datetime) -> None:
    """Who has not stopped yet stops with it. Their phones hear of it, but not a family in
    mourning or one that has moved on.
    """
    phones = await holders_of(session, patient.id)
    if phones:
        await end_consent(session, patient.id, actor=actor, now=now)
    await erase(session, [patient.id], actor=actor, now=now)
    for phone in phones if patient.left_on is None else []:
        to = To.account(phone)
        enqueue(session, OutboxClass.REPLY, to, "privacy.erased", now=now)
