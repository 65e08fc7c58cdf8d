"""Erases what an account said for itself, not for a patient."""

from datetime import datetime

from sqlalchemy import and_, delete, func, select, update

from bot.services.dialogs import stop_waiting
from bot.services.needs.erasure import erase_need_voices
from bot.services.pill_counts.assisted.outcomes import erase_assisted_counts_from
from bot.services.privacy.erasure.alerts import erase_alert_words, erase_questions
from bot.services.privacy.erasure.moderation import erase_group_messages
from bot.services.stories.retelling import erase_retellings
from bot.services.stories.withdrawal import withdraw_all_stories
from db.enums import Digits
from db.models import (
    Account,
    Alert,
    Holder,
    JoinRequest,
    MembershipClaim,
    Review,
    Rsvp,
    SafetyQuestion,
    StoryHelped,
    VoiceMessage,
)
from db.session import UnitOfWork


async def erase_account_words(session: UnitOfWork, account_id: int, *, now: datetime) -> set[str]:
    """Returns the words and Telegram file ids that no message may carry any more."""
    without_patient = and_(
        SafetyQuestion.account_id == account_id, SafetyQuestion.patient_id.is_(None)
    )
    erased = await erase_questions(session, without_patient, now=now)
    own_alerts = and_(Alert.account_id == account_id, Alert.patient_id.is_(None))
    erased |= await erase_alert_words(session, own_alerts, now=now)
    unattached = delete(VoiceMessage).where(
        VoiceMessage.account_id == account_id,
        VoiceMessage.question_id.is_(None),
        VoiceMessage.alert_id.is_(None),
    )
    erased |= set(await session.scalars(unattached.returning(VoiceMessage.file_id)))
    erased |= await erase_assisted_counts_from(session, account_id, now=now)
    erased |= await erase_need_voices(session, account_id, now=now)
    erased |= await erase_group_messages(session, account_id, now=now)
    await withdraw_all_stories(session, account_id, now=now)
    erased |= await erase_retellings(session, account_id, now=now)
    await _erase_choices(session, account_id, now=now)
    return erased


async def _erase_choices(session: UnitOfWork, account_id: int, *, now: datetime) -> None:
    """The language stays: without it the bot cannot answer them."""
    await _make_helped_anonymous(session, account_id)
    await session.execute(delete(MembershipClaim).where(MembershipClaim.account_id == account_id))
    await session.execute(delete(Rsvp).where(Rsvp.account_id == account_id))
    for table, values in (
        (Review, {"reason": None}),
        (JoinRequest, {"name": None}),
        (Holder, {"name": None}),
    ):
        await session.execute(update(table).where(table.account_id == account_id).values(**values))
    await session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(digits=Digits.LATIN, voice=False, erased_at=now)
    )
    stop_waiting(session, account_id)


async def _make_helped_anonymous(session: UnitOfWork, account_id: int) -> None:
    stories = await session.scalars(
        select(StoryHelped.story_id).where(StoryHelped.account_id == account_id)
    )
    for story_id in list(stories):
        of_story = StoryHelped.story_id == story_id
        lowest = await session.scalar(select(func.min(StoryHelped.account_id)).where(of_story))
        await session.execute(
            update(StoryHelped)
            .where(of_story, StoryHelped.account_id == account_id)
            .values(account_id=min(lowest or 0, 0) - 1)
        )
