"""An answer could not be read: one sentence with an example, named after the step it answers."""

from bot.i18n import Translator
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@sentence
def unclear_medicine(t: Translator) -> Speech:
    return Speech(t("Write the medicine's name, like Metformin 500."))


@sentence
def unclear_strip(t: Translator) -> Speech:
    return Speech(t("Write how many pills a strip holds, like 10."))


@sentence
def unclear_dose(t: Translator) -> Speech:
    return Speech(t("Write how many pills a day, like 2, ½ or 1-0-1."))


@sentence
def unclear_how_often(t: Translator) -> Speech:
    return Speech(t("Write how often, like daily or every 21 days."))


@sentence
def unclear_week(t: Translator) -> Speech:
    return Speech(t("Write seven numbers from Monday, like 1 1 ½ 1 1 ½ 1."))


@sentence
def unclear_spoken_name(t: Translator) -> Speech:
    return Speech(t("Write a short name for it, like sugar pill."))


@sentence
def unclear_dispensed(t: Translator) -> Speech:
    return Speech(t("Write how many pills were given, like 60."))


@sentence
def unclear_injection(t: Translator) -> Speech:
    return Speech(t("Tap the button, or write 1 for given."))


@sentence
def unclear_day(t: Translator) -> Speech:
    return Speech(t("Write a day that is past, like 15/11 or 15/11/2026."))


@sentence
def unclear_confirm(t: Translator) -> Speech:
    return Speech(t("Please tap Yes or No above."))


@sentence
def unclear_action(t: Translator) -> Speech:
    return Speech(t("Please tap one of the buttons above."))
