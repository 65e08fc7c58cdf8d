"""The keys under the input field, and what belongs to no flow."""

from functools import cache

from bot.context import Turn
from bot.i18n import translator
from bot.texts.menu import KEY_LABELS
from db.enums import HolderRole, Language
from db.queries.people import patients_held_by


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
    own = any(patient.role == HolderRole.SELF for patient in held)
    turn.say("menu.more", family=len(held), own=own)


COMMANDS = {"menu": show, "help": show}
KEYS = {"more": more}
