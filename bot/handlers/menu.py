"""The keys below the input field, and the main menu."""

from functools import cache

from bot.context import Turn
from bot.handlers.access.rules import anyone
from bot.handlers.clinics import show_staff_home
from bot.handlers.router import Router
from bot.i18n import translator
from bot.texts import menu as texts
from bot.texts.menu import KEY_LABELS
from db.enums import Language

router = Router(__name__)


@cache
def _keys_by_label() -> dict[str, str]:
    """The labels of all languages: a phone may still show the keys of an earlier one."""
    return {
        translator(language)(label): name
        for language in Language
        for name, label in KEY_LABELS.items()
    }


def pressed_key(text: str) -> str:
    return _keys_by_label().get(text, "")


@router.command("menu", "help", access=anyone)
async def show_menu(turn: Turn) -> None:
    if turn.me.staff is not None:
        return await show_staff_home(turn)
    turn.stop_waiting()
    return turn.say(texts.home())
