"""How many pills were dispensed, or whether the injection was given."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.router import Router
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.steps import FLOW, data_at
from bot.keyboards.treatments import ChooseDispensed
from bot.texts.treatments import ask as texts
from bot.texts.treatments.confirm import question_over
from bot.texts.treatments.unclear import unclear_dispensed, unclear_injection
from db.enums import Pattern

router = Router(__name__)


async def ask_dispensed(turn: Turn, data: dict[str, Any]) -> None:
    """Of medicines that are never counted, only injections on set days are recorded."""
    by_date = data["pattern"] == Pattern.EVERY_DAYS
    if not data["countable"] and not by_date:
        return await ask_confirmation(turn, {**data, "dispensed": "0"})
    turn.wait(FLOW, "dispensed", **data)
    asked = texts.dispensed if data["countable"] else texts.injection
    turn.say(asked(medicine=data["medicine"], action=data["action"], tag=data["tag"]))


@router.button(ChooseDispensed)
async def choose_dispensed(turn: Turn, press: ChooseDispensed) -> None:
    data = data_at(turn, press.tag, "dispensed")
    if data is None:
        return turn.say(question_over())
    return await take_dispensed_text(turn, data, str(press.quantity))


async def take_dispensed_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    reading = read_count(text, strip=data["strip"])
    unclear = unclear_dispensed if data["countable"] else unclear_injection
    if not isinstance(reading, CountReading):
        return turn.say(unclear())
    nothing_dispensed = data["action"] == "dispense" and not reading.pills
    if nothing_dispensed or (not data["countable"] and reading.pills > 1):
        return turn.say(unclear())
    return await ask_confirmation(turn, {**data, "dispensed": str(Fraction(reading.pills))})
