"""What is kept of whoever holds a phone: what they said for themselves."""

from datetime import datetime

from sqlalchemy import and_, delete, func, select, update

from bot.services.dialogs import stop_waiting
from bot.services.needs.erasure import forget_voices
from bot.services.pill_counts.assisted import forget_calls_by
from bot.services.privacy.erasure.alerts import forget_alerts, forget_questions
from bot.services.privacy.erasure.moderation import forget_messages
from bot.services.stories.retelling import take_back_retellings
from bot.services.stories.withdrawal import withdraw_all
from db.enums import Digits
from db.models import (
    Account,
    Alert,
    Holder,
    JoinRequest,
    MeetingAnswer,
    Question,
    Review,
    StoryHelped,
    Voice,
)
from db.session import Unit


async def forget_account(session: Unit, account_id: int, *, now: datetime) -> set[str]:
    """Returns their words, and Telegram's ids, that no message may carry any more."""
    of_nobody = and_(Question.account_id == account_id, Question.patient_id.is_(None))
    gone = await forget_questions(session, of_nobody, now=now)
    cried = and_(Alert.account_id == account_id, Alert.patient_id.is_(None))
    gone |= await forget_alerts(session, cried, now=now)
    loose = delete(Voice).where(
        Voice.account_id == account_id, Voice.question_id.is_(None), Voice.alert_id.is_(None)
    )
    gone |= set(await session.scalars(loose.returning(Voice.file_id)))
    gone |= await forget_calls_by(session, account_id, now=now)
    gone |= await forget_voices(session, account_id, now=now)
    gone |= await forget_messages(session, account_id, now=now)
    await withdraw_all(session, account_id, now=now)
    gone |= await take_back_retellings(session, account_id, now=now)
    await _forget_choices(session, account_id)
    return gone


async def _forget_choices(session: Unit, account_id: int) -> None:
    """Their language stays: it is what is needed to answer them at all."""
    await _helped_nobody_known(session, account_id)
    await session.execute(delete(MeetingAnswer).where(MeetingAnswer.account_id == account_id))
    for table, values in (
        (Review, {"reason": None}),
        (JoinRequest, {"name": None}),
        (Holder, {"name": None}),
    ):
        await session.execute(update(table).where(table.account_id == account_id).values(**values))
    await session.execute(
        update(Account).where(Account.id == account_id).values(digits=Digits.LATIN, voice=False)
    )
    stop_waiting(session, account_id)


async def _helped_nobody_known(session: Unit, account_id: int) -> None:
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
