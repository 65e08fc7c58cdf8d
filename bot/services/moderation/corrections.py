"""A false claim is answered with what the clinic stands behind, and nobody is named."""

from datetime import datetime, time

from sqlalchemy import delete

from bot.domain.moderation import Card
from bot.domain.schedule import instant, local_day
from bot.services.audit import note
from bot.services.moderation.actions import raise_question
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import OutboxClass
from db.models import CardApproval, Group
from db.queries.moderation.cases import card_is_approved
from db.session import Unit


async def correct(session: Unit, group: Group, card: Card, words: str, *, now: datetime) -> None:
    """Each card once a day in a group. One that is not approved becomes the clinic's question."""
    today = instant(local_day(now), time())
    if not await take_slot(session, "card", f"{group.id}:{card.key}", today, now=now):
        return
    if await card_is_approved(session, group.clinic_id, card.key):
        to = To.group(group.id)
        enqueue(session, OutboxClass.REPLY, to, "moderation.card_said", {"card": card.key}, now=now)
        note(session, "card", ("group", group.id), detail=card.key, now=now)
    else:
        await raise_question(session, group, words, now=now)


async def approve_card(
    session: Unit, clinic_id: int, card: str, approved: bool, *, now: datetime
) -> None:
    """The clinic stands behind the words of a card, or no longer does."""
    if await card_is_approved(session, clinic_id, card) == approved:
        return
    if approved:
        session.add(CardApproval(clinic_id=clinic_id, card=card, approved_at=now))
    else:
        same = (CardApproval.clinic_id == clinic_id, CardApproval.card == card)
        await session.execute(delete(CardApproval).where(*same))
    deed = "card_approved" if approved else "card_withdrawn"
    note(session, deed, ("clinic", clinic_id), actor=("operator", None), detail=card, now=now)
