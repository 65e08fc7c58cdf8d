"""Days and hours as an operator types them."""

from datetime import date

from bot.cli.usage import Mistake
from bot.domain.oncall import Shift

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS_OF_A_DAY = 24


def read_day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Mistake(f"{word!r} is no day; write it like 2026-11-25") from None


def read_weekdays(words: str) -> frozenset[int]:
    """`mon-fri`, `sat,sun`, `none`."""
    if words == "none":
        return frozenset()
    found: set[int] = set()
    for part in words.lower().split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise Mistake(f"{part!r} is no weekday; write mon-fri, or sat,sun, or none")
        start, end = DAYS.index(first), DAYS.index(last or first)
        found |= {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}
    return frozenset(found)


def say_weekdays(digits: str) -> str:
    return ",".join(DAYS[int(digit)] for digit in digits)


def read_hours(words: str) -> tuple[int, int]:
    """`9-17`; `17-9` goes over midnight."""
    begins, _, until = words.partition("-")
    if not (begins.isdecimal() and until.isdecimal()):
        raise Mistake(f"{words!r} are no hours; write them like 9-17")
    if int(begins) >= HOURS_OF_A_DAY or not 0 < int(until) <= HOURS_OF_A_DAY:
        raise Mistake(f"{words!r}: hours of the day run from 0 to 24")
    return int(begins), int(until)


def read_shift(words: str) -> Shift:
    """`mon-fri:9-17`, `2026-12-25:9-21`, `2026-12-24:off`."""
    days, colon, hours = words.partition(":")
    if not colon:
        raise Mistake(f"{words!r} has no hours; write mon-fri:9-17, or 2026-12-24:off")
    if days[:1].isdecimal():
        day = read_day(days)
        if hours == "off":
            return Shift(0, HOURS_OF_A_DAY, day=day, on_call=False)
        return Shift(*read_hours(hours), day=day)
    return Shift(*read_hours(hours), weekdays=read_weekdays(days))
