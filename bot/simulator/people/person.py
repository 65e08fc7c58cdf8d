"""A person with Telegram's app: pressing buttons, and all that the base classes can do."""

from typing import Any

from bot.simulator.chats import Chat, Message
from bot.simulator.errors import SimulatorError
from bot.simulator.people.link_follower import LinkFollower
from bot.simulator.people.reader import Where
from bot.simulator.users import Bot
from bot.simulator.world import CallbackQuery


class Person(LinkFollower):
    def presses(
        self, button: str, *, on: Message | None = None, where: Where | None = None
    ) -> CallbackQuery | None:
        """By label or callback data, on the newest message that has it. None if it is a link."""
        chats = self.chats() if where is None else [self.chat(where)]
        message = on or _newest_with_button(chats, button)
        found = message.button(button) if message else None
        if message is None or found is None:
            raise SimulatorError(
                f"{self.name} sees no button {button!r}; {_buttons_in_sight(self, where)}"
            )
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
        """A key of the reply keyboard; the one that asks for the phone number shares it."""
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
        raise SimulatorError(f"{self.name} has no key {label!r} on the keyboard")


def _newest_with_button(chats: list[Chat], wanted: str) -> Message | None:
    found = [
        message
        for chat in chats
        for message in chat.messages.values()
        if message.button(wanted) is not None
    ]
    return max(found, key=lambda message: message.serial, default=None)


def _buttons_in_sight(person: Person, where: Where | None) -> str:
    chats = person.chats() if where is None else [person.chat(where)]
    newest = [list(chat.messages.values())[-5:] for chat in chats]
    labels = [label for messages in newest for message in messages for label in message.labels]
    return f"the newest are {labels}"
