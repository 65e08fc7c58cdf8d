"""Dates and numbers in words, from the catalogues: CLDR knows no Chhattisgarhi."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from bot.i18n import _

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
PIECES = {Fraction(1, 4): "¼", Fraction(1, 2): "½", Fraction(3, 4): "¾"}


def day_words(day: date | str, t: Callable[[str], str]) -> str:
    """`Monday, 24 November`, in the reader's language. Takes an ISO date, as params carry it."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{t(WEEKDAYS[when.weekday()])}, {when.day} {t(MONTHS[when.month - 1])}"


def number(quantity: Fraction | str | float) -> str:
    """`12`, `½`, `2½`: as it is read from the box. Takes what params carry, a fraction as text."""
    value = Fraction(quantity)
    whole, piece = divmod(value, 1)
    if piece not in PIECES:
        return f"{float(value):g}"
    return f"{whole or ''}{PIECES[piece]}"
