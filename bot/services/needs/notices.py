"""Messages about a need to the group, its leaders and the clinic."""

from datetime import datetime

from bot.domain.quiet_hours import after_quiet
from bot.services.needs.need import NeedAccess, need_card, need_roles, need_view
from bot.services.outbox import To, enqueue
from bot.texts.needs import cards
from bot.texts.sentences import Message
from db.enums import OutboxClass
from db.models import Group, Need
from db.queries.needs import need_post
from db.session import UnitOfWork


def _post_key(need: Need) -> str:
    return f"need:{need.id}:post"


async def post_need(session: UnitOfWork, need: Need, group: Group, *, now: datetime) -> None:
    """Post the leader's sentence in the group, with the button "me too"."""
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        cards.in_group(need=await need_view(session, need, group)),
        dedup_key=_post_key(need),
        not_before=after_quiet(now),
        now=now,
    )


async def rewrite_need_post(
    session: UnitOfWork, need: Need, group: Group, *, now: datetime
) -> None:
    """Update the post in the group."""
    await session.flush_queued()
    target = await need_post(session, _post_key(need))
    if target is None:
        return
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        cards.in_group(need=await need_view(session, need, group)),
        method="edit",
        target_outbox_id=target,
        now=now,
    )


async def post_need_step(session: UnitOfWork, need: Need, group: Group, *, now: datetime) -> None:
    """Post each step as a new message, since nobody reads an edit far above."""
    await rewrite_need_post(session, need, group, now=now)
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        cards.step_taken(need=await need_view(session, need, group)),
        dedup_key=f"need:{need.id}:step:{need.version}",
        not_before=after_quiet(now),
        now=now,
    )


async def send_need_card(
    session: UnitOfWork, need: Need, group: Group, account_id: int, *, now: datetime
) -> None:
    roles = await need_roles(session, group, account_id)
    access = NeedAccess(need, group, roles, member=False)
    to = To.manager(account_id, group)
    _send(session, need, to, await need_card(session, access), now=now)


def ask_if_promise_was_kept(session: UnitOfWork, need: Need, leader: int, *, now: datetime) -> None:
    assert need.sentence is not None
    assert need.promised_until is not None
    said = cards.promise_ended(
        need=need.id,
        version=need.version,
        sentence=need.sentence,
        promised=need.promised_until,
    )
    _send(session, need, To.leader(leader, need.group_id), said, now=now)


def _send(session: UnitOfWork, need: Need, to: To, said: Message, *, now: datetime) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        to,
        said,
        dedup_key=f"{said.template}:{need.id}:{need.version}:{to.id}",
        not_before=after_quiet(now),
        now=now,
    )
