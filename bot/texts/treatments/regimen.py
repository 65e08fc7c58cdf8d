"""A regimen in words."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from bot.domain.treatments.prescription import Prescription
from bot.i18n import Translator
from bot.i18n.words import WEEKDAYS, number
from db.enums import Pattern


def regimen_words(t: Translator, taken: Prescription, *, countable: bool) -> str:
    """`2 a day`, `1 every 21 days`; without a dose if the medicine is never counted."""
    match taken.pattern:
        case Pattern.AS_NEEDED:
            return t("only when needed")
        case Pattern.WEEKDAYS:
            return by_weekday(t, taken.week)
        case Pattern.EVERY_DAYS:
            return _every(t, taken)
    if not countable:
        return t("every day, not counted")
    return t("{dose} a day", dose=number(taken.dose))


def _every(t: Translator, taken: Prescription) -> str:
    dose = number(taken.dose)
    if taken.every == 2:
        return t("{dose} every second day", dose=dose)
    return t("{dose} every {days} days", dose=dose, days=taken.every)


def by_weekday(t: Translator, week: Sequence[Fraction]) -> str:
    """`Monday–Tuesday 1, Wednesday ½`: days in a row with the same dose stand together."""
    said = []
    for dose, days in groupby(enumerate(week), key=lambda pair: pair[1]):
        numbers = [day for day, _dose in days]
        first, last = (t(WEEKDAYS[day]) for day in (numbers[0], numbers[-1]))
        named = first if len(numbers) == 1 else f"{first}–{last}"
        said.append(f"{named} <b>{number(dose)}</b>")
    return ", ".join(said)
