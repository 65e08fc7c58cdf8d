"""Sharing: into the library when its hour comes, and to each group one story a week."""

from datetime import datetime, time, timedelta

from bot.domain import stories as rules
from bot.domain.schedule import instant, is_quiet, local_day, local_time
from bot.domain.starters import next_strike as rhythm_strike
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To
from bot.services.slots import take_group_day, take_slot
from bot.services.stories.playback import Telling, heading, parts_played, play
from bot.services.stories.story import locked, move
from db.enums import GroupState, OutboxClass, StoryAudience
from db.models import Group, Patient, Story
from db.queries.meetings.schedule import group_is_paused
from db.queries.stories import in_emergency, layer_holds
from db.queries.stories.airing import groups_without_story, story_for
from db.session import Unit

WEEKLY = "story_week"


def next_strike(group: Group, after: datetime) -> datetime:
    """When the group's story hour comes next, on its story day, if it has one."""
    return rhythm_strike(group.story_hour, group.story_weekday, after)


async def publish(session: Unit, story_id: int, *, now: datetime) -> bool:
    """Let a story be heard from now on. False: not now, or not any more."""
    found = await locked(session, story_id)
    if found is None or found[0].publish_at is None or found[0].publish_at > now:
        return False
    story, before = found
    heard = rules.published(before)
    if isinstance(heard, StoryRefusal) or not await _still_wanted(session, story, now=now):
        story.publish_at = None
        return False
    if is_quiet(now) or await in_emergency(session, story.patient_id, story.account_id):
        story.publish_at = next_strike(await session.get_one(Group, story.group_id), now)
        return False
    move(story, heard)
    story.publish_at, story.published_at = None, now
    note(session, "story_published", ("story", story.id), now=now)
    return True


async def _still_wanted(session: Unit, story: Story, *, now: datetime) -> bool:
    patient = await session.get_one(Patient, story.patient_id)
    return patient.left_on is None and await layer_holds(session, story.id, rules.SHARED, now)


async def groups_to_hear(session: Unit, *, now: datetime) -> list[int]:
    """Groups whose hour it is and that have heard no story this week."""
    if is_quiet(now):
        return []
    weekday, hour = local_day(now).weekday(), local_time(now).hour
    return await groups_without_story(session, WEEKLY, _monday(now), weekday=weekday, hour=hour)


async def tell_group(session: Unit, group_id: int, *, now: datetime) -> bool:
    """The story of the week. False: there is none that this group has not heard."""
    group = await session.get_one(Group, group_id)
    if group.state != GroupState.ACTIVE or group.chat_id is None:
        return False
    story = await story_for(session, group, now)
    if story is None or await group_is_paused(session, group.id, local_day(now)):
        return False
    if not await take_group_day(session, group.id, now, now=now):
        return False
    if not await take_slot(session, WEEKLY, str(group.id), _monday(now), now=now):
        return False
    afar = story.group_id != group.id
    layer = StoryAudience.SAME_ILLNESS if afar else StoryAudience.GROUP
    telling = Telling(
        To.group(group.id),
        layer=layer,
        klass=OutboxClass.STORY,
        head=heading(story, afar=afar, retold=story.retell),
        end={"story": story.id},
        dedup_key=f"{WEEKLY}:{group.id}:{_monday(now):%Y-%m-%d}",
    )
    await play(session, story, telling, parts_played(story), now=now)
    note(session, "story_told_group", ("story", story.id), detail=str(group.id), now=now)
    return True


def _monday(now: datetime) -> datetime:
    day = local_day(now)
    return instant(day - timedelta(days=day.weekday()), time())
