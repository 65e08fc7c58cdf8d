"""Typed, or a picture sent, instead of tapped: at any step."""

from typing import Any

from bot.context import Turn
from bot.handlers.treatments import choose, confirm, dispense, dose, name


async def answered(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or turn.me.staff is None:
        return turn.say("menu.old_button")
    if turn.message is not None and turn.message.photo and waiting.step == "spoken":
        return await name.pictured(turn, waiting.data, turn.message.photo[-1].file_id)
    text = " ".join(turn.text.split())
    if not text:
        return turn.say(f"treatments.unclear_{waiting.step}")
    return await _typed(turn, waiting.step, waiting.data, text)


async def _typed(turn: Turn, step: str, data: dict[str, Any], text: str) -> None:
    match step:
        case "patient":
            return await choose.offer_patients(turn, text)
        case "what" | "medicine":
            return await choose.medicine_named(turn, data, text)
        case "strip":
            return choose.strip_is(turn, data, text)
        case "dose":
            return await dose.dose_typed(turn, data, text)
        case "week":
            return await dose.week_typed(turn, data, text)
        case "spoken":
            return await name.spoken_typed(turn, data, text)
        case "given":
            return await dispense.given_typed(turn, data, text)
        case "day":
            return await confirm.day_typed(turn, data, text)
    return turn.say(f"treatments.unclear_{step}")
