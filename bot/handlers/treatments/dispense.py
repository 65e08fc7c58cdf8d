"""How many pills were dispensed, or whether the injection was given."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.steps import FLOW, data_at
from db.enums import Pattern


async def ask_dispensed(turn: Turn, data: dict[str, Any]) -> None:
    """Of medicines that are never counted, only injections on set days are recorded."""
    by_date = data["pattern"] == Pattern.EVERY_DAYS
    if not data["countable"] and not by_date:
        return await ask_confirmation(turn, {**data, "dispensed": "0"})
    turn.wait(FLOW, "dispensed", **data)
    template = "treatments.dispensed" if data["countable"] else "treatments.injection"
    turn.say(template, medicine=data["medicine"], action=data["action"], tag=data["tag"])


async def choose_dispensed(turn: Turn) -> None:
    data = data_at(turn, "dispensed")
    if data is None:
        return turn.say("treatments.question_over")
    return await take_dispensed_text(turn, data, turn.pressed[0])


async def take_dispensed_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    reading = read_count(text, strip=data["strip"])
    unclear = (
        "treatments.unclear_dispensed" if data["countable"] else "treatments.unclear_injection"
    )
    if not isinstance(reading, CountReading):
        return turn.say(unclear)
    nothing_dispensed = data["action"] == "dispense" and not reading.pills
    if nothing_dispensed or (not data["countable"] and reading.pills > 1):
        return turn.say(unclear)
    return await ask_confirmation(turn, {**data, "dispensed": str(Fraction(reading.pills))})
