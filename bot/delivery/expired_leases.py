"""Rows whose sending process died or stalled: nobody knows whether Telegram got the message."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.delivery.envelope import Envelope, Result
from bot.delivery.outcomes import Outcome
from db.enums import Language, OutboxClass, SendOutcome
from db.queries.outbox import expired_leases
from db.session import UnitOfWork

LEASE_EXPIRED = Outcome(SendOutcome.AMBIGUOUS, "lease")


async def results_of_expired_leases(
    session: UnitOfWork, *, ours: Collection[str], lease: timedelta, now: datetime
) -> list[Result]:
    """One ambiguous result for each row whose lease expired, to be settled like any other.

    `ours` are the claim tokens of this process. It is alive, even if the clock jumped, so its rows
    are left out.
    """
    results = []
    for row in await expired_leases(session, now=now):
        if row["claim_token"] in ours:
            continue
        envelope = Envelope(
            id=row["id"],
            token=row["claim_token"],
            klass=OutboxClass(row["klass"]),
            priority=0,
            method=row["method"],
            dest=(row["dest_kind"], row["dest_id"]),
            chat_id=0,
            language=Language.HINDI,
            template="",
            params={},
            message_id=None,
            alert_id=row["alert_id"],
            tries=row["tries"],
            last_code=None,
            lease_until=row["lease_until"],
        )
        results.append(Result(envelope, LEASE_EXPIRED, row["lease_until"] - lease, now))
    return results
