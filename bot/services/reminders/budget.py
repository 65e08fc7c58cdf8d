"""Room in the budget: looked at before a question is written, so that none is written in vain."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.reminders.budget import WEEK, has_room, room_at
from bot.services.outbox import To
from db.queries.outbox import started
from db.session import Unit


class Room:
    """How often the bot may still speak first to some people, in one transaction."""

    def __init__(self, spent: dict[int, list[datetime]], now: datetime) -> None:
        self._spent = spent
        self._now = now

    @classmethod
    async def for_accounts(cls, session: Unit, accounts: Collection[int], now: datetime) -> "Room":
        dests = {(to.kind, to.id) for to in map(To.account, accounts)}
        found = await started(session, dests, since=now - WEEK, waiting=True)
        return cls({dest[1]: [at or now for at in moments] for dest, moments in found.items()}, now)

    def take(self, accounts: Collection[int]) -> list[int]:
        """Those of them to whom one more may go; for each it is spent now."""
        free = [
            a for a in accounts if has_room("account", self._spent.setdefault(a, []), self._now)
        ]
        for account_id in free:
            self._spent[account_id].append(self._now)
        return free

    def next(self, account_id: int) -> datetime:
        """When one more may go to them; it is spent then."""
        spent = self._spent.setdefault(account_id, [])
        at = room_at("account", spent, self._now)
        spent.append(at)
        return at
