"""What the group and the people responsible are told of a need."""

from datetime import datetime

from bot.domain.schedule import after_quiet
from bot.services.needs.need import NeedView, roles_of, shown, view_of
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass
from db.models import Group, Need
from db.queries.needs import post_of
from db.session import Unit


def _post_key(need: Need) -> str:
    return f"need:{need.id}:post"


async def post(session: Unit, need: Need, group: Group, *, now: datetime) -> None:
    """The leader's sentence comes into the group, with the button to join in."""
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "needs.in_group",
        await shown(session, need, group),
        dedup_key=_post_key(need),
        not_before=after_quiet(now),
        now=now,
    )


async def rewrite_post(session: Unit, need: Need, group: Group, *, now: datetime) -> None:
    """What stands in the group shows the need as it is now."""
    await session.flush_deferred()
    target = await post_of(session, _post_key(need))
    if target is None:
        return
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "needs.in_group",
        await shown(session, need, group),
        method="edit",
        target_outbox_id=target,
        now=now,
    )


async def tell_group(session: Unit, need: Need, group: Group, *, now: datetime) -> None:
    """A step forward is said anew: an edit far above is read by nobody."""
    await rewrite_post(session, need, group, now=now)
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "needs.step",
        await shown(session, need, group),
        dedup_key=f"need:{need.id}:step:{need.version}",
        not_before=after_quiet(now),
        now=now,
    )


async def send_card(
    session: Unit,
    need: Need,
    group: Group,
    account_id: int,
    *,
    template: str = "needs.card",
    now: datetime,
) -> None:
    roles = await roles_of(session, group, account_id)
    seen = NeedView(need, group, roles, member=False)
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(account_id),
        template,
        {**await view_of(session, seen), "news": True},
        dedup_key=f"{template}:{need.id}:{need.version}:{account_id}",
        not_before=after_quiet(now),
        now=now,
    )
