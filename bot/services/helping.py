"""A member lets the leader of their group note for them that medicine came; or no longer."""

from datetime import datetime

from sqlalchemy import update

from bot.domain.consent import NOTICE_VERSION
from bot.services.audit import note
from db.enums import ConsentScope, Language
from db.models import Consent
from db.queries.helping import leader_may_help
from db.session import Unit


async def let_leader_help(
    session: Unit, account_id: int, patient_id: int, *, language: Language, now: datetime
) -> None:
    """Said twice, it stands once."""
    if await leader_may_help(session, patient_id):
        return
    session.add(
        Consent(
            account_id=account_id,
            patient_id=patient_id,
            scope=ConsentScope.LEADER,
            version=NOTICE_VERSION,
            language=language,
            given_at=now,
        )
    )
    actor = ("account", account_id)
    note(session, "let_leader_help", ("patient", patient_id), actor=actor, now=now)


async def end_leaders_help(
    session: Unit, account_id: int, patient_id: int, *, now: datetime
) -> None:
    await session.execute(
        update(Consent)
        .where(
            Consent.patient_id == patient_id,
            Consent.scope == ConsentScope.LEADER,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    actor = ("account", account_id)
    note(session, "end_leaders_help", ("patient", patient_id), actor=actor, now=now)
