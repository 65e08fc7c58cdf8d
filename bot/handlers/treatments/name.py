"""What the patient calls it, and a picture of it."""

from typing import Any

from bot.context import Turn
from bot.domain.treatments.formulary import listed
from bot.handlers.treatments.dispense import ask_given
from bot.handlers.treatments.steps import FLOW, data_at
from db.enums import Language

NAME_LENGTH = 80


def ask_spoken(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "spoken", **data)
    _say(turn, data)


def _say(turn: Turn, data: dict[str, Any]) -> None:
    turn.say(
        "treatments.spoken",
        name=data["name"],
        medicine=data["medicine"],
        offered=_offered(data),
        pictured=bool(data.get("photo")),
        tag=data["tag"],
    )


def _offered(data: dict[str, Any]) -> list[str]:
    """What people call it in either language; the same words once."""
    known = listed(data["medicine"])
    if known is None:
        return []
    return list(dict.fromkeys(map(known.spoken, (Language.HINDI, Language.CHHATTISGARHI))))


async def name_chosen(turn: Turn) -> None:
    data = data_at(turn, "spoken")
    if data is None:
        return turn.say("treatments.over")
    offered, which = _offered(data), turn.pressed[0]
    if which.isdecimal() and int(which) < len(offered):
        return await _called(turn, data, offered[int(which)])
    return await _called(turn, data, data["medicine"])


async def spoken_typed(turn: Turn, data: dict[str, Any], text: str) -> None:
    if not 1 <= len(text) <= NAME_LENGTH or text.isdecimal():
        return turn.say("treatments.unclear_spoken")
    return await _called(turn, data, text)


async def pictured(turn: Turn, data: dict[str, Any], file_id: str) -> None:
    """The name is still to be said; what stands under the picture is it."""
    data = {**data, "photo": file_id}
    name = " ".join(turn.text.split())
    if name:
        return await spoken_typed(turn, data, name)
    return ask_spoken(turn, data)


async def _called(turn: Turn, data: dict[str, Any], name: str) -> None:
    return await ask_given(turn, {**data, "spoken": name})
