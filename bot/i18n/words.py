"""Dates, times and counts in words, from the catalogues: CLDR knows no Chhattisgarhi.

Hindi's weekdays and months are CLDR's own, a test holds that; Chhattisgarhi's follow glibc's
locale `hne_IN` where speech has no other word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
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
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
PIECES = {Fraction(1, 4): "¼", Fraction(1, 2): "½", Fraction(3, 4): "¾"}

PARTS_OF_DAY = (
    (4, _("{clock} at night")),
    (12, _("{clock} in the morning")),
    (16, _("{clock} in the afternoon")),
    (19, _("{clock} in the evening")),
    (24, _("{clock} at night")),
)
"""Until which hour each lasts, as people speak of the day in Chhattisgarh."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What can be counted. Chhattisgarhi counts things with ठन and people with झन."""

    one: str
    many: str


PILLS = Noun(_("{n} pill"), _("{n} pills"))
DAYS = Noun(_("{n} day"), _("{n} days"))
PEOPLE = Noun(_("{n} person"), _("{n} people"))
TIMES = Noun(_("{n} time"), _("{n} times"))


def day_words(day: date | str, t: Callable[[str], str]) -> str:
    """`Monday, 24 November`, in the reader's language. Takes an ISO date, as params carry it."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{t(WEEKDAYS[when.weekday()])}, {when.day} {t(MONTHS[when.month - 1])}"


def clock_words(wall: time, t: Callable[[str], str]) -> str:
    """`9 in the morning`, by the clock on the wall; half past nine is 9:30."""
    part = next(words for until, words in PARTS_OF_DAY if wall.hour < until)
    hour = (wall.hour - 1) % 12 + 1
    return t(part).format(clock=f"{hour}:{wall.minute:02}" if wall.minute else f"{hour}")


def number(quantity: Fraction | str | float) -> str:
    """`12`, `½`, `2½`: as it is read from the box. Takes what params carry, a fraction as text."""
    value = Fraction(quantity)
    whole, piece = divmod(value, 1)
    if piece not in PIECES:
        return f"{float(value):g}"
    return f"{whole or ''}{PIECES[piece]}"


def count_words(quantity: Fraction | str | float, noun: Noun, t: Callable[[str], str]) -> str:
    """`12 pills`. Hindi and English change the noun alike; Chhattisgarhi never does."""
    one = 0 < Fraction(quantity) <= 1
    return t(noun.one if one else noun.many).format(n=number(quantity))
