"""Changing the language, from anywhere, with one tap."""

from bot.context import Turn


async def pick(turn: Turn) -> None:
    turn.say("join.choose_language")


COMMANDS = {"bhasha": pick, "language": pick}
PRESSES = {"pick_lang": pick}
