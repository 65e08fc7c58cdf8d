"""A group for tests and the demo: the same object before and after it becomes a supergroup."""

from typing import Protocol

from bot.simulator import membership
from bot.simulator.chats import Chat, Message
from bot.simulator.users import Bot, User
from bot.simulator.world import World


class HasUser(Protocol):
    user: User


class Group:
    def __init__(self, world: World, chat: Chat, owner: User) -> None:
        self.world, self.chat, self.owner = world, chat, owner

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def title(self) -> str:
        return self.chat.title

    @property
    def link(self) -> str:
        return next(link.url for link in self.chat.links if link.primary and not link.revoked)

    @property
    def messages(self) -> list[Message]:
        return list(self.chat.messages.values())

    def add(self, *members: HasUser | Bot) -> "Group":
        """They are added by the owner."""
        for each in members:
            user = each if isinstance(each, Bot) else each.user
            membership.join(self.world, self.chat, user, by=self.owner)
        return self

    def upgrade(self, by: User | None = None) -> int:
        """Make it a supergroup; returns the id it had before."""
        old = self.chat
        self.chat = membership.upgrade(self.world, old, by or self.owner)
        return old.id

    def rename(self, title: str) -> None:
        membership.rename(self.world, self.chat, title, self.owner)

    def __repr__(self) -> str:
        return f"Group({self.title!r}, {self.id})"
