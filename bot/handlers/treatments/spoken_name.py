"""What the patient calls the medicine, and a picture of it."""

from typing import Any

from bot.context import Turn
from bot.domain.treatments.formulary import formulary_medicine
from bot.handlers.router import Router
from bot.handlers.treatments.dispense import ask_dispensed
from bot.handlers.treatments.steps import FLOW, data_at
from bot.keyboards.treatments import ChooseSpokenName
from bot.texts.treatments import ask as texts
from bot.texts.treatments.confirm import question_over
from bot.texts.treatments.unclear import unclear_spoken_name
from db.enums import Language

MAX_NAME_LENGTH = 80

router = Router(__name__)


def ask_spoken_name(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "spoken_name", **data)
    turn.say(
        texts.spoken_name(
            name=data["name"],
            medicine=data["medicine"],
            offered=_usual_names(data),
            pictured=bool(data.get("photo")),
            tag=data["tag"],
        )
    )


def _usual_names(data: dict[str, Any]) -> list[str]:
    """What people call it in Hindi and Chhattisgarhi, without repeats."""
    known = formulary_medicine(data["medicine"])
    if known is None:
        return []
    return list(dict.fromkeys(map(known.spoken, (Language.HINDI, Language.CHHATTISGARHI))))


@router.button(ChooseSpokenName)
async def choose_spoken_name(turn: Turn, press: ChooseSpokenName) -> None:
    data = data_at(turn, press.tag, "spoken_name")
    if data is None:
        return turn.say(question_over())
    offered = dict(enumerate(_usual_names(data)))
    name = data["medicine"] if press.name == "strip" else offered.get(press.name, data["medicine"])
    return await _set_spoken_name(turn, data, name)


async def take_spoken_name(turn: Turn, data: dict[str, Any], text: str) -> None:
    if not 1 <= len(text) <= MAX_NAME_LENGTH or text.isdecimal():
        return turn.say(unclear_spoken_name())
    return await _set_spoken_name(turn, data, text)


async def take_picture(turn: Turn, data: dict[str, Any], file_id: str) -> None:
    """Keep the picture; a caption is the name, and without one the name is still asked for."""
    data = {**data, "photo": file_id}
    name = " ".join(turn.text.split())
    if name:
        return await take_spoken_name(turn, data, name)
    return ask_spoken_name(turn, data)


async def _set_spoken_name(turn: Turn, data: dict[str, Any], name: str) -> None:
    return await ask_dispensed(turn, {**data, "spoken": name})
