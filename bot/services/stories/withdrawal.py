"""Withdrawal: a story is deleted from the database and from every chat the bot can reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from bot.domain import stories as rules
from bot.domain.quiet_hours import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.stories.consent import end_story_consent
from bot.services.stories.draft import delete_draft
from bot.services.stories.story import StoryRefused, apply_state, lock_story
from bot.texts.stories import playback as texts
from bot.texts.stories import review
from db.enums import OutboxClass, OutboxStatus, StoryAudience
from db.models import Group, Outbox, Story, StoryHelped
from db.queries.groups import leaders_of
from db.queries.stories import posts_of_story, stories_of_teller
from db.session import UnitOfWork

DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete its message for 48 hours; one hour is a margin for delivery."""
UNEDITABLE = texts.video_note.name
"""A message without text cannot be replaced by an edit."""
MEDIA = frozenset({texts.voice.name, texts.photo.name, UNEDITABLE})


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal could not undo."""

    shared: bool
    """Whether a group may have seen the story."""
    by_leader: bool
    """Whether something is left that only a leader can delete."""


async def withdraw_story(
    session: UnitOfWork, account_id: int, story_id: int, *, now: datetime
) -> Withdrawal | StoryRefused:
    found = await lock_story(session, story_id)
    if found is None:
        return StoryRefused(StoryRefusal.NOT_TELLER)
    story, before = found
    withdrawn = rules.withdrawn(before, by=account_id)
    if isinstance(withdrawn, StoryRefusal):
        return StoryRefused(withdrawn)
    apply_state(story, withdrawn)
    await end_story_consent(session, story, now=now)
    withdrawal = await retract_posts(session, story, now=now)
    await _erase(session, story, now=now)
    record_action(
        session, "story_withdrawn", ("story", story.id), actor=("account", account_id), now=now
    )
    return withdrawal


async def withdraw_from_audience(
    session: UnitOfWork, account_id: int, story_id: int, layer: StoryAudience, *, now: datetime
) -> Withdrawal | StoryRefused:
    """Withdraw the story from one layer of its audience; the others may still hear it."""
    found = await lock_story(session, story_id)
    if found is None or found[0].account_id != account_id:
        return StoryRefused(StoryRefusal.NOT_TELLER)
    story, before = found
    if layer not in before.layers & rules.SHARED_LAYERS:
        return StoryRefused(StoryRefusal.NOT_WAITING)
    await end_story_consent(session, story, layer=layer, now=now)
    story.audience = rules.widest_audience(before.layers - {layer})
    actor = ("account", account_id)
    record_action(
        session, "story_narrowed", ("story", story.id), actor=actor, detail=layer, now=now
    )
    return await retract_posts(session, story, layer=layer, now=now)


async def withdraw_all_stories(session: UnitOfWork, account_id: int, *, now: datetime) -> None:
    """Withdraw everything of a person who stops."""
    await delete_draft(session, account_id)
    for story in await stories_of_teller(session, account_id):
        await withdraw_story(session, account_id, story.id, now=now)


async def retract_posts(
    session: UnitOfWork, story: Story, *, layer: str | None = None, now: datetime
) -> Withdrawal:
    """Remove the story's posts from every chat; ask leaders where the bot cannot.

    With a `layer`, only the posts that went out on this consent.
    """
    await _cancel_pending_posts(session, story.id, layer, now=now)
    posts = await posts_of_story(session, story, layer)
    remaining = [post for post in posts if not await _retract_post(session, post, now=now)]
    groups = {p.dest_id for p in remaining if p.dest_kind == "group" and p.template in MEDIA}
    for group_id in sorted(groups):
        await _ask_leaders_to_delete(session, group_id, now=now)
    return Withdrawal(any(post.dest_kind == "group" for post in posts), bool(groups))


async def _erase(session: UnitOfWork, story: Story, *, now: datetime) -> None:
    story.body = story.parts = story.retelling = story.shown_name = None
    story.publish_at = story.ask_again_at = story.nudge_at = None
    story.withdrawn_at = now
    await session.execute(delete(StoryHelped).where(StoryHelped.story_id == story.id))


async def _cancel_pending_posts(
    session: UnitOfWork, story_id: int, layer: str | None, *, now: datetime
) -> None:
    # Rows of this very transaction are still deferred, and must not be missed.
    await session.flush_queued()
    waiting = update(Outbox).where(
        Outbox.story_id == story_id, Outbox.status == OutboxStatus.PENDING
    )
    if layer is not None:
        waiting = waiting.where(Outbox.story_layer == layer)
    await session.execute(
        waiting.values(status=OutboxStatus.CANCELLED, params=None, done_at=now).execution_options(
            synchronize_session=False
        )
    )


async def _retract_post(session: UnitOfWork, post: Outbox, *, now: datetime) -> bool:
    """Queue the deletion of a post; False if it is too old, so that only its text is replaced."""
    deletable = post.done_at is None or now - post.done_at < DELETABLE
    if not deletable and post.dest_kind == "group":
        deletable = _may_always_delete(await session.get_one(Group, post.dest_id))
    if not deletable and post.template == UNEDITABLE:
        return False
    sent = post.sent_message_id
    enqueue(
        session,
        OutboxClass.MODERATION,
        To(post.dest_kind, post.dest_id),
        texts.retracted(media=post.template in MEDIA),
        method="delete" if deletable else "edit",
        target_message_id=sent,
        target_outbox_id=post.id if sent is None else None,
        dedup_key=f"retract_story:{post.id}",
        now=now,
    )
    return deletable


def _may_always_delete(group: Group) -> bool:
    rights = group.rights
    return rights.get("status") == "administrator" and bool(rights.get("can_delete_messages"))


async def _ask_leaders_to_delete(session: UnitOfWork, group_id: int, *, now: datetime) -> None:
    """An edit changes the caption of a voice or a picture, not the file itself."""
    group = await session.get_one(Group, group_id)
    for account_id in await leaders_of(session, group_id):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.leader(account_id, group_id),
            review.please_delete(group=group.title),
            not_before=after_quiet(now),
            now=now,
        )
