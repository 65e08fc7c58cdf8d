"""Whom the leader of a group may help: members of that group who said yes to it."""

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from db.enums import ConsentScope, GroupState, MemberRole
from db.models import Consent, Group, Holder, Membership, Patient
from db.session import Unit


async def leads_a_group(session: Unit, account_id: int) -> bool:
    found = await session.scalar(
        select(Membership.id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.account_id == account_id,
            Membership.role == MemberRole.LEADER,
            Membership.left_at.is_(None),
            Group.state == GroupState.ACTIVE,
        )
        .limit(1)
    )
    return found is not None


async def helped_by(session: Unit, account_id: int) -> list[Patient]:
    """Patients whom this leader may help now, by name; never the leader's own."""
    lead, member, own = aliased(Membership), aliased(Membership), aliased(Holder)
    mine = exists().where(
        own.account_id == account_id, own.patient_id == Patient.id, own.ended_at.is_(None)
    )
    rows = await session.scalars(
        select(Patient)
        .where(
            Patient.left_on.is_(None),
            ~mine,
            _said_yes(ConsentScope.LEADER),
            _said_yes(ConsentScope.CARE),
            Patient.id.in_(
                select(Holder.patient_id)
                .join(member, member.account_id == Holder.account_id)
                .join(lead, lead.group_id == member.group_id)
                .join(Group, Group.id == lead.group_id)
                .where(
                    Holder.ended_at.is_(None),
                    member.left_at.is_(None),
                    lead.left_at.is_(None),
                    lead.account_id == account_id,
                    lead.role == MemberRole.LEADER,
                    Group.state == GroupState.ACTIVE,
                    Group.clinic_id == Patient.clinic_id,
                )
            ),
        )
        .order_by(Patient.name, Patient.id)
    )
    return list(rows)


def _said_yes(scope: ConsentScope) -> ColumnElement[bool]:
    return exists().where(
        Consent.patient_id == Patient.id, Consent.scope == scope, Consent.withdrawn_at.is_(None)
    )
