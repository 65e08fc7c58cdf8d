"""Taking back: a story disappears from the database and from every chat the bot can reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from bot.domain import stories as rules
from bot.domain.schedule import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.stories.story import Refused, as_rules, move
from db.enums import OutboxClass, OutboxStatus, StoryKind
from db.models import Group, Outbox, Story
from db.queries.groups import leaders_of
from db.queries.stories import locked_story, posts_of, stories_of
from db.session import Unit

DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete its message for 48 hours; the last one is for the way there."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`shared`: a group may have seen it. `voice_stays`: a leader must delete the voice by hand."""

    shared: bool
    voice_stays: bool


async def withdraw(
    session: Unit, account_id: int, story_id: int, *, now: datetime
) -> TakenBack | Refused:
    story = await locked_story(session, story_id)
    if story is None:
        return Refused(StoryRefusal.NOT_TELLER)
    gone = rules.withdrawn(as_rules(story), by=account_id)
    if isinstance(gone, StoryRefusal):
        return Refused(gone)
    move(story, gone)
    voice = story.kind == StoryKind.VOICE
    _erase(story, now=now)
    await _cancel_waiting(session, story.id, now=now)
    posts = await posts_of(session, story)
    kept = [post for post in posts if not await _remove(session, post, voice, now=now)]
    in_groups = [post.dest_id for post in kept if voice and post.dest_kind == "group"]
    for group_id in in_groups:
        await _ask_leaders(session, group_id, now=now)
    note(session, "story_withdrawn", ("story", story.id), actor=("account", account_id), now=now)
    return TakenBack(any(post.dest_kind == "group" for post in posts), bool(in_groups))


async def withdraw_all(session: Unit, account_id: int, *, now: datetime) -> None:
    """For somebody who stops everything."""
    for story in await stories_of(session, account_id):
        await withdraw(session, account_id, story.id, now=now)


def _erase(story: Story, *, now: datetime) -> None:
    story.body = story.file_id = story.file_unique_id = story.shown_name = None
    story.publish_at = None
    story.withdrawn_at = now


async def _cancel_waiting(session: Unit, story_id: int, *, now: datetime) -> None:
    # Rows of this very transaction are still deferred, and must not be missed.
    await session.flush_deferred()
    await session.execute(
        update(Outbox)
        .where(Outbox.story_id == story_id, Outbox.status == OutboxStatus.PENDING)
        .values(status=OutboxStatus.CANCELLED, params=None, done_at=now)
        .execution_options(synchronize_session=False)
    )


async def _remove(session: Unit, post: Outbox, voice: bool, *, now: datetime) -> bool:
    """Ask delivery to delete it; False: too old for that, so its words are replaced."""
    deletable = post.done_at is None or now - post.done_at < DELETABLE
    if not deletable and post.dest_kind == "group":
        deletable = _may_always_delete(await session.get_one(Group, post.dest_id))
    sent = post.sent_message_id
    enqueue(
        session,
        OutboxClass.MODERATION,
        To(post.dest_kind, post.dest_id),
        "stories.taken_back",
        {"voice": voice},
        method="delete" if deletable else "edit",
        target_message_id=sent,
        target_outbox_id=post.id if sent is None else None,
        dedup_key=f"unstory:{post.id}",
        now=now,
    )
    return deletable


def _may_always_delete(group: Group) -> bool:
    rights = group.rights
    return rights.get("status") == "administrator" and bool(rights.get("can_delete_messages"))


async def _ask_leaders(session: Unit, group_id: int, *, now: datetime) -> None:
    """An edit changes the words under a voice message, never the voice."""
    group = await session.get_one(Group, group_id)
    for account_id in await leaders_of(session, group_id):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            "stories.please_delete",
            {"group": group.title},
            not_before=after_quiet(now),
            now=now,
        )
