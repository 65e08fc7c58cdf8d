"""Everything the practice Telegram knows, and how a message gets into it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from bot.simulator.chats import Chat
from bot.simulator.clock import PracticeClock
from bot.simulator.faults import Faults
from bot.simulator.files import FileStore, StoredFile
from bot.simulator.limits import Limits
from bot.simulator.messages import Message
from bot.simulator.people import Bot, User
from bot.simulator.privacy import hears
from bot.simulator.webhook import Webhooks

# Larger than 32 bits, so that a column too small for Telegram's ids shows itself here.
FIRST_PERSON, FIRST_GROUP, FIRST_SUPERGROUP = 6_100_000_001, -4_200_000_001, -1_002_300_000_001
TOKEN = re.compile(r"(\d+):[\w-]{30,}\Z")
KEPT_CALLS = 20_000


@dataclass
class ApiCall:
    """One request the practice Telegram took in. `error` is None when it said yes."""

    at: datetime
    bot: Bot
    method: str
    params: dict[str, Any]
    chat_id: int | None
    result: Any = None
    error: str | None = None


@dataclass(eq=False)
class CallbackQuery:
    id: str
    bot: Bot
    person: User
    message: Message
    data: str
    at: datetime
    answered: bool = False
    answer: str = ""
    alert: bool = False
    url: str = ""


@dataclass(eq=False)
class World:
    clock: PracticeClock = field(default_factory=PracticeClock)
    limits: Limits = field(default_factory=Limits)
    any_token: bool = False
    callback_seconds: float = 10.0
    faults: Faults = field(default_factory=Faults)
    webhooks: Webhooks = field(default_factory=Webhooks)
    files: FileStore = field(default_factory=FileStore)
    people: dict[int, User] = field(default_factory=dict)
    bots: dict[str, Bot] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    privates: dict[tuple[int, int], Chat] = field(default_factory=dict)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    calls: list[ApiCall] = field(default_factory=list)
    watchers: list[Callable[[], None]] = field(default_factory=list)
    ids: dict[str, "count[int]"] = field(default_factory=dict)

    def next_id(self, kind: str, first: int, step: int = 1) -> int:
        return next(self.ids.setdefault(kind, count(first, step)))

    def timer(self) -> float:
        return (self.limits.timer or self.clock.elapsed)()

    def stamp(self) -> int:
        return int(self.clock.now().timestamp())

    def changed(self) -> None:
        for watcher in list(self.watchers):
            watcher()

    def log(self, call: ApiCall) -> None:
        self.calls.append(call)
        if len(self.calls) > KEPT_CALLS:
            del self.calls[: KEPT_CALLS // 2]

    def add_bot(self, token: str, username: str, name: str = "") -> Bot:
        match = TOKEN.match(token)
        if not match:
            raise ValueError("a bot token is digits, a colon and at least 30 characters")
        bot = Bot(int(match[1]), name or username, username=username, token=token)
        self.bots[token] = bot
        return bot

    def bot_for(self, token: str) -> Bot | None:
        if token not in self.bots and self.any_token and TOKEN.match(token):
            self.add_bot(token, f"practice_{token.split(':')[0]}_bot", "Practice bot")
        return self.bots.get(token)

    def bot_named(self, username: str) -> Bot | None:
        wanted = username.lstrip("@").casefold()
        return next((b for b in self.bots.values() if b.username.casefold() == wanted), None)

    def add_person(self, name: str, **details: Any) -> User:
        first, _, last = name.partition(" ")
        user = User(self.next_id("person", FIRST_PERSON), first, last, **details)
        self.people[user.id] = user
        return user

    def user(self, user_id: int) -> User | None:
        bots = (bot for bot in self.bots.values() if bot.id == user_id)
        return self.people.get(user_id) or next(bots, None)

    def new_group(self, title: str, *, supergroup: bool) -> Chat:
        first = FIRST_SUPERGROUP if supergroup else FIRST_GROUP
        kind = "supergroup" if supergroup else "group"
        chat = Chat(self.next_id(kind, first, -1), kind, title)
        self.groups[chat.id] = chat
        return chat

    def lapse(self, chat: Chat) -> None:
        """Restrictions and bans with an end are over when it has come."""
        now = self.stamp()
        for member in chat.members.values():
            if 0 < member.until <= now:
                ended = "member" if member.status == "restricted" and member.is_member else "left"
                member.status, member.until, member.permissions = ended, 0, {}

    def private(self, bot: Bot, person: User) -> Chat:
        key = (bot.id, person.id)
        if key not in self.privates:
            self.privates[key] = Chat(person.id, "private", person=person, bot=bot)
        return self.privates[key]

    def post(
        self,
        chat: Chat,
        sender: User | None,
        content: dict[str, Any],
        *,
        file: StoredFile | None = None,
        **more: Any,
    ) -> Message:
        """Puts a message in a chat and tells every bot that may hear it."""
        message = Message(
            chat, chat.next_message_id, sender, self.stamp(), content, file=file, **more
        )
        message.serial = self.next_id("message", 1)
        chat.next_message_id += 1
        chat.messages[message.id] = message
        if isinstance(sender, Bot):
            chat.last_bot = sender.id
        self.tell("message", message)
        self.changed()
        return message

    def tell(self, kind: str, message: Message) -> None:
        for bot in message.chat.bots():
            if hears(message.chat, bot, message):
                bot.updates.add(kind, message.api(bot))

    def delete(self, message: Message) -> None:
        message.deleted = True
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.changed()

    def redeliver(self, update_id: int, bot: Bot | None = None) -> None:
        """The same update once more, as after a getUpdates whose answer was lost."""
        for each in [bot] if bot else self.bots.values():
            if update_id in each.updates.history:
                each.updates.again(update_id)

    def jump_update_ids(self, to: int, bot: Bot | None = None) -> None:
        """Telegram starts at a random number after a week without updates, also a lower one."""
        for each in [bot] if bot else self.bots.values():
            each.updates.next_id = to
