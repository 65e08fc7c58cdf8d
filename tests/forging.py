"""Presses with forged data, which a modified app can send although no button has it."""

from bot.simulator.people.person import Person


def forges(person: Person, data: str) -> None:
    """Press a forged button under the newest message of the bot in private."""
    found = [
        m for chat in person.chats() if chat.private for m in chat.messages.values() if m.from_bot
    ]
    message = max(found, key=lambda m: m.serial)
    message.markup = message.markup or {}
    message.markup.setdefault("inline_keyboard", []).append(
        [{"text": "forged", "callback_data": data}]
    )
    person.presses("forged", on=message)
