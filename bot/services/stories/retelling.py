"""Retelling: a leader tells the story in their own voice; the teller hears it before others do."""

from datetime import datetime
from typing import Any

from bot.domain import stories as rules
from bot.domain.schedule import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.stories.playback import Telling, heading, play
from bot.services.stories.publishing import next_strike
from bot.services.stories.story import Refused, locked
from bot.services.stories.withdrawal import unsay
from db.enums import OutboxClass, StoryState
from db.models import Group, Story
from db.queries.groups import leaders_of
from db.queries.people import staff_accounts
from db.queries.stories import retold_by
from db.queries.stories.reviewing import approving_leader, clinic_readers
from db.session import Unit


async def ask_to_retell(session: Unit, story: Story, group: Group, *, now: datetime) -> None:
    """The leader who said yes to it; later whoever else may."""
    if story.nudges:
        found = [
            *await leaders_of(session, group.id),
            *await clinic_readers(session, group.clinic_id),
        ]
    else:
        leader = await approving_leader(session, story.id)
        found = [leader] if leader is not None else []
    for account_id in dict.fromkeys(found):
        if account_id == story.account_id:
            continue
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            "stories.ask_retelling",
            {"story": story.id, "group": group.title},
            story_id=story.id,
            not_before=after_quiet(now),
            now=now,
        )


async def may_retell(session: Unit, account_id: int, story_id: int) -> Story | Refused:
    """The story, if this person may tell it in their own voice now."""
    found = await locked(session, story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_READER)
    story, as_told = found
    group = await session.get_one(Group, story.group_id)
    may = {*await leaders_of(session, group.id), *await staff_accounts(session, group.clinic_id)}
    if account_id not in may or account_id == story.account_id:
        return Refused(StoryRefusal.NOT_READER)
    if story.state == StoryState.WITHDRAWN:
        return Refused(StoryRefusal.WITHDRAWN)
    if story.state != StoryState.APPROVED or not story.retell or as_told.retold:
        return Refused(StoryRefusal.NOT_WAITING)
    return story


async def retell(
    session: Unit, account_id: int, story_id: int, part: dict[str, Any], *, now: datetime
) -> Story | Refused:
    """What the leader recorded goes to the teller, who says whether it is right."""
    story = await may_retell(session, account_id, story_id)
    if isinstance(story, Refused):
        return story
    story.retelling, story.retold_by, story.nudge_at = [part], account_id, None
    story.version += 1
    await session.flush()
    note(session, "story_retold", ("story", story.id), actor=("account", account_id), now=now)
    to, head = To.account(story.account_id), heading(story, retold=True)
    await play(session, story, Telling(to, head=head), story.retelling, now=now)
    params = {"story": story.id, "version": story.version}
    enqueue(
        session, OutboxClass.REPLY, to, "stories.ask_retold", params, story_id=story.id, now=now
    )
    return story


async def take_back_retellings(session: Unit, account_id: int, *, now: datetime) -> set[str]:
    """Of a leader who is forgotten: the stories are told by nobody until somebody else does.

    Returns Telegram's ids of what is forgotten.
    """
    gone: set[str] = set()
    for story_id in await retold_by(session, account_id):
        found = await locked(session, story_id)
        assert found is not None
        story = found[0]
        gone |= {str(part["file"]) for part in story.retelling or [] if part.get("file")}
        await unsay(session, story, now=now)
        story.retelling = story.retold_by = story.publish_at = None
        story.version += 1
        if story.state in (StoryState.APPROVED, StoryState.PUBLISHED):
            story.state, story.published_at = StoryState.APPROVED, None
            story.nudges, story.nudge_at = 1, now + rules.WAITS_AT_MOST
            await session.flush()
            group = await session.get_one(Group, story.group_id)
            await ask_to_retell(session, story, group, now=now)
    return gone


async def judge_retelling(
    session: Unit, account_id: int, story_id: int, version: int, *, right: bool, now: datetime
) -> Story | Refused:
    """The teller's word on it: so it shall be heard, or once more."""
    found = await locked(session, story_id)
    if found is None or found[0].account_id != account_id:
        return Refused(StoryRefusal.NOT_TELLER)
    story, as_told = found
    if story.state == StoryState.WITHDRAWN:
        return Refused(StoryRefusal.WITHDRAWN)
    if story.state != StoryState.APPROVED or not as_told.retold or story.publish_at:
        return Refused("answered")
    if story.version != version:
        return Refused(StoryRefusal.CHANGED_SINCE)
    group = await session.get_one(Group, story.group_id)
    story.version += 1
    if right:
        story.publish_at = next_strike(group, now)
    else:
        story.retelling = story.retold_by = None
        story.nudges, story.nudge_at = 0, now + rules.WAITS_AT_MOST
        await ask_to_retell(session, story, group, now=now)
    await session.flush()
    return story
