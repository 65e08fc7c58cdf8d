"""One call to the Bot API: the bot, its parameters, and the registry of methods."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.chats import Chat, Message
from bot.simulator.errors import bad_request, forbidden
from bot.simulator.users import Bot, User
from bot.simulator.world import World


@dataclass
class Upload:
    name: str
    data: bytes = field(repr=False)
    mime: str = "application/octet-stream"


@dataclass
class MethodCall:
    world: World
    bot: Bot
    params: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.params.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.params.get(name)
        if value in (None, ""):
            return default
        try:
            return int(value) if not isinstance(value, float) else round(value)
        except (TypeError, ValueError):
            raise bad_request(f'field "{name}" must be a valid Number') from None

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in ("true", "1", "yes", "y", "t")

    def structure(self, name: str) -> Any:
        """A nested value: JSON text in a form, an object in a JSON body."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat, even if the bot may not write to it. Raises ApiError: there is none."""
        given = self.text(name)
        if not given:
            raise bad_request(f"{name} is empty")
        try:
            chat_id = int(given)
        except ValueError:
            raise bad_request("chat not found") from None
        if chat_id < 0:
            return self._group(chat_id)
        person = self.world.people.get(chat_id)
        if person is None:
            if self.world.user(chat_id):
                raise forbidden("bot can't send messages to bots")
            raise bad_request("chat not found")
        return self.world.private_chat(self.bot, person)

    def _group(self, chat_id: int) -> Chat:
        chat = self.world.groups.get(chat_id)
        if chat is None or self.bot.id not in chat.members:
            raise bad_request("chat not found")
        if chat.migrated_to:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        self.world.end_expired_restrictions(chat)
        member, kind = chat.member(self.bot), chat.kind
        if member.status == "kicked":
            raise forbidden(f"bot was kicked from the {kind} chat")
        if not member.present:
            raise forbidden(f"bot is not a member of the {kind} chat")
        return chat

    def writable_chat(self) -> Chat:
        """Raises ApiError: the bot may not write to it."""
        chat = self.chat()
        if chat.person:
            self._may_write_to(chat, chat.person)
        return chat

    def _may_write_to(self, chat: Chat, person: User) -> None:
        if person.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        invited = chat.may_write_until and self.world.clock.now() <= chat.may_write_until
        if not chat.started and not invited:
            raise forbidden("bot can't initiate conversation with a user")

    def message(self, purpose: str, name: str = "message_id", chat: Chat | None = None) -> Message:
        chat = chat or self.chat()
        if not self.params.get(name):
            raise bad_request("message identifier is not specified")
        found = chat.messages.get(self.number(name))
        if found is None:
            raise bad_request(f"message {purpose} not found")
        return found

    def person(self, name: str = "user_id") -> User:
        user = self.world.user(self.number(name))
        if user is None:
            given = self.params.get(name)
            raise bad_request("user not found" if given else "invalid user_id specified")
        return user

    def require(self, chat: Chat, right: str, error: str) -> None:
        if not chat.private and not chat.may(self.bot, right):
            raise bad_request(error)

    def require_admin(self, chat: Chat, right: str, error: str) -> None:
        member = chat.member(self.bot)
        if not member.admin or (member.status != "creator" and right not in member.rights):
            raise bad_request(error)


Method = Callable[[MethodCall], Any | Awaitable[Any]]
METHODS: dict[str, Method] = {}
SENDING_METHODS: set[str] = set()


def method(name: str, *, sends: bool = False) -> Callable[[Method], Method]:
    """`sends`: the method sends a message, which counts against the flood limits."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        if sends:
            SENDING_METHODS.add(name.lower())
        return function

    return register
