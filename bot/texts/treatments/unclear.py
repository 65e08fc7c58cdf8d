"""An answer could not be read: one sentence with an example, named after the step it answers."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.texts.speech import Renderer, Speech
from bot.texts.treatments.ask import no_such_patient


def unclear_patient(t: Translator, p: Mapping[str, Any]) -> Speech:
    return no_such_patient(t, p)


def unclear_medicine(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write the medicine's name, like Metformin 500."))


def unclear_treatment(t: Translator, p: Mapping[str, Any]) -> Speech:
    return unclear_medicine(t, p)


def unclear_strip(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write how many pills a strip holds, like 10."))


def unclear_dose(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write how many pills a day, like 2, ½ or 1-0-1."))


def unclear_how_often(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write how often, like daily or every 21 days."))


def unclear_week(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write seven numbers from Monday, like 1 1 ½ 1 1 ½ 1."))


def unclear_spoken_name(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write a short name for it, like sugar pill."))


def unclear_dispensed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write how many pills were given, like 60."))


def unclear_injection(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Tap the button, or write 1 for given."))


def unclear_day(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write a day that is past, like 15/11 or 15/11/2026."))


def unclear_confirm(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please tap Yes or No above."))


def unclear_action(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please tap one of the buttons above."))


def unclear_stop(t: Translator, p: Mapping[str, Any]) -> Speech:
    return unclear_confirm(t, p)


SAYS: tuple[Renderer, ...] = (
    unclear_patient,
    unclear_medicine,
    unclear_treatment,
    unclear_strip,
    unclear_dose,
    unclear_how_often,
    unclear_week,
    unclear_spoken_name,
    unclear_dispensed,
    unclear_injection,
    unclear_day,
    unclear_confirm,
    unclear_action,
    unclear_stop,
)
