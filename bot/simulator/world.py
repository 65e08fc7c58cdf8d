"""The state of the simulated Telegram: people, bots, chats, files, and how a message is posted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from bot.simulator.chats import Chat, Message
from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.files import FileStore, StoredFile
from bot.simulator.limits import Limits
from bot.simulator.privacy_mode import receives
from bot.simulator.users import Bot, User
from bot.simulator.webhook import Webhooks

# Larger than 32 bits, so that a database column too small for Telegram's ids fails in tests.
FIRST_PERSON, FIRST_GROUP, FIRST_SUPERGROUP = 6_100_000_001, -4_200_000_001, -1_002_300_000_001
TOKEN = re.compile(r"(\d+):[\w-]{30,}\Z")
KEPT_CALLS = 20_000


@dataclass
class ApiCall:
    """One call of a bot to the Bot API. `error` is None if it succeeded."""

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
    clock: SimulatedClock = field(default_factory=SimulatedClock)
    limits: Limits = field(default_factory=Limits)
    any_token: bool = False
    callback_seconds: float = 10.0
    faults: Faults = field(default_factory=Faults)
    webhooks: Webhooks = field(default_factory=Webhooks)
    files: FileStore = field(default_factory=FileStore)
    people: dict[int, User] = field(default_factory=dict)
    bots: dict[str, Bot] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    private_chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    calls: list[ApiCall] = field(default_factory=list)
    watchers: list[Callable[[], None]] = field(default_factory=list)
    ids: dict[str, "count[int]"] = field(default_factory=dict)

    def next_id(self, kind: str, first: int, step: int = 1) -> int:
        return next(self.ids.setdefault(kind, count(first, step)))

    def flood_timer(self) -> float:
        return (self.limits.timer or self.clock.elapsed)()

    def timestamp(self) -> int:
        return int(self.clock.now().timestamp())

    def changed(self) -> None:
        """Tell the watchers, such as the page."""
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

    def end_expired_restrictions(self, chat: Chat) -> None:
        """Restrictions and bans that were set until a time which is past."""
        now = self.timestamp()
        for member in chat.members.values():
            if 0 < member.until <= now:
                ended = "member" if member.status == "restricted" and member.is_member else "left"
                member.status, member.until, member.permissions = ended, 0, {}

    def private_chat(self, bot: Bot, person: User) -> Chat:
        key = (bot.id, person.id)
        if key not in self.private_chats:
            self.private_chats[key] = Chat(person.id, "private", person=person, bot=bot)
        return self.private_chats[key]

    def post(
        self,
        chat: Chat,
        sender: User | None,
        content: dict[str, Any],
        *,
        file: StoredFile | None = None,
        **details: Any,
    ) -> Message:
        """Put a message into a chat; every bot that may read it gets an update."""
        message = Message(
            chat, chat.next_message_id, sender, self.timestamp(), content, file=file, **details
        )
        message.serial = self.next_id("message", 1)
        chat.next_message_id += 1
        chat.messages[message.id] = message
        if isinstance(sender, Bot):
            chat.last_bot = sender.id
        self.notify_bots("message", message)
        self.changed()
        return message

    def notify_bots(self, kind: str, message: Message) -> None:
        for bot in message.chat.bots():
            if receives(message.chat, bot, message):
                bot.updates.add(kind, message.api(bot))

    def delete(self, message: Message) -> None:
        message.deleted = True
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.changed()

    def redeliver(self, update_id: int, bot: Bot | None = None) -> None:
        """Deliver an update a second time, as after a getUpdates whose answer was lost."""
        for each in [bot] if bot else self.bots.values():
            if update_id in each.updates.history:
                each.updates.requeue(update_id)

    def jump_update_ids(self, to: int, bot: Bot | None = None) -> None:
        """Telegram goes on at a random id, perhaps a lower one, after a week without updates."""
        for each in [bot] if bot else self.bots.values():
            each.updates.next_id = to
