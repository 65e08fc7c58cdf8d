"""The practice Telegram in one object: people, groups, bots, two doors and a clock."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from bot.simulator import membership
from bot.simulator.clock import PracticeClock
from bot.simulator.faults import Faults
from bot.simulator.group import Group
from bot.simulator.limits import Limits
from bot.simulator.people import Bot
from bot.simulator.person import Person
from bot.simulator.world import ApiCall, World

if TYPE_CHECKING:
    from bot.simulator.request import PracticeRequest
    from bot.simulator.server import PracticeServer


class PracticeTelegram:
    def __init__(
        self,
        *,
        clock: PracticeClock | None = None,
        limits: Limits | None = None,
        any_token: bool = True,
        callback_seconds: float = 10.0,
    ) -> None:
        self.clock = clock or PracticeClock()
        self.world = World(
            clock=self.clock,
            limits=limits or Limits(),
            any_token=any_token,
            callback_seconds=callback_seconds,
        )
        self.people: list[Person] = []
        self.groups: list[Group] = []
        self.on_reset: Callable[[], Awaitable[None]] | None = None
        self._server: PracticeServer | None = None

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
        person = Person(self.world, self.world.add_person(name, **details))
        self.people.append(person)
        return person

    def group(
        self, title: str, *, owner: Person, supergroup: bool = False, protected: bool = False
    ) -> Group:
        chat = membership.found_group(self.world, title, owner.user, supergroup=supergroup)
        chat.protected = protected
        group = Group(self.world, chat, owner.user)
        self.groups.append(group)
        return group

    def request(self) -> "PracticeRequest":
        """The in-process door: for `Bot(request=...)` and for its get_updates_request."""
        from bot.simulator.request import PracticeRequest

        return PracticeRequest(self.world)

    def clear(self) -> None:
        """Forgets everybody and everything said; the bots stay, with empty queues."""
        world = self.world
        for held in (world.people, world.groups, world.privates, world.queries):
            held.clear()
        for said in (world.calls, self.people, self.groups):
            said.clear()
        for bot in world.bots.values():
            bot.updates.pending.clear()
        world.faults.clear()
        world.changed()

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """The HTTP door and the page. Returns the root URL; a bot's base_url is root + "/bot"."""
        from bot.simulator.server import PracticeServer

        self._server = PracticeServer(self)
        return await self._server.start(host, port)

    async def close(self) -> None:
        await self.world.webhooks.close()
        if self._server:
            await self._server.stop()
            self._server = None
