"""Answers to false claims: only what the clinic approved, and without naming anybody."""

from datetime import datetime, time

from sqlalchemy import delete

from bot.domain.moderation.claims import ClaimAnswer
from bot.domain.schedule import instant, local_day
from bot.services.audit import record_action
from bot.services.moderation.actions import raise_clinic_question
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts.moderation.rules import answer_to_claim
from db.enums import OutboxClass
from db.models import ClaimAnswerApproval, Group
from db.queries.moderation.posts import claim_answer_is_approved
from db.session import UnitOfWork


async def answer_false_claim(
    session: UnitOfWork, group: Group, answer: ClaimAnswer, words: str, *, now: datetime
) -> None:
    """Each answer once a day in a group. Unapproved, it becomes a question to the clinic."""
    today = instant(local_day(now), time())
    if not await take_slot(session, "claim_answer", f"{group.id}:{answer.key}", today, now=now):
        return
    if await claim_answer_is_approved(session, group.clinic_id, answer.key):
        enqueue(
            session,
            OutboxClass.REPLY,
            To.group(group.id),
            answer_to_claim(answer=answer.key),
            now=now,
        )
        record_action(session, "claim_answer", ("group", group.id), detail=answer.key, now=now)
    else:
        await raise_clinic_question(session, group, words, now=now)


async def approve_claim_answer(
    session: UnitOfWork, clinic_id: int, answer: str, approved: bool, *, now: datetime
) -> None:
    """The clinic approves an answer, or withdraws its approval."""
    if await claim_answer_is_approved(session, clinic_id, answer) == approved:
        return
    if approved:
        session.add(ClaimAnswerApproval(clinic_id=clinic_id, answer=answer, approved_at=now))
    else:
        same = (ClaimAnswerApproval.clinic_id == clinic_id, ClaimAnswerApproval.answer == answer)
        await session.execute(delete(ClaimAnswerApproval).where(*same))
    action = "claim_answer_approved" if approved else "claim_answer_withdrawn"
    record_action(
        session, action, ("clinic", clinic_id), actor=("operator", None), detail=answer, now=now
    )
