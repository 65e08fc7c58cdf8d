"""Stories by teller, their consents, and what several queries about stories share."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from db.enums import (
    AlertStatus,
    HolderRole,
    OutboxStatus,
    Severity,
    StoryAudience,
    StoryState,
)
from db.models import (
    Alert,
    Holder,
    Outbox,
    Patient,
    Staff,
    Story,
    StoryConsent,
)
from db.session import UnitOfWork


async def locked_story(session: UnitOfWork, story_id: int) -> Story | None:
    """The story, locked until this transaction ends."""
    found: Story | None = await session.scalar(
        select(Story)
        .where(Story.id == story_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def stories_of_teller(session: UnitOfWork, account_id: int) -> list[Story]:
    """Stories of this account that are not withdrawn, the newest first."""
    rows = await session.scalars(
        select(Story)
        .where(Story.account_id == account_id, Story.state != StoryState.WITHDRAWN)
        .order_by(Story.id.desc())
    )
    return list(rows)


async def stories_retold_by(session: UnitOfWork, account_id: int) -> list[int]:
    """Stories of which this person recorded the retelling."""
    rows = await session.scalars(
        select(Story.id)
        .where(Story.retold_by == account_id, Story.retelling.is_not(None))
        .order_by(Story.id)
    )
    return list(rows)


async def standing_consents(session: UnitOfWork, story_id: int) -> list[StoryConsent]:
    """Consents that have not been ended; they may have expired since."""
    rows = await session.scalars(
        select(StoryConsent)
        .where(StoryConsent.story_id == story_id, StoryConsent.ended_at.is_(None))
        .order_by(StoryConsent.id)
    )
    return list(rows)


def consent_holds(
    layers: Collection[StoryAudience], now: datetime, *, of: ColumnElement[int] | None = None
) -> ColumnElement[bool]:
    """Whether the teller's consent to one of these layers holds now."""
    return exists().where(
        StoryConsent.story_id == (Story.id if of is None else of),
        StoryConsent.layer.in_(list(layers)),
        StoryConsent.ended_at.is_(None),
        StoryConsent.given_at <= now,
        StoryConsent.holds_until > now,
    )


async def has_consent(
    session: UnitOfWork, story_id: int, layers: Collection[StoryAudience], now: datetime
) -> bool:
    found = select(Story.id).where(Story.id == story_id, consent_holds(layers, now))
    return await session.scalar(found) is not None


def open_emergency_exists() -> ColumnElement[bool]:
    """Whether an emergency of the story's patient or teller is still open."""
    return exists().where(
        or_(Alert.patient_id == Story.patient_id, Alert.account_id == Story.account_id),
        Alert.severity == Severity.EMERGENCY,
        Alert.status != AlertStatus.RESOLVED,
    )


async def has_open_emergency(session: UnitOfWork, patient_id: int, account_id: int) -> bool:
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


async def villages_near_patient(session: UnitOfWork, patient_id: int) -> list[str]:
    """Every village that the patient's clinic has recorded."""
    clinic_id = select(Patient.clinic_id).where(Patient.id == patient_id).scalar_subquery()
    rows = await session.scalars(
        select(Patient.village)
        .where(Patient.clinic_id == clinic_id, Patient.village.is_not(None))
        .distinct()
    )
    return [village for village in rows if village]


async def display_name(session: UnitOfWork, account_id: int) -> str | None:
    """The name of the owner of an account; None if it was never asked for."""
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


async def posts_of_story(
    session: UnitOfWork, story: Story, layer: str | None = None
) -> list[Outbox]:
    """Messages with the story that are being sent or were sent to others than the teller.

    With a `layer`, only those that were allowed by the consent to it.
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
