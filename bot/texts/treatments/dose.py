"""Asks for the dose: usual ones are tapped, any other is typed."""

from collections.abc import Sequence
from fractions import Fraction

from bot.i18n import Translator
from bot.i18n.words import WEEKDAYS, number
from bot.keyboards import Button, Rows, column
from bot.keyboards.treatments import ChooseDose, TapWeekday
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

COMMON = ("1/2", "1", "1 1/2", "2", "3")


@sentence
def dose(t: Translator, *, medicine: str, usual: int | None, tag: str) -> Speech:
    """`usual`: days between two doses, if the formulary has them."""
    labels = dict(zip(COMMON, ("½", "1", "1½", "2", "3"), strict=True))
    doses = tuple(Button(labels[d], ChooseDose(d, tag)) for d in COMMON)
    rows = (
        *_usual(t, usual, tag),
        (Button(t("1 every second day"), ChooseDose("1 alternate", tag)),),
        (Button(t("📅 Not the same each weekday"), ChooseDose("week", tag)),),
        (Button(t("Only when needed"), ChooseDose("sos", tag)),),
    )
    asked = t("How many pills of {medicine} a day?", medicine=medicine)
    return Speech(f"{asked}\n" + t("Or write it, like 1-0-1 or ½ alternate."), (doses, *rows))


@sentence
def how_often(t: Translator, *, medicine: str, usual: int | None, tag: str) -> Speech:
    """Asked instead of the dose for medicines that are never counted."""
    rows = (
        *_usual(t, usual, tag),
        (Button(t("Every day"), ChooseDose("1 daily", tag)),),
        (Button(t("Only when needed"), ChooseDose("sos", tag)),),
    )
    asked = t("How often is {medicine} taken or given?", medicine=medicine)
    return Speech(f"{asked}\n" + t("Or write it, like every 28 days."), rows)


def _usual(t: Translator, days: int | None, tag: str) -> Rows:
    if days is None:
        return ()
    label = t("💉 Every {days} days", days=days)
    return column(Button(label, ChooseDose(f"1 every {days} days", tag)))


@sentence
def week(t: Translator, *, medicine: str, doses: Sequence[Fraction], tag: str) -> Speech:
    """`doses`: seven, from Monday on. A tap on a day changes its dose."""
    taps = (TapWeekday(day, tag) for day in (0, 1, 2, 3, 4, 5, 6))
    days = [
        Button(f"{t(name)}: {number(dose)}", tap)
        for name, dose, tap in zip(WEEKDAYS, doses, taps, strict=True)
    ]
    done = Button(t("✅ This is right"), TapWeekday("ok", tag))
    rows = tuple(tuple(days[n : n + 2]) for n in range(0, len(days), 2))
    asked = t("{medicine}: tap a day until its number is right.", medicine=medicine)
    example = t("Or write seven numbers from Monday, like 1 1 ½ 1 1 ½ 1.")
    return Speech(f"{asked}\n{example}", (*rows, (done,)))
