"""Taking back: a story disappears from the database and from every chat the bot can reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from bot.domain import stories as rules
from bot.domain.schedule import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.stories.consent import end_yes
from bot.services.stories.draft import drop_draft
from bot.services.stories.story import Refused, locked, move
from db.enums import OutboxClass, OutboxStatus, StoryAudience
from db.models import Group, Outbox, Story, StoryHelped
from db.queries.groups import leaders_of
from db.queries.stories import posts_of, stories_of
from db.session import Unit

DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete its message for 48 hours; the last one is for the way there."""


UNEDITABLE = "stories.video_note"
"""It has no words that could be put in its place."""
MEDIA = {"stories.voice": "voice", "stories.photo": "photo", UNEDITABLE: "video_note"}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`shared`: a group may have seen it. `stays`: a leader must delete something by hand."""

    shared: bool
    stays: bool


async def withdraw(
    session: Unit, account_id: int, story_id: int, *, now: datetime
) -> TakenBack | Refused:
    found = await locked(session, story_id)
    if found is None:
        return Refused(StoryRefusal.NOT_TELLER)
    story, before = found
    gone = rules.withdrawn(before, by=account_id)
    if isinstance(gone, StoryRefusal):
        return Refused(gone)
    move(story, gone)
    await end_yes(session, story, now=now)
    taken = await unsay(session, story, now=now)
    await _erase(session, story, now=now)
    note(session, "story_withdrawn", ("story", story.id), actor=("account", account_id), now=now)
    return taken


async def withdraw_layer(
    session: Unit, account_id: int, story_id: int, layer: StoryAudience, *, now: datetime
) -> TakenBack | Refused:
    """No longer for these listeners; for the others it stays."""
    found = await locked(session, story_id)
    if found is None or found[0].account_id != account_id:
        return Refused(StoryRefusal.NOT_TELLER)
    story, before = found
    if layer not in before.layers & rules.SHARED:
        return Refused(StoryRefusal.NOT_WAITING)
    await end_yes(session, story, layer=layer, now=now)
    story.audience = rules.widest(before.layers - {layer})
    actor = ("account", account_id)
    note(session, "story_narrowed", ("story", story.id), actor=actor, detail=layer, now=now)
    return await unsay(session, story, layer=layer, now=now)


async def withdraw_all(session: Unit, account_id: int, *, now: datetime) -> None:
    """For somebody who stops everything."""
    await drop_draft(session, account_id)
    for story in await stories_of(session, account_id):
        await withdraw(session, account_id, story.id, now=now)


async def unsay(
    session: Unit, story: Story, *, layer: str | None = None, now: datetime
) -> TakenBack:
    """Take it out of every chat that the bot can reach; of the groups where it cannot, tell."""
    await _cancel_waiting(session, story.id, layer, now=now)
    posts = await posts_of(session, story, layer)
    stays = [post for post in posts if not await _remove(session, post, now=now)]
    groups = {p.dest_id for p in stays if p.dest_kind == "group" and p.template in MEDIA}
    for group_id in sorted(groups):
        await _ask_leaders(session, group_id, now=now)
    return TakenBack(any(post.dest_kind == "group" for post in posts), bool(groups))


async def _erase(session: Unit, story: Story, *, now: datetime) -> None:
    story.body = story.parts = story.retelling = story.shown_name = None
    story.publish_at = story.ask_again_at = story.nudge_at = None
    story.withdrawn_at = now
    await session.execute(delete(StoryHelped).where(StoryHelped.story_id == story.id))


async def _cancel_waiting(
    session: Unit, story_id: int, layer: str | None, *, now: datetime
) -> None:
    # Rows of this very transaction are still deferred, and must not be missed.
    await session.flush_deferred()
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


async def _remove(session: Unit, post: Outbox, *, now: datetime) -> bool:
    """Ask delivery to delete it; False: too old for that, so its words are replaced."""
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
        "stories.taken_back",
        {"media": MEDIA.get(post.template)},
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
    """An edit changes the words under a voice or a picture, never these themselves."""
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
