"""Publishing: into the library at the story hour, and one story a week to each group."""

from datetime import datetime, time, timedelta

from bot.domain import stories as rules
from bot.domain.quiet_hours import is_quiet
from bot.domain.schedule import instant, local_day, local_time
from bot.domain.starters import next_hour_on as rhythm_strike
from bot.domain.stories import StoryRefusal
from bot.services.audit import record_action
from bot.services.outbox import To
from bot.services.slots import take_group_day, take_slot
from bot.services.stories.playback import Playback, play_story, played_parts, story_heading
from bot.services.stories.story import apply_state, lock_story
from bot.texts.stories.playback import End
from db.enums import GroupState, OutboxClass, StoryAudience
from db.models import Group, Patient, Story
from db.queries.meetings.schedule import group_is_paused
from db.queries.stories import has_consent, has_open_emergency
from db.queries.stories.publishing import groups_without_story, next_story_for_group
from db.session import UnitOfWork

WEEKLY = "story_week"


def next_story_hour(group: Group, after: datetime) -> datetime:
    """The next story hour of the group, on its story day if it has one."""
    return rhythm_strike(group.story_hour, group.story_weekday, after)


async def publish_story(session: UnitOfWork, story_id: int, *, now: datetime) -> bool:
    """Let a story be heard from now on. False if it may not be heard now, or ever."""
    found = await lock_story(session, story_id)
    if found is None or found[0].publish_at is None or found[0].publish_at > now:
        return False
    story, before = found
    published = rules.published(before)
    if isinstance(published, StoryRefusal) or not await _may_be_heard(session, story, now=now):
        story.publish_at = None
        return False
    if is_quiet(now) or await has_open_emergency(session, story.patient_id, story.account_id):
        story.publish_at = next_story_hour(await session.get_one(Group, story.group_id), now)
        return False
    apply_state(story, published)
    story.publish_at, story.published_at = None, now
    record_action(session, "story_published", ("story", story.id), now=now)
    return True


async def _may_be_heard(session: UnitOfWork, story: Story, *, now: datetime) -> bool:
    patient = await session.get_one(Patient, story.patient_id)
    return patient.left_on is None and await has_consent(
        session, story.id, rules.SHARED_LAYERS, now
    )


async def groups_due_a_story(session: UnitOfWork, *, now: datetime) -> list[int]:
    """Groups that have heard no story this week and whose story hour has come."""
    if is_quiet(now):
        return []
    weekday, hour = local_day(now).weekday(), local_time(now).hour
    return await groups_without_story(session, WEEKLY, _monday(now), weekday=weekday, hour=hour)


async def post_weekly_story(session: UnitOfWork, group_id: int, *, now: datetime) -> bool:
    """Post the story of the week. False if the group cannot or should not hear one now."""
    group = await session.get_one(Group, group_id)
    if group.state != GroupState.ACTIVE or group.chat_id is None:
        return False
    story = await next_story_for_group(session, group, now)
    if story is None or await group_is_paused(session, group.id, local_day(now)):
        return False
    if not await take_group_day(session, group.id, now, now=now):
        return False
    if not await take_slot(session, WEEKLY, str(group.id), _monday(now), now=now):
        return False
    other_group = story.group_id != group.id
    layer = StoryAudience.SAME_ILLNESS if other_group else StoryAudience.GROUP
    playback = Playback(
        To.group(group.id),
        story_heading(story, other_group=other_group, retold=story.retell),
        layer=layer,
        klass=OutboxClass.STORY,
        end=End(story.id),
        dedup_key=f"{WEEKLY}:{group.id}:{_monday(now):%Y-%m-%d}",
    )
    await play_story(session, story, playback, played_parts(story), now=now)
    record_action(session, "story_posted", ("story", story.id), detail=str(group.id), now=now)
    return True


def _monday(now: datetime) -> datetime:
    day = local_day(now)
    return instant(day - timedelta(days=day.weekday()), time())
