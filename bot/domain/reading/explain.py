"""One message, read: for the bot, for bug reports, and for tests."""

from fractions import Fraction
from typing import Any

from bot.domain.reading.counts import count_in, plain_count
from bot.domain.reading.danger import danger_signs, level_of
from bot.domain.reading.message import tokens_of
from bot.domain.reading.model import CountReading, NotACount, Reading, Sign
from bot.domain.reading.moderation import flags_in
from bot.domain.reading.wishes import wish_in
from db.enums import Programme, Wish

USUAL_STRIP = 10


def read(text: str, *, strip: int | None = None, programme: Programme | None = None) -> Reading:
    """Read one message.

    `strip`: the number of pills in one strip of the medicine asked about; None or 0 if unknown.
    """
    if plainly := plain_count(text):
        return _reading(text, plainly, [], None, ())
    tokens = tokens_of(text)
    flags = flags_in(text, tokens)
    signs, normal = danger_signs(tokens, programme, forwarded="forwarded" in flags)
    count = count_in(tokens, strip=strip)
    return _reading(text, count, signs, wish_in(text, tokens), flags, normal)


def _reading(
    text: str,
    count: CountReading | NotACount,
    signs: list[Sign],
    wish: Wish | None,
    flags: tuple[str, ...],
    normal: tuple[str, ...] = (),
) -> Reading:
    return Reading(
        text=text,
        count=count if isinstance(count, CountReading) else None,
        no_count=count if isinstance(count, NotACount) else None,
        level=level_of(signs),
        signs=tuple(signs),
        wish=wish,
        flags=flags,
        normal=normal,
    )


def explain(text: str, strip: int | None = USUAL_STRIP) -> dict[str, Any]:
    reading = read(text, strip=strip)
    count = reading.count
    return {
        "text": text,
        "count": count and {"pills": _plain_number(count.pills), "sure": count.sure},
        "level": reading.level.value,
        "signs": [sign.name for sign in reading.signs],
        "wish": reading.wish.value if reading.wish else None,
        "flags": list(reading.flags),
    }


def _plain_number(pills: Fraction) -> int | float:
    return int(pills) if pills.denominator == 1 else float(pills)
