"""Typed, or a picture sent, instead of tapped: at any step."""

from typing import Any

from bot.context import Turn
from bot.handlers.treatment import choosing, confirming, dosing, giving, naming


async def answered(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or turn.me.staff is None:
        return turn.say("menu.old_button")
    if turn.message is not None and turn.message.photo and waiting.step == "spoken":
        return await naming.pictured(turn, waiting.data, turn.message.photo[-1].file_id)
    text = " ".join(turn.text.split())
    if not text:
        return turn.say(f"treatment.unclear_{waiting.step}")
    return await _typed(turn, waiting.step, waiting.data, text)


async def _typed(turn: Turn, step: str, data: dict[str, Any], text: str) -> None:
    match step:
        case "patient":
            return await choosing.offer_patients(turn, text)
        case "what" | "medicine":
            return await choosing.medicine_named(turn, data, text)
        case "strip":
            return choosing.strip_is(turn, data, text)
        case "dose":
            return await dosing.dose_typed(turn, data, text)
        case "week":
            return await dosing.week_typed(turn, data, text)
        case "spoken":
            return await naming.spoken_typed(turn, data, text)
        case "given":
            return await giving.given_typed(turn, data, text)
        case "day":
            return await confirming.day_typed(turn, data, text)
    return turn.say(f"treatment.unclear_{step}")
