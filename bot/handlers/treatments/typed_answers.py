"""At any step, text or a picture instead of a tap."""

from typing import Any

from bot.context import Turn
from bot.handlers.router import Router
from bot.handlers.treatments import choose, confirm, dispense, dose, spoken_name
from bot.handlers.treatments.steps import FLOW
from bot.texts import menu as menu_texts
from bot.texts.treatments import unclear
from bot.texts.treatments.ask import no_such_patient

UNCLEAR = {
    "patient": no_such_patient,
    "treatment": unclear.unclear_medicine,
    "medicine": unclear.unclear_medicine,
    "strip": unclear.unclear_strip,
    "dose": unclear.unclear_dose,
    "week": unclear.unclear_week,
    "spoken_name": unclear.unclear_spoken_name,
    "dispensed": unclear.unclear_dispensed,
    "day": unclear.unclear_day,
    "confirm": unclear.unclear_confirm,
    "action": unclear.unclear_action,
    "stop": unclear.unclear_confirm,
}
"""What is said to an answer that cannot be read, by the step that asked."""

router = Router(__name__)


@router.flow(FLOW)
async def take_answer(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or turn.me.staff is None:
        return turn.say(menu_texts.old_button())
    if turn.message is not None and turn.message.photo and waiting.step == "spoken_name":
        return await spoken_name.take_picture(turn, waiting.data, turn.message.photo[-1].file_id)
    text = " ".join(turn.text.split())
    if not text:
        return turn.say(UNCLEAR[waiting.step]())
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
    return turn.say(UNCLEAR[step]())
