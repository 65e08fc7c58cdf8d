"""At any step, text or a picture instead of a tap."""

from typing import Any

from bot.context import Turn
from bot.handlers.treatments import choose, confirm, dispense, dose, spoken_name


async def take_answer(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or turn.me.staff is None:
        return turn.say("menu.old_button")
    if turn.message is not None and turn.message.photo and waiting.step == "spoken_name":
        return await spoken_name.take_picture(turn, waiting.data, turn.message.photo[-1].file_id)
    text = " ".join(turn.text.split())
    if not text:
        return turn.say(f"treatments.unclear_{waiting.step}")
    return await _take_text(turn, waiting.step, waiting.data, text)


async def _take_text(turn: Turn, step: str, data: dict[str, Any], text: str) -> None:
    match step:
        case "patient":
            return await choose.offer_patients(turn, text)
        case "treatment" | "medicine":
            return await choose.take_medicine_name(turn, data, text)
        case "strip":
            return choose.take_strip_size(turn, data, text)
        case "dose":
            return await dose.take_dose_text(turn, data, text)
        case "week":
            return await dose.take_week_text(turn, data, text)
        case "spoken_name":
            return await spoken_name.take_spoken_name(turn, data, text)
        case "dispensed":
            return await dispense.take_dispensed_text(turn, data, text)
        case "day":
            return await confirm.take_day_text(turn, data, text)
    return turn.say(f"treatments.unclear_{step}")
