"""The keys under the input field, and what belongs to no flow."""

from functools import cache

from bot.context import Turn
from bot.i18n import translator
from bot.services.voices import set_digits, set_voice
from bot.texts.menu import KEY_LABELS
from db.enums import Digits, Language
from db.queries.groups import groups_led_by
from db.queries.people import patients_held_by, reader_of
from db.queries.recordings import recordings


@cache
def _keys_by_label() -> dict[str, str]:
    """A key pressed in any language is understood, whatever the person's language is now."""
    return {
        translator(language)(label): name
        for language in Language
        for name, label in KEY_LABELS.items()
    }


def key_of(text: str) -> str:
    return _keys_by_label().get(text, "")


async def show(turn: Turn) -> None:
    if turn.me.staff is not None:
        return turn.say("staff.home")
    turn.done_waiting()
    return turn.say("menu.home")


async def more(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    reader = await reader_of(turn.session, turn.me.account_id)
    leads = bool(await groups_led_by(turn.session, turn.me.account_id))
    turn.say("menu.more", family=len(held), leads=leads, voice=reader.voice, digits=reader.digits)


async def voice(turn: Turn) -> None:
    """🔊 or 🔇: whether recorded voices come with the words."""
    if turn.pressed not in (["on"], ["off"]):
        return turn.say("menu.old_button")
    wanted = turn.pressed == ["on"]
    await set_voice(turn.session, turn.me.account_id, wanted)
    voices = wanted and bool(await recordings(turn.session))
    return turn.rewrite("menu.voice_changed", voice=wanted, voices=voices)


async def digits(turn: Turn) -> None:
    """12 or १२."""
    chosen = next((one for one in Digits if [one.value] == turn.pressed), None)
    if chosen is None:
        return turn.say("menu.old_button")
    await set_digits(turn.session, turn.me.account_id, chosen)
    return turn.rewrite("menu.digits_changed")


COMMANDS = {"menu": show, "help": show}
KEYS = {"more": more}
PRESSES = {"voice": voice, "digits": digits}
