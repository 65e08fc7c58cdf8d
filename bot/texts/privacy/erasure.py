"""After stopping: is what was said kept until they return, or erased?"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.privacy import KeepOrErase
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class ErasablePatient:
    id: int
    name: str


@sentence
def ask_keep_or_erase(t: Translator) -> Speech:
    return Speech(
        t("Your counts, answers and voices are still with me.")
        + "\n"
        + t("Shall I keep them, or erase them?"),
        column(
            Button(t("📦 Keep them till I return"), KeepOrErase("keep")),
            Button(t("🗑 Erase them now"), KeepOrErase("erase")),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def kept(t: Translator) -> Speech:
    return Speech(t("📦 All right, I keep it. You can erase it any day: /band"))


@sentence
def ask_whom_to_erase(t: Translator, *, patients: Sequence[ErasablePatient]) -> Speech:
    return Speech(
        t("Of whom shall I erase it?"),
        column(
            *(Button(f"🙂 {one.name}", KeepOrErase("erase", one.id)) for one in patients),
            Button(t("👪 Of all of them"), KeepOrErase("erase", "all")),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def erased(t: Translator) -> Speech:
    """It also says what stays."""
    return Speech(
        t("🗑 All that you told me is erased.")
        + "\n"
        + t("What stays: what the clinic wrote itself, and that you called for help.")
        + "\n"
        + t("You may come back any time: /start")
    )
