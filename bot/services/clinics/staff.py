"""Staff: invited by a link, bound to their account."""

from datetime import datetime

from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import Language, OutboxClass
from db.models import Account, Invite, Staff
from db.session import Unit


async def join_staff(session: Unit, account_id: int, invite: Invite, *, now: datetime) -> None:
    """The invited person takes their place; the link is spent."""
    member = await session.get_one(Staff, invite.subject_id)
    member.account_id = account_id
    account = await session.get_one(Account, account_id)
    account.language = account.language or Language.HINDI
    account.menu_due = True
    note(session, "staff_join", ("staff", member.id), actor=("account", account_id), now=now)
    enqueue(
        session,
        OutboxClass.REPLY,
        To.account(account_id),
        "staff.welcome",
        {"name": member.name},
        now=now,
    )
