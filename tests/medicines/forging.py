"""A press that no button of ours offers: Telegram lets a modified app send any data."""

from bot.practice.person import Person


def forges(person: Person, data: str) -> None:
    """Under the newest message of the bot that has buttons."""
    found = [m for chat in person.chats() for m in chat.messages.values() if m.buttons]
    message = max(found, key=lambda m: m.serial)
    assert message.markup is not None
    message.markup["inline_keyboard"].append([{"text": "forged", "callback_data": data}])
    person.presses("forged", on=message)
