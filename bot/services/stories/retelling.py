"""Retelling: a leader tells a story in their own voice; the teller must approve of it first."""

from datetime import datetime
from typing import Any

from bot.domain import stories as rules
from bot.domain.quiet_hours import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.stories.playback import Playback, play_story, story_heading
from bot.services.stories.publishing import next_story_hour
from bot.services.stories.story import StoryRefused, lock_story
from bot.services.stories.withdrawal import retract_posts
from bot.texts.stories import review as texts
from db.enums import OutboxClass, StoryState
from db.models import Group, Story
from db.queries.groups import leaders_of
from db.queries.people import staff_accounts
from db.queries.stories import stories_retold_by
from db.queries.stories.review import clinic_readers, person_to_retell
from db.session import UnitOfWork


async def ask_for_retelling(
    session: UnitOfWork, story: Story, group: Group, *, now: datetime
) -> None:
    """Ask the leader who approved of the story; after a nudge, everybody else who may retell it."""
    if story.nudges:
        found = [
            *await leaders_of(session, group.id),
            *await clinic_readers(session, group.clinic_id),
        ]
    else:
        leader = await person_to_retell(session, story.id)
        found = [leader] if leader is not None else []
    for account_id in dict.fromkeys(found):
        if account_id == story.account_id:
            continue
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.manager(account_id, group),
            texts.ask_retelling(story=story.id, group=group.title),
            story_id=story.id,
            not_before=after_quiet(now),
            now=now,
        )


async def story_to_retell(
    session: UnitOfWork, account_id: int, story_id: int
) -> Story | StoryRefused:
    """The story, if this person may retell it now."""
    found = await lock_story(session, story_id)
    if found is None:
        return StoryRefused(StoryRefusal.NOT_READER)
    story, state = found
    group = await session.get_one(Group, story.group_id)
    may = {*await leaders_of(session, group.id), *await staff_accounts(session, group.clinic_id)}
    if account_id not in may or account_id == story.account_id:
        return StoryRefused(StoryRefusal.NOT_READER)
    if story.state == StoryState.WITHDRAWN:
        return StoryRefused(StoryRefusal.WITHDRAWN)
    if story.state != StoryState.APPROVED or not story.retell or state.retold:
        return StoryRefused(StoryRefusal.NOT_WAITING)
    return story


async def save_retelling(
    session: UnitOfWork, account_id: int, story_id: int, part: dict[str, Any], *, now: datetime
) -> Story | StoryRefused:
    """Store the recording and play it to the teller, who says whether it is right."""
    story = await story_to_retell(session, account_id, story_id)
    if isinstance(story, StoryRefused):
        return story
    story.retelling, story.retold_by, story.nudge_at = [part], account_id, None
    story.version += 1
    await session.flush()
    record_action(
        session, "story_retold", ("story", story.id), actor=("account", account_id), now=now
    )
    to, head = To.account(story.account_id), story_heading(story, retold=True)
    await play_story(session, story, Playback(to, head), story.retelling, now=now)
    question = texts.ask_retelling_right(story=story.id, version=story.version)
    enqueue(session, OutboxClass.REPLY, to, question, story_id=story.id, now=now)
    return story


async def erase_retellings(session: UnitOfWork, account_id: int, *, now: datetime) -> set[str]:
    """Delete the recordings of a leader who is erased; somebody else is asked to retell.

    Return Telegram's ids of the deleted recordings.
    """
    files: set[str] = set()
    for story_id in await stories_retold_by(session, account_id):
        found = await lock_story(session, story_id)
        assert found is not None
        story = found[0]
        files |= {str(part["file"]) for part in story.retelling or [] if part.get("file")}
        await retract_posts(session, story, now=now)
        story.retelling = story.retold_by = story.publish_at = None
        story.version += 1
        if story.state in (StoryState.APPROVED, StoryState.PUBLISHED):
            story.state, story.published_at = StoryState.APPROVED, None
            story.nudges, story.nudge_at = 1, now + rules.NUDGE_AFTER
            await session.flush()
            group = await session.get_one(Group, story.group_id)
            await ask_for_retelling(session, story, group, now=now)
    return files


async def judge_retelling(
    session: UnitOfWork, account_id: int, story_id: int, version: int, *, right: bool, now: datetime
) -> Story | StoryRefused:
    """The teller accepts the retelling (`right`), or asks for another one."""
    found = await lock_story(session, story_id)
    if found is None or found[0].account_id != account_id:
        return StoryRefused(StoryRefusal.NOT_TELLER)
    story, state = found
    if story.state == StoryState.WITHDRAWN:
        return StoryRefused(StoryRefusal.WITHDRAWN)
    if story.state != StoryState.APPROVED or not state.retold or story.publish_at:
        return StoryRefused(StoryRefusal.ANSWERED)
    if story.version != version:
        return StoryRefused(StoryRefusal.CHANGED_SINCE)
    group = await session.get_one(Group, story.group_id)
    story.version += 1
    if right:
        story.publish_at = next_story_hour(group, now)
    else:
        story.retelling = story.retold_by = None
        story.nudges, story.nudge_at = 0, now + rules.NUDGE_AFTER
        await ask_for_retelling(session, story, group, now=now)
    await session.flush()
    return story
