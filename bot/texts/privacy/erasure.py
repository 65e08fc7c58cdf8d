"""After stopping: is what was said kept until they return, or erased?"""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def ask_keep_or_erase(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Your counts, answers and voices are still with me.")
        + "\n"
        + t("Shall I keep them, or erase them?"),
        column(
            Button(t("📦 Keep them till I return"), data("erase", "keep")),
            Button(t("🗑 Erase them now"), data("erase", "erase")),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def kept(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("📦 All right, I keep it. You can erase it any day: /band"))


def ask_whom_to_erase(t: Translator, p: Mapping[str, Any]) -> Speech:
    people = [Button(f"🙂 {name}", data("erase", "erase", id_)) for id_, name in p["people"]]
    return Speech(
        t("Of whom shall I erase it?"),
        column(
            *people,
            Button(t("👪 Of all of them"), data("erase", "erase", "all")),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def erased(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """It also says what stays."""
    return Speech(
        t("🗑 All that you told me is erased.")
        + "\n"
        + t("What stays: what the clinic wrote itself, and that you called for help.")
        + "\n"
        + t("You may come back any time: /start")
    )


SAYS: tuple[Renderer, ...] = (
    ask_keep_or_erase,
    kept,
    ask_whom_to_erase,
    erased,
)
