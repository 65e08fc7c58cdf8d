"""A person: everything they do in Telegram, down to pressing a button."""

from typing import Any

from bot.simulator.errors import PracticeError
from bot.simulator.following import Follower
from bot.simulator.messages import Message
from bot.simulator.people import Bot
from bot.simulator.phone import Where
from bot.simulator.talk import newest_with_button
from bot.simulator.world import CallbackQuery


class Person(Follower):
    def presses(
        self, button: str, *, on: Message | None = None, where: Where | None = None
    ) -> CallbackQuery | None:
        """By label or callback data, on the newest message having it. None after a link."""
        chats = self.chats() if where is None else [self.chat(where)]
        message = on or newest_with_button(chats, button)
        found = message.button(button) if message else None
        if message is None or found is None:
            raise PracticeError(f"{self.name} sees no button {button!r}; {_offer(self, where)}")
        if found.url:
            self.follows(found.url)
            return None
        return self._query(message, found.data)

    def _query(self, message: Message, data: str) -> CallbackQuery:
        owner = message.sender
        assert isinstance(owner, Bot)  # only bots can put buttons under a message
        number = str(self.world.next_id("query", 4_611_686_018_427_000_001))
        query = CallbackQuery(number, owner, self.user, message, data, self.world.clock.now())
        self.world.queries[number] = query
        shown = message.inaccessible() if message.deleted else message.api(owner)
        instance = str(abs(message.chat.id) * 31 + owner.id)
        payload: dict[str, Any] = {
            "id": number,
            "from": self.user.api(),
            "message": shown,
            "chat_instance": instance,
            "data": data,
        }
        owner.updates.add("callback_query", payload)
        return query

    def presses_reply_key(self, label: str, where: Where | None = None) -> Message:
        """A key of the reply keyboard; one that asks for the phone number shares it."""
        for chat in self.chats() if where is None else [self.chat(where)]:
            keyboard = chat.keyboards.get(self.id) or {}
            keys = [key for row in keyboard.get("keyboard", []) for key in row]
            key = next((k for k in keys if k["text"] == label), None)
            key = key or next((k for k in keys if label.casefold() in k["text"].casefold()), None)
            if key is None:
                continue
            if keyboard.get("one_time_keyboard"):
                chat.keyboards.pop(self.id)
            if key.get("request_contact"):
                return self.shares_contact(chat)
            return self.says(chat, key["text"])
        raise PracticeError(f"{self.name} has no key {label!r} on the keyboard")


def _offer(person: Person, where: Where | None) -> str:
    chats = person.chats() if where is None else [person.chat(where)]
    newest = [list(chat.messages.values())[-5:] for chat in chats]
    labels = [label for messages in newest for message in messages for label in message.labels]
    return f"the newest are {labels}"
