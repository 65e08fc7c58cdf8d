"""Sharing: at the group's hour, once, never two messages a day."""

from datetime import datetime, timedelta

from bot.domain import stories as rules
from bot.domain.consent import story_consent_holds
from bot.domain.schedule import is_quiet, local_day
from bot.domain.stories import StoryRefusal
from bot.domain.week import next_strike as rhythm_strike
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.slots import take_group_day, take_slot
from bot.services.stories.story import as_rules, shown
from db.enums import GroupState, OutboxClass, StoryAudience, StoryState
from db.models import Group, Patient, Story
from db.queries.meetings import group_is_paused
from db.queries.stories import groups_like, in_emergency, locked_story
from db.session import Unit

DAYS_AHEAD = 30
"""How far another group's days are searched for one without a story."""


def next_strike(group: Group, after: datetime) -> datetime:
    """When the group's story hour comes next, on its story day, if it has one."""
    return rhythm_strike(group.story_hour, group.story_weekday, after)


async def publish(session: Unit, story_id: int, *, now: datetime) -> bool:
    """Hand a due story to delivery. False: not now, or not any more."""
    story = await locked_story(session, story_id)
    if story is None or story.publish_at is None or story.publish_at > now:
        return False
    group = await session.get_one(Group, story.group_id)
    if not await take_slot(session, "story", str(story.id), story.publish_at, now=now):
        return False
    if not await _still_wanted(session, story, now=now):
        story.publish_at = None
        return False
    if not await _is_the_hour(session, story, group, now=now):
        story.publish_at = next_strike(group, now)
        return False
    story.state, story.version = StoryState.PUBLISHED, story.version + 1
    story.publish_at, story.published_at = None, now
    _share(session, story, group, now=now)
    if rules.audience_includes(StoryAudience(story.audience), StoryAudience.SAME_ILLNESS):
        await _share_further(session, story, group, now=now)
    note(session, "story_shared", ("story", story.id), now=now)
    return True


async def _still_wanted(session: Unit, story: Story, *, now: datetime) -> bool:
    if isinstance(rules.published(as_rules(story), version=story.version), StoryRefusal):
        return False
    patient = await session.get_one(Patient, story.patient_id)
    return patient.left_on is None and story_consent_holds(
        story.consented_at, withdrawn_at=story.withdrawn_at, now=now
    )


async def _is_the_hour(session: Unit, story: Story, group: Group, *, now: datetime) -> bool:
    if is_quiet(now) or group.state != GroupState.ACTIVE or group.chat_id is None:
        return False
    if await in_emergency(session, story.patient_id, story.account_id):
        return False
    if await group_is_paused(session, group.id, local_day(now)):
        return False
    return await take_group_day(session, group.id, now, now=now)


def _share(
    session: Unit,
    story: Story,
    group: Group,
    *,
    at: datetime | None = None,
    now: datetime,
) -> None:
    enqueue(
        session,
        OutboxClass.STORY,
        To.group(group.id),
        "stories.shared",
        {**shown(story), "from_afar": group.id != story.group_id},
        dedup_key=f"story:{story.id}:{group.id}",
        not_before=at,
        story_id=story.id,
        patient_id=story.patient_id,
        now=now,
    )


async def _share_further(session: Unit, story: Story, own: Group, *, now: datetime) -> None:
    for group in await groups_like(session, own):
        strike = next_strike(group, now)
        for _ in range(DAYS_AHEAD):
            if await take_group_day(session, group.id, strike, now=now):
                _share(session, story, group, at=strike, now=now)
                break
            strike = next_strike(group, strike + timedelta(minutes=1))
