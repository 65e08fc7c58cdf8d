"""The budget of messages that the bot starts, checked before a question is queued."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.reminders.budget import WEEK, has_room, room_at
from bot.services.outbox import To
from db.queries.outbox import bot_initiated
from db.session import UnitOfWork


class MessageBudget:
    """How many messages the bot may still start to some people, within one transaction."""

    def __init__(self, spent: dict[int, list[datetime]], now: datetime) -> None:
        self._spent = spent
        self._now = now

    @classmethod
    async def for_accounts(
        cls, session: UnitOfWork, accounts: Collection[int], now: datetime
    ) -> "MessageBudget":
        dests = {(to.kind, to.id) for to in map(To.account, accounts)}
        found = await bot_initiated(session, dests, since=now - WEEK, waiting=True)
        return cls({dest[1]: [at or now for at in moments] for dest, moments in found.items()}, now)

    def spend_on(self, accounts: Collection[int]) -> list[int]:
        """Accounts that may get one more message now; it is counted as sent."""
        free = [
            a for a in accounts if has_room("account", self._spent.setdefault(a, []), self._now)
        ]
        for account_id in free:
            self._spent[account_id].append(self._now)
        return free

    def next_moment(self, account_id: int) -> datetime:
        """When the account may get one more message; it is counted as sent then."""
        spent = self._spent.setdefault(account_id, [])
        at = room_at("account", spent, self._now)
        spent.append(at)
        return at
