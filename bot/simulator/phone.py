"""A phone in somebody's hand: the chats it lists and what they show."""

from bot.simulator.chats import Chat
from bot.simulator.errors import PracticeError
from bot.simulator.group import Group
from bot.simulator.messages import Message
from bot.simulator.people import Bot, User
from bot.simulator.world import World

Where = Group | Chat | Bot | int


class Phone:
    """`where` is a group, a chat, a group's id, or the bot for the private chat with it."""

    def __init__(self, world: World, user: User) -> None:
        self.world, self.user = world, user

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r}, {self.id})"

    def chat(self, where: Where) -> Chat:
        if isinstance(where, Bot):
            return self.world.private(where, self.user)
        if isinstance(where, int):
            where = self.world.groups[where]
        chat = where.chat if isinstance(where, Group) else where
        self.world.lapse(chat)
        return chat

    def chats(self) -> list[Chat]:
        groups = [c for c in self.world.groups.values() if c.member(self.user).present]
        return groups + [c for (_, user), c in self.world.privates.items() if user == self.id]

    def sees(self, where: Where) -> list[Message]:
        """The chat as it is now: edits applied, deleted messages gone."""
        return list(self.chat(where).messages.values())

    def inbox(self, bot: Bot) -> list[Message]:
        """What the bot wrote in private."""
        return [message for message in self.sees(bot) if message.sender is bot]

    def last(self, where: Where) -> Message:
        seen = self.sees(where)
        if not seen:
            raise PracticeError(f"{self.name} sees nothing there")
        return seen[-1]

    def keyboard(self, where: Where) -> list[str]:
        """The labels of the reply keyboard under this chat, if one is open."""
        keyboard = self.chat(where).keyboards.get(self.id) or {}
        return [key["text"] for row in keyboard.get("keyboard", []) for key in row]
