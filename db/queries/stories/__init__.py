"""Stories: whose they are, where they stand, and what their tellers said yes to."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from db.enums import (
    AlertStatus,
    GroupKind,
    GroupState,
    HolderRole,
    OutboxStatus,
    Severity,
    StoryAudience,
    StoryState,
)
from db.models import (
    Alert,
    Group,
    Holder,
    Membership,
    Outbox,
    Patient,
    Staff,
    Story,
    StoryConsent,
)
from db.session import Unit


async def locked_story(session: Unit, story_id: int) -> Story | None:
    """The story as it is now; nobody else decides on it before this transaction ends."""
    found: Story | None = await session.scalar(
        select(Story)
        .where(Story.id == story_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def stories_of(session: Unit, account_id: int) -> list[Story]:
    """What this account has told and not taken back, newest first."""
    rows = await session.scalars(
        select(Story)
        .where(Story.account_id == account_id, Story.state != StoryState.WITHDRAWN)
        .order_by(Story.id.desc())
    )
    return list(rows)


async def retold_by(session: Unit, account_id: int) -> list[int]:
    """Stories that are told in this person's voice."""
    rows = await session.scalars(
        select(Story.id)
        .where(Story.retold_by == account_id, Story.retelling.is_not(None))
        .order_by(Story.id)
    )
    return list(rows)


async def standing_consents(session: Unit, story_id: int) -> list[StoryConsent]:
    """Not taken back; whether they still hold is for the clock to say."""
    rows = await session.scalars(
        select(StoryConsent)
        .where(StoryConsent.story_id == story_id, StoryConsent.ended_at.is_(None))
        .order_by(StoryConsent.id)
    )
    return list(rows)


def allows(
    layers: Collection[StoryAudience], now: datetime, *, of: ColumnElement[int] | None = None
) -> ColumnElement[bool]:
    """Whether the teller's yes to one of these layers holds now."""
    return exists().where(
        StoryConsent.story_id == (Story.id if of is None else of),
        StoryConsent.layer.in_(list(layers)),
        StoryConsent.ended_at.is_(None),
        StoryConsent.given_at <= now,
        StoryConsent.holds_until > now,
    )


async def layer_holds(
    session: Unit, story_id: int, layers: Collection[StoryAudience], now: datetime
) -> bool:
    found = select(Story.id).where(Story.id == story_id, allows(layers, now))
    return await session.scalar(found) is not None


async def peer_groups_of(session: Unit, account_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
        )
        .order_by(Group.id)
    )
    return list(rows)


def emergency_of() -> ColumnElement[bool]:
    """Whether an emergency of the story's patient or teller is still open."""
    return exists().where(
        or_(Alert.patient_id == Story.patient_id, Alert.account_id == Story.account_id),
        Alert.severity == Severity.EMERGENCY,
        Alert.status != AlertStatus.RESOLVED,
    )


async def in_emergency(session: Unit, patient_id: int, account_id: int) -> bool:
    """Whether an emergency of the patient, or of whoever holds the phone, is still open."""
    found = await session.scalar(
        select(Alert.id)
        .where(
            or_(Alert.patient_id == patient_id, Alert.account_id == account_id),
            Alert.severity == Severity.EMERGENCY,
            Alert.status != AlertStatus.RESOLVED,
        )
        .limit(1)
    )
    return found is not None


async def villages_of(session: Unit, patient_id: int) -> list[str]:
    """Every village that the patient's clinic knows of."""
    clinic_id = select(Patient.clinic_id).where(Patient.id == patient_id).scalar_subquery()
    rows = await session.scalars(
        select(Patient.village)
        .where(Patient.clinic_id == clinic_id, Patient.village.is_not(None))
        .distinct()
    )
    return [village for village in rows if village]


async def name_of(session: Unit, account_id: int) -> str | None:
    """What others call the owner of an account; None: we never asked."""
    staff = await session.scalar(
        select(Staff.name).where(Staff.account_id == account_id, Staff.left_at.is_(None)).limit(1)
    )
    if staff is not None:
        return staff
    return await session.scalar(
        select(Patient.name)
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            Holder.account_id == account_id,
            Holder.role == HolderRole.SELF,
            Holder.ended_at.is_(None),
        )
        .limit(1)
    )


async def posts_of(session: Unit, story: Story, layer: str | None = None) -> list[Outbox]:
    """Messages that carry the story: on their way, or in a chat that is not the teller's own.

    `layer`: only those that went out by it.
    """
    wanted = select(Outbox).where(
        Outbox.story_id == story.id,
        Outbox.method == "send",
        or_(Outbox.dest_kind != "account", Outbox.dest_id != story.account_id),
        Outbox.status.in_((OutboxStatus.SENDING, OutboxStatus.SENT)),
    )
    if layer is not None:
        wanted = wanted.where(Outbox.story_layer == layer)
    rows = await session.scalars(
        wanted.order_by(Outbox.id).execution_options(populate_existing=True)
    )
    return list(rows)
