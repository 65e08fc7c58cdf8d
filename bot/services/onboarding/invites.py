"""Single-use links: only the hash of their secret is stored."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import select, update

from db.models import Invite
from db.session import UnitOfWork

INVITE_LASTS = timedelta(days=14)


class InvitePurpose(StrEnum):
    STAFF = "staff"
    GROUP = "group"
    PATIENT = "patient"
    MEMBER = "member"
    """Made by a leader or the clinic for somebody who stands before them: into this group."""
    CAREGIVER = "caregiver"
    """Made by a patient for somebody who may count for them."""


async def make_invite(
    session: UnitOfWork,
    purpose: InvitePurpose,
    clinic_id: int,
    subject_id: int | None,
    *,
    now: datetime,
) -> str:
    """Return the secret for the link; it cannot be read again from the database."""
    token = secrets.token_urlsafe(16)
    session.add(
        Invite(
            token_hash=_hash(token),
            purpose=purpose,
            clinic_id=clinic_id,
            subject_id=subject_id,
            expires_at=now + INVITE_LASTS,
        )
    )
    return token


async def find_invite(session: UnitOfWork, token: str, *, now: datetime) -> Invite | None:
    """None if it is unknown, used, or expired."""
    found: Invite | None = await session.scalar(
        select(Invite).where(
            Invite.token_hash == _hash(token), Invite.used_at.is_(None), Invite.expires_at > now
        )
    )
    return found


def use_invite(invite: Invite, *, now: datetime) -> None:
    invite.used_at = now


async def revoke_invites(
    session: UnitOfWork, purpose: InvitePurpose, subject_id: int, *, now: datetime
) -> None:
    """Make all unused links of this purpose invalid."""
    await session.execute(
        update(Invite)
        .where(Invite.purpose == purpose, Invite.subject_id == subject_id, Invite.used_at.is_(None))
        .values(used_at=now)
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
