"""What a person sees on their phone: the list of chats and the messages in them."""

from bot.simulator.chats import Chat, Message
from bot.simulator.errors import SimulatorError
from bot.simulator.group import Group
from bot.simulator.users import Bot, User
from bot.simulator.world import World

Where = Group | Chat | Bot | int


class Reader:
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
            return self.world.private_chat(where, self.user)
        if isinstance(where, int):
            where = self.world.groups[where]
        chat = where.chat if isinstance(where, Group) else where
        self.world.end_expired_restrictions(chat)
        return chat

    def chats(self) -> list[Chat]:
        groups = [c for c in self.world.groups.values() if c.member(self.user).present]
        return groups + [c for (_, user), c in self.world.private_chats.items() if user == self.id]

    def sees(self, where: Where) -> list[Message]:
        """The messages as they are now: edited ones changed, deleted ones absent."""
        return list(self.chat(where).messages.values())

    def inbox(self, bot: Bot) -> list[Message]:
        """What the bot wrote in their private chat."""
        return [message for message in self.sees(bot) if message.sender is bot]

    def last(self, where: Where) -> Message:
        seen = self.sees(where)
        if not seen:
            raise SimulatorError(f"{self.name} sees no message there")
        return seen[-1]

    def keyboard(self, where: Where) -> list[str]:
        """The labels of the reply keyboard under this chat; empty if there is none."""
        keyboard = self.chat(where).keyboards.get(self.id) or {}
        return [key["text"] for row in keyboard.get("keyboard", []) for key in row]
