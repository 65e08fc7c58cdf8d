"""What was doubtful: read back, strips of unknown size, more pills than there can be."""

from fractions import Fraction

from bot.context import Turn
from bot.handlers.pill_counts.answer import read_back, take
from bot.handlers.pill_counts.ask import ask, named, pressed_course
from bot.handlers.pill_counts.save import go_on

KEPT = ("corrects", "help", "others", "before", "said", "after", "sent", "doubted")


async def right(turn: Turn) -> None:
    """Yes, no, or `sure`: asked once already, the number stands."""
    course, waiting = await pressed_course(turn), turn.me.waiting
    if course is None or waiting is None or "count" not in waiting.data:
        return turn.say("menu.old_button")
    if turn.pressed[1:] == ["no"]:
        kept = {k: v for k, v in waiting.data.items() if k in KEPT}
        return await ask(turn, course, waiting.data.get("queue", []), **kept)
    sure = turn.pressed[1:] == ["sure"]
    return await take(turn, course, Fraction(waiting.data["count"]), sure=sure)


async def strip(turn: Turn) -> None:
    course, waiting = await pressed_course(turn), turn.me.waiting
    if course is None or waiting is None or waiting.step != "strip":
        return turn.say("menu.old_button")
    size = int(turn.pressed[1]) if turn.pressed[1:] and turn.pressed[1].isdigit() else 0
    pills = Fraction(waiting.data["strips"]) * size + Fraction(waiting.data["loose"])
    return read_back(turn, course, pills)


async def came(turn: Turn) -> None:
    course, waiting = await pressed_course(turn), turn.me.waiting
    if course is None or waiting is None or "count" not in waiting.data:
        return turn.say("menu.old_button")
    turn.wait("count", "came", **waiting.data)
    return turn.say("pill_counts.ask_came", **named(course))


async def skip(turn: Turn) -> None:
    """The next medicine: of this one somebody else will give the number."""
    course, waiting = await pressed_course(turn), turn.me.waiting
    if course is None or waiting is None:
        return turn.say("menu.old_button")
    return await go_on(turn, course, waiting.data.get("after", []))
