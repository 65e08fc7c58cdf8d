"""Messages that were sent or given up, and which of them something still needs."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, literal, or_, select
from sqlalchemy.orm import aliased

from db.enums import (
    AlertStatus,
    CaseState,
    NeedState,
    OutboxStatus,
    SanctionKind,
    SanctionState,
    StoryState,
)
from db.models import (
    Alert,
    AssistedCount,
    Attempt,
    ModerationCase,
    Need,
    Outbox,
    Sanction,
    Story,
)
from db.session import UnitOfWork

UNDER_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING)
SETTLED = Outbox.status.not_in(UNDER_WAY)
NEEDS_OVER = (NeedState.SOLVED, NeedState.JOINED, NeedState.SET_ASIDE)
IN_MOTION = (SanctionState.ASKED, SanctionState.UNDOING, SanctionState.STUCK)


async def old_messages(session: UnitOfWork, before: datetime, limit: int) -> list[int]:
    """Settled before that moment, and needed by nothing. A card counts from its alert's end."""
    rows = await session.scalars(
        select(Outbox.id)
        .where(Outbox.done_at < before, SETTLED, ~_of_alert_since(before), ~_needed())
        .order_by(Outbox.done_at)
        .limit(limit)
    )
    return list(rows)


async def messages_of(
    session: UnitOfWork, *, accounts: Collection[int], patients: Collection[int]
) -> list[int]:
    """Settled messages to these accounts or about these patients, and needed by nothing."""
    to_them = and_(Outbox.dest_kind == "account", Outbox.dest_id.in_(accounts))
    rows = await session.scalars(
        select(Outbox.id).where(
            or_(to_them, Outbox.patient_id.in_(patients)), SETTLED, ~_of_open_alert(), ~_needed()
        )
    )
    return list(rows)


async def delete_messages(session: UnitOfWork, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        await session.execute(delete(Attempt).where(Attempt.outbox_id.in_(some)))
        await session.execute(delete(Outbox).where(Outbox.id.in_(some)))


def _of_open_alert() -> ColumnElement[bool]:
    return exists().where(Alert.id == Outbox.alert_id, Alert.status != AlertStatus.RESOLVED)


def _of_alert_since(before: datetime) -> ColumnElement[bool]:
    """Its cards can be replied to, and are edited, for as long."""
    lately = or_(Alert.status != AlertStatus.RESOLVED, Alert.resolved_at >= before)
    return exists().where(Alert.id == Outbox.alert_id, lately)


def _needed() -> ColumnElement[bool]:
    """Something will still edit or delete the message, ask what became of it, or send it twice."""
    return or_(
        _carries_pages(),
        _is_target(),
        _outcome_is_awaited(),
        _tells_a_story(),
        _of_case(),
        _keyed("need:%", _need_goes_on()),
        _keyed("assisted_count:%", _count_is_awaited()),
    )


def _keyed(pattern: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Outbox.dedup_key.like(pattern), condition)


def _carries_pages() -> ColumnElement[bool]:
    page = aliased(Outbox)
    return and_(
        Outbox.dedup_key.like("list:%"), exists().where(page.carried_by == Outbox.dedup_key)
    )


def _is_target() -> ColumnElement[bool]:
    """Of a row on its way; or it says of a message that stays that it was pinned."""
    later, pinned = aliased(Outbox), aliased(Outbox)
    waited_for = exists().where(later.status.in_(UNDER_WAY), later.target_outbox_id == Outbox.id)
    pins = and_(Outbox.method == "pin", exists().where(pinned.id == Outbox.target_outbox_id))
    return or_(waited_for, pins)


def _outcome_is_awaited() -> ColumnElement[bool]:
    return _keyed("sanction:%", exists().where(Sanction.outbox_key == Outbox.dedup_key))


def _tells_a_story() -> ColumnElement[bool]:
    """It is removed when the teller withdraws; and no group hears a story twice."""
    return exists().where(Story.id == Outbox.story_id, Story.state != StoryState.WITHDRAWN)


def _of_case() -> ColumnElement[bool]:
    """A card that is edited once more is not sent anew."""
    goes_on = or_(
        and_(Sanction.kind.in_((SanctionKind.MUTE, SanctionKind.REMOVE)), Sanction.state != "over"),
        Sanction.state.in_(IN_MOTION),
    )
    sanctioned = exists().where(Sanction.case_id == ModerationCase.id, goes_on)
    mine = Outbox.dedup_key.like(literal("case:") + cast(ModerationCase.id, String) + ":%")
    unsettled = or_(ModerationCase.state == CaseState.OPEN, sanctioned)
    return _keyed("case:%", exists().where(mine, unsettled))


def _need_goes_on() -> ColumnElement[bool]:
    post = literal("need:") + cast(Need.id, String) + ":post"
    return exists().where(Outbox.dedup_key == post, Need.state.not_in(NEEDS_OVER))


def _count_is_awaited() -> ColumnElement[bool]:
    card = literal("assisted_count:") + cast(AssistedCount.id, String) + ":%"
    return exists().where(Outbox.dedup_key.like(card), AssistedCount.ended_at.is_(None))
