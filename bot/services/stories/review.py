"""Review: one person at a time reads a story before others hear it; nobody reviews their own."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import stories as rules
from bot.domain.quiet_hours import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.stories.publishing import next_story_hour
from bot.services.stories.retelling import ask_for_retelling
from bot.services.stories.story import StoryRefused, apply_state, lock_story
from bot.texts.sentences import Message
from bot.texts.stories import review as texts
from db.enums import OutboxClass, ReviewDecision, StoryReader
from db.models import Group, Review, Story
from db.queries.groups import leaders_of, staff_group
from db.queries.people import staff_accounts
from db.queries.stories import display_name
from db.queries.stories.review import clinic_readers, last_review
from db.session import UnitOfWork


async def first_reader(session: UnitOfWork, group: Group, teller: int) -> StoryReader:
    """A leader, or the clinic if the group has no leader but the teller."""
    leaders = [who for who in await leaders_of(session, group.id) if who != teller]
    return StoryReader.LEADER if leaders else StoryReader.CLINIC


async def ask_readers(session: UnitOfWork, story: Story, group: Group, *, now: datetime) -> None:
    """Ask everybody whose turn it is; the first to open the story claims it."""
    for account_id in await _readers_to_ask(session, story, group):
        _request_review(session, story, group, To.manager(account_id, group), now=now)


async def nudge_readers(session: UnitOfWork, story_id: int, *, now: datetime) -> bool:
    """Nobody has decided for three days: ask more people, in the end the whole clinic."""
    found = await lock_story(session, story_id)
    if found is None or (after := rules.nudged(found[1], now)) is None:
        return False
    story = found[0]
    apply_state(story, after)
    group = await session.get_one(Group, story.group_id)
    if story.waits_for is None:
        await ask_for_retelling(session, story, group, now=now)
        return True
    await ask_readers(session, story, group, now=now)
    room = await staff_group(session, group.clinic_id) if story.nudges > 1 else None
    if room is not None:
        days = (now - story.created_at).days
        to = To.group(room.id)
        enqueue(
            session,
            OutboxClass.MODERATION,
            to,
            texts.left_waiting(group=group.title, days=days),
            not_before=after_quiet(now),
            now=now,
        )
    return True


async def _readers_to_ask(session: UnitOfWork, story: Story, group: Group) -> Sequence[int]:
    """More people with every nudge, and never the teller."""
    everybody = await staff_accounts(session, group.clinic_id)
    some = await clinic_readers(session, group.clinic_id) or everybody
    leaders = await leaders_of(session, group.id)
    rounds = [some, everybody] if story.waits_for == StoryReader.CLINIC else [leaders, some]
    asked = rounds[min(story.nudges, 1)] if story.nudges < 2 else everybody
    return [who for who in dict.fromkeys(asked) if who != story.account_id]


def _request_review(
    session: UnitOfWork, story: Story, group: Group, to: To, *, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        to,
        texts.to_review(
            story=story.id,
            version=story.version,
            group=group.title,
            clinic=story.waits_for == StoryReader.CLINIC,
        ),
        story_id=story.id,
        not_before=after_quiet(now),
        now=now,
    )


async def claim_story(
    session: UnitOfWork, account_id: int, story_id: int, version: int, *, now: datetime
) -> Story | StoryRefused:
    """Claim a story to read it and decide; the others are told who has it."""
    found = await lock_story(session, story_id)
    if found is None:
        return StoryRefused(StoryRefusal.NOT_READER)
    story, before = found
    reader = await reader_role(session, story, account_id)
    claimed = rules.claimed(before, who=account_id, reader=reader, version=version, now=now)
    if isinstance(claimed, StoryRefusal):
        return await _refused(session, story, claimed, account_id)
    apply_state(story, claimed)
    await session.flush()
    return story


async def review_story(
    session: UnitOfWork,
    account_id: int,
    story_id: int,
    version: int,
    decision: ReviewDecision,
    *,
    reason: str | None = None,
    now: datetime,
) -> Story | StoryRefused:
    """Store a decision. `reason` is a code or the reviewer's own words; approval needs none."""
    found = await lock_story(session, story_id)
    if found is None:
        return StoryRefused(StoryRefusal.NOT_READER)
    story, before = found
    reader = await reader_role(session, story, account_id)
    decided = rules.reviewed(
        before, decision, who=account_id, reader=reader, version=version, now=now
    )
    if isinstance(decided, StoryRefusal):
        return await _refused(session, story, decided, account_id)
    assert reader is not None
    apply_state(story, decided)
    session.add(
        Review(
            story_id=story.id,
            account_id=account_id,
            reader=reader,
            decision=decision,
            reason=reason,
            story_version=version,
            decided_at=now,
        )
    )
    await session.flush()
    actor = ("account", account_id)
    record_action(session, f"story_{decision.value}", ("story", story.id), actor=actor, now=now)
    await _follow_up(session, story, decision, reason, now=now)
    return story


async def _follow_up(
    session: UnitOfWork,
    story: Story,
    decision: ReviewDecision,
    reason: str | None,
    *,
    now: datetime,
) -> None:
    """After a decision: the clinic reviews too, a leader retells, or the teller is told."""
    group = await session.get_one(Group, story.group_id)
    if story.waits_for is not None:
        return await ask_readers(session, story, group, now=now)
    if decision is ReviewDecision.APPROVE and story.retell:
        story.nudge_at = now + rules.NUDGE_AFTER
        await ask_for_retelling(session, story, group, now=now)
    elif decision is ReviewDecision.APPROVE:
        story.publish_at = next_story_hour(group, now)
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(story.account_id),
        _to_teller(story, decision, reason or ""),
        not_before=after_quiet(now),
        story_id=story.id,
        patient_id=story.patient_id,
        now=now,
    )


def _to_teller(story: Story, decision: ReviewDecision, reason: str) -> Message:
    match decision:
        case ReviewDecision.APPROVE:
            return texts.approved(at=story.publish_at)
        case ReviewDecision.ASK_CHANGE:
            return texts.change_asked(story=story.id, version=story.version, reason=reason)
        case ReviewDecision.DECLINE:
            return texts.declined(story=story.id, reason=reason)


async def reader_role(session: UnitOfWork, story: Story, account_id: int) -> StoryReader | None:
    """In which role this person may decide now; None if they may not."""
    group = await session.get_one(Group, story.group_id)
    staff = account_id in await staff_accounts(session, group.clinic_id)
    if staff and (story.waits_for != StoryReader.LEADER or story.nudges):
        return StoryReader.CLINIC
    return StoryReader.LEADER if account_id in await leaders_of(session, group.id) else None


async def _refused(
    session: UnitOfWork, story: Story, why: StoryRefusal, account_id: int
) -> StoryRefused:
    """The refusal, with the name of who has claimed the story or decided about it."""
    if why is StoryRefusal.CLAIMED and story.claimed_by is not None:
        name = await display_name(session, story.claimed_by)
        return StoryRefused(why, name, story.claimed_until)
    decided = await last_review(session, story.id)
    if why not in (StoryRefusal.NOT_WAITING, StoryRefusal.READ_ALREADY) or decided is None:
        return StoryRefused(why)
    if decided.account_id == account_id:
        return StoryRefused(StoryRefusal.DECIDED_BY_YOU)
    return StoryRefused(why, await display_name(session, decided.account_id))
