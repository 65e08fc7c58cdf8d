"""Reviewing: read by one person at a time before others hear it; nobody reviews their own."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import stories as rules
from bot.domain.schedule import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.stories.publishing import next_strike
from bot.services.stories.retelling import ask_to_retell
from bot.services.stories.story import Refused, locked, move
from db.enums import OutboxClass, ReviewDecision, StoryReader
from db.models import Group, Review, Story
from db.queries.groups import leaders_of, staff_group
from db.queries.people import staff_accounts
from db.queries.stories import name_of
from db.queries.stories.reviewing import clinic_readers, last_review
from db.session import Unit

TOLD_TELLER = {
    ReviewDecision.APPROVE: "stories.approved",
    ReviewDecision.ASK_CHANGE: "stories.change_asked",
    ReviewDecision.DECLINE: "stories.declined",
}


async def first_reader(session: Unit, group: Group, teller: int) -> StoryReader:
    """A leader; where the only leader is the teller, the clinic."""
    leaders = [who for who in await leaders_of(session, group.id) if who != teller]
    return StoryReader.LEADER if leaders else StoryReader.CLINIC


async def ask_readers(session: Unit, story: Story, group: Group, *, now: datetime) -> None:
    """Everybody whose turn it is; the first to open it has it for a quarter of an hour."""
    circle = await _circle(session, story, group)
    for account_id in circle:
        _send(session, story, group, To.account(account_id), now=now)


async def nudge(session: Unit, story_id: int, *, now: datetime) -> bool:
    """Nobody has looked for three days: the next circle is asked, at last the whole clinic."""
    found = await locked(session, story_id)
    if found is None or (left := rules.left_waiting(found[1], now)) is None:
        return False
    story = found[0]
    move(story, left)
    group = await session.get_one(Group, story.group_id)
    if story.waits_for is None:
        await ask_to_retell(session, story, group, now=now)
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
            "stories.left_waiting",
            {"group": group.title, "days": days},
            not_before=after_quiet(now),
            now=now,
        )
    return True


async def _circle(session: Unit, story: Story, group: Group) -> Sequence[int]:
    everybody = await staff_accounts(session, group.clinic_id)
    some = await clinic_readers(session, group.clinic_id) or everybody
    leaders = await leaders_of(session, group.id)
    rounds = [some, everybody] if story.waits_for == StoryReader.CLINIC else [leaders, some]
    circle = rounds[min(story.nudges, 1)] if story.nudges < 2 else everybody
    return [who for who in dict.fromkeys(circle) if who != story.account_id]


def _send(session: Unit, story: Story, group: Group, to: To, *, now: datetime) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        to,
        "stories.to_review",
        {
            "story": story.id,
            "version": story.version,
            "group": group.title,
            "clinic": story.waits_for == StoryReader.CLINIC,
        },
        story_id=story.id,
        not_before=after_quiet(now),
        now=now,
    )


async def claim(
    session: Unit, account_id: int, story_id: int, version: int, *, now: datetime
) -> Story | Refused:
    """Open it to read and decide; the others hear who has it."""
    found = await locked(session, story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_READER)
    story, before = found
    reader = await _role(session, story, account_id)
    held = rules.claimed(before, who=account_id, reader=reader, version=version, now=now)
    if isinstance(held, StoryRefusal):
        return await _refused(session, story, held, account_id)
    move(story, held)
    await session.flush()
    return story


async def review(
    session: Unit,
    account_id: int,
    story_id: int,
    version: int,
    decision: ReviewDecision,
    *,
    reason: str | None = None,
    now: datetime,
) -> Story | Refused:
    """`reason` is a code of the ready ones or the reviewer's own words; approval needs none."""
    found = await locked(session, story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_READER)
    story, before = found
    reader = await _role(session, story, account_id)
    decided = rules.reviewed(
        before, decision, who=account_id, reader=reader, version=version, now=now
    )
    if isinstance(decided, StoryRefusal):
        return await _refused(session, story, decided, account_id)
    assert reader is not None
    move(story, decided)
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
    note(session, f"story_{decision.value}", ("story", story.id), actor=actor, now=now)
    await _go_on(session, story, decision, reason, now=now)
    return story


async def _go_on(
    session: Unit, story: Story, decision: ReviewDecision, reason: str | None, *, now: datetime
) -> None:
    """What follows from a decision: the clinic reads, a leader retells, the teller hears of it."""
    group = await session.get_one(Group, story.group_id)
    if story.waits_for is not None:
        return await ask_readers(session, story, group, now=now)
    if decision is ReviewDecision.APPROVE and story.retell:
        story.nudge_at = now + rules.WAITS_AT_MOST
        await ask_to_retell(session, story, group, now=now)
    elif decision is ReviewDecision.APPROVE:
        story.publish_at = next_strike(group, now)
    tell_teller(session, story, TOLD_TELLER[decision], reason, now=now)


def tell_teller(
    session: Unit, story: Story, template: str, reason: str | None = None, *, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(story.account_id),
        template,
        {
            "story": story.id,
            "version": story.version,
            "reason": reason,
            "at": story.publish_at.isoformat() if story.publish_at else None,
        },
        not_before=after_quiet(now),
        story_id=story.id,
        patient_id=story.patient_id,
        now=now,
    )


async def _role(session: Unit, story: Story, account_id: int) -> StoryReader | None:
    """In which role this person may decide, by what the database says now; None: in none."""
    group = await session.get_one(Group, story.group_id)
    staff = account_id in await staff_accounts(session, group.clinic_id)
    if staff and (story.waits_for != StoryReader.LEADER or story.nudges):
        return StoryReader.CLINIC
    return StoryReader.LEADER if account_id in await leaders_of(session, group.id) else None


async def _refused(session: Unit, story: Story, why: StoryRefusal, account_id: int) -> Refused:
    """With who is in the way, where somebody is."""
    if why is StoryRefusal.CLAIMED and story.claimed_by is not None:
        name = await name_of(session, story.claimed_by)
        return Refused(why, name, story.claimed_until)
    decided = await last_review(session, story.id)
    if why not in (StoryRefusal.NOT_WAITING, StoryRefusal.READ_ALREADY) or decided is None:
        return Refused(why)
    if decided.account_id == account_id:
        return Refused("decided_by_you")
    return Refused(why, await name_of(session, decided.account_id))
