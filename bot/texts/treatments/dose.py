"""Asks for the dose: usual ones are tapped, any other is typed."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.i18n.words import WEEKDAYS, number
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech

COMMON = ("1/2", "1", "1 1/2", "2", "3")


def dose(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`usual`: days between two doses, if the formulary has them."""
    labels = dict(zip(COMMON, ("½", "1", "1½", "2", "3"), strict=True))
    doses = tuple(Button(labels[d], data("treatment_dose", d, p["tag"])) for d in COMMON)
    rows = (
        *_usual(t, p),
        (Button(t("1 every second day"), data("treatment_dose", "1 alternate", p["tag"])),),
        (Button(t("📅 Not the same each weekday"), data("treatment_dose", "week", p["tag"])),),
        (Button(t("Only when needed"), data("treatment_dose", "sos", p["tag"])),),
    )
    asked = t("How many pills of {medicine} a day?", medicine=p["medicine"])
    return Speech(f"{asked}\n" + t("Or write it, like 1-0-1 or ½ alternate."), (doses, *rows))


def how_often(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Asked instead of the dose for medicines that are never counted."""
    rows = (
        *_usual(t, p),
        (Button(t("Every day"), data("treatment_dose", "1 daily", p["tag"])),),
        (Button(t("Only when needed"), data("treatment_dose", "sos", p["tag"])),),
    )
    asked = t("How often is {medicine} taken or given?", medicine=p["medicine"])
    return Speech(f"{asked}\n" + t("Or write it, like every 28 days."), rows)


def _usual(t: Translator, p: Mapping[str, Any]) -> Rows:
    days = p["usual"]
    if days is None:
        return ()
    label = t("💉 Every {days} days", days=days)
    return column(Button(label, data("treatment_dose", f"1 every {days} days", p["tag"])))


def week(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A tap on a day changes its dose."""
    days = [
        Button(f"{t(name)}: {_amount(amount)}", data("treatment_week", n, p["tag"]))
        for n, (name, amount) in enumerate(zip(WEEKDAYS, p["week"], strict=True))
    ]
    done = Button(t("✅ This is right"), data("treatment_week", "ok", p["tag"]))
    rows = tuple(tuple(days[n : n + 2]) for n in range(0, len(days), 2))
    asked = t("{medicine}: tap a day until its number is right.", medicine=p["medicine"])
    example = t("Or write seven numbers from Monday, like 1 1 ½ 1 1 ½ 1.")
    return Speech(f"{asked}\n{example}", (*rows, (done,)))


def _amount(dose: str) -> str:
    return "0" if dose == "0" else number(dose)


SAYS: tuple[Renderer, ...] = (dose, how_often, week)
