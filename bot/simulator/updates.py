"""One bot's queue of updates: an offset acknowledges, a second poller is a conflict."""

import asyncio
import copy
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.errors import ApiError

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


@dataclass
class Webhook:
    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error: tuple[int, str] | None = None


@dataclass(eq=False)
class UpdateQueue:
    next_id: int = 1_000_001
    allowed: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    pending: list[dict[str, Any]] = field(default_factory=list)
    history: dict[int, dict[str, Any]] = field(default_factory=dict)
    _poller: "asyncio.Future[str] | None" = None
    _arrival: asyncio.Event = field(default_factory=asyncio.Event)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def add(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Returns the update's id, or None if the bot did not ask for updates of this kind."""
        if not self.wants(kind):
            return None
        update_id = self.next_id
        self.history[update_id] = {"update_id": update_id, kind: copy.deepcopy(payload)}
        self.next_id += 1
        self._queue(self.history[update_id])
        return update_id

    def requeue(self, update_id: int) -> None:
        self._queue(self.history[update_id])

    def _queue(self, update: dict[str, Any]) -> None:
        self.pending.append(update)
        self._arrival.set()
        if self._poller and not self._poller.done() and not self.webhook:
            self._poller.set_result("arrived")

    def remove(self, update: dict[str, Any]) -> None:
        self.pending = [held for held in self.pending if held is not update]

    async def wait_for_update(self) -> None:
        while not self.pending:
            self._arrival.clear()
            await self._arrival.wait()

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset:
            self.pending = [held for held in self.pending if held["update_id"] >= offset]

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        if self.webhook:
            raise ApiError(409, WEBHOOK_ACTIVE)
        if self._poller and not self._poller.done():
            self._poller.set_result("conflict")
        self._acknowledge(offset)
        if self.pending or seconds <= 0:
            return self.pending[:limit]
        return await self._wait(limit, seconds)

    async def _wait(self, limit: int, seconds: float) -> list[dict[str, Any]]:
        poller: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            done, _ = await asyncio.wait([poller], timeout=seconds)
            if done and poller.result() != "arrived":
                raise ApiError(409, WEBHOOK_ACTIVE if poller.result() == "webhook" else CONFLICT)
            return self.pending[:limit]
        finally:
            if not poller.done():
                poller.cancel()
            if self._poller is poller:
                self._poller = None

    def set_webhook(self, webhook: Webhook | None) -> None:
        self.webhook = webhook
        if webhook and self._poller and not self._poller.done():
            self._poller.set_result("webhook")
