"""How many were handed out, or whether the injection was given."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.steps import FLOW, data_at
from db.enums import Pattern


async def ask_given(turn: Turn, data: dict[str, Any]) -> None:
    """Of what nobody counts only injections by date are noted."""
    by_date = data["pattern"] == Pattern.EVERY_DAYS
    if not data["countable"] and not by_date:
        return await ask_confirmation(turn, {**data, "given": "0"})
    turn.wait(FLOW, "given", **data)
    template = "treatments.given" if data["countable"] else "treatments.injection"
    turn.say(template, medicine=data["medicine"], deed=data["deed"], tag=data["tag"])


async def given_chosen(turn: Turn) -> None:
    data = data_at(turn, "given")
    if data is None:
        return turn.say("treatments.over")
    return await given_typed(turn, data, turn.pressed[0])


async def given_typed(turn: Turn, data: dict[str, Any], text: str) -> None:
    reading = read_count(text, strip=data["strip"])
    unclear = "treatments.unclear_given" if data["countable"] else "treatments.unclear_injection"
    if not isinstance(reading, CountReading):
        return turn.say(unclear)
    nothing_to_note = data["deed"] == "given" and not reading.pills
    if nothing_to_note or (not data["countable"] and reading.pills > 1):
        return turn.say(unclear)
    return await ask_confirmation(turn, {**data, "given": str(Fraction(reading.pills))})
