"""Rows whose sender died in the middle: sent or not, nobody knows."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.delivery.envelope import Parcel, Result
from bot.delivery.outcomes import Outcome
from db.enums import Language, OutboxClass, SendOutcome
from db.queries.outbox import overdue
from db.session import Unit

DIED = Outcome(SendOutcome.AMBIGUOUS, "lease")


async def results_of_the_dead(
    session: Unit, *, ours: Collection[str], lease: timedelta, now: datetime
) -> list[Result]:
    """One ambiguous result for each, under the dead sender's token, to settle like any other.

    `ours` are the tokens this very process is carrying: it lives, however far a clock was moved.
    """
    results = []
    for row in await overdue(session, now=now):
        if row["claim_token"] in ours:
            continue
        parcel = Parcel(
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
        results.append(Result(parcel, DIED, row["lease_until"] - lease, now))
    return results
