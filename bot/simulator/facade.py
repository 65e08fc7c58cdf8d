"""The whole simulator in one object: people, groups, bots, a clock, in process or over HTTP."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import membership
from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.group import Group
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from bot.simulator.request import SimulatorRequest
from bot.simulator.server import SimulatorServer
from bot.simulator.users import Bot
from bot.simulator.world import ApiCall, World


class SimulatedTelegram:
    def __init__(
        self,
        *,
        clock: SimulatedClock | None = None,
        limits: Limits | None = None,
        any_token: bool = True,
        callback_seconds: float = 10.0,
    ) -> None:
        self.clock = clock or SimulatedClock()
        self.world = World(
            clock=self.clock,
            limits=limits or Limits(),
            any_token=any_token,
            callback_seconds=callback_seconds,
        )
        self.groups: list[Group] = []
        self._server: SimulatorServer | None = None

    @property
    def people(self) -> list[Person]:
        """Everybody, in the order in which they came; also those whom the page added."""
        return [Person(self.world, user) for user in self.world.people.values()]

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def calls(self) -> list[ApiCall]:
        return self.world.calls

    def calls_of(self, method: str) -> list[ApiCall]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def bot(self, token: str, username: str, name: str = "", *, privacy: bool = True) -> Bot:
        bot = self.world.add_bot(token, username, name)
        bot.privacy = privacy
        return bot

    def person(self, name: str, **details: Any) -> Person:
        """Details: language_code, username, phone, role (a label on the page)."""
        return Person(self.world, self.world.add_person(name, **details))

    def group(
        self, title: str, *, owner: Person, supergroup: bool = False, protected: bool = False
    ) -> Group:
        chat = membership.create_group(self.world, title, owner.user, supergroup=supergroup)
        chat.protected = protected
        group = Group(self.world, chat, owner.user)
        self.groups.append(group)
        return group

    def request(self) -> SimulatorRequest:
        """In process: for `Bot(request=...)` and for its get_updates_request."""
        return SimulatorRequest(self.world)

    def clear(self) -> None:
        """Remove all people, groups and messages; the bots stay, with empty queues."""
        world = self.world
        for held in (world.people, world.groups, world.private_chats, world.queries):
            held.clear()
        world.calls.clear()
        self.groups.clear()
        for bot in world.bots.values():
            bot.updates.pending.clear()
        world.faults.clear()
        world.changed()

    async def serve(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        on_reset: Callable[[], Awaitable[None]] | None = None,
    ) -> str:
        """Over HTTP, with the page. Returns the root URL; a bot's base_url is root + "/bot"."""
        self._server = SimulatorServer(self.world, on_reset=on_reset)
        return await self._server.start(host, port)

    async def close(self) -> None:
        await self.world.webhooks.close()
        if self._server:
            await self._server.stop()
            self._server = None
