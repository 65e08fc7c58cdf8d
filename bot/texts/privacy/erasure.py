"""After stopping: is what was said kept until they return, or erased?"""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate


def ask_keep_or_erase(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Your counts, answers and voices are still with me."))
        + "\n"
        + t(_("Shall I keep them, or erase them?")),
        column(
            Button(t(_("📦 Keep them till I return")), data("erase", "keep")),
            Button(t(_("🗑 Erase them now")), data("erase", "erase")),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def kept(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("📦 All right, I keep it. You can erase it any day: /band")))


def ask_whom_to_erase(t: Translate, p: Mapping[str, Any]) -> Speech:
    people = [Button(f"🙂 {name}", data("erase", "erase", id_)) for id_, name in p["people"]]
    return Speech(
        t(_("Of whom shall I erase it?")),
        column(
            *people,
            Button(t(_("👪 Of all of them")), data("erase", "erase", "all")),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def erased(t: Translate, _p: Mapping[str, Any]) -> Speech:
    """It also says what stays."""
    return Speech(
        t(_("🗑 All that you told me is erased."))
        + "\n"
        + t(_("What stays: what the clinic wrote itself, and that you called for help."))
        + "\n"
        + t(_("You may come back any time: /start"))
    )


SAYS: tuple[Renderer, ...] = (
    ask_keep_or_erase,
    kept,
    ask_whom_to_erase,
    erased,
)
