"""The buttons under a question about a count: the number pad, and those that settle a doubt."""

from fractions import Fraction

from bot.context import Turn
from bot.handlers.pill_counts.answer import read_count_back, take_count
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.save import ask_next_medicine
from bot.handlers.pill_counts.waiting import (
    course_params,
    question_params,
    waiting_course_of_button,
)

KEPT_KEYS = (
    "corrects",
    "assisted",
    "others",
    "previous",
    "previous_count",
    "followups",
    "shown_to_helpers",
    "doubted",
)
"""What the dialogue still needs when the same medicine is asked about again."""
MOST_DIGITS = 3
"""Digits of a count: nobody has a thousand pills of one kind at home."""


async def press_pad_key(turn: Turn) -> None:
    """`count_pad:12:7`: a digit, `back`, `none` (no pill is left) or `ok`."""
    course, waiting = await waiting_course_of_button(turn), turn.me.waiting
    if course is None or waiting is None or len(turn.pressed) != 2:
        return turn.say("menu.old_button")
    key, entered = turn.pressed[1], waiting.data.get("entered", "")
    if key == "none":
        return await take_count(turn, course, Fraction(0))
    if key == "ok" and entered:
        return await take_count(turn, course, Fraction(entered))
    if key == "back":
        entered = entered[:-1]
    elif key.isdigit() and len(entered) < MOST_DIGITS:
        entered += key
    turn.wait("count", "remaining", **{**waiting.data, "entered": entered})
    return turn.rewrite("pill_counts.ask", entered=entered, **question_params(turn, course))


async def confirm_count(turn: Turn) -> None:
    """`yes`, `no`, or `sure`: the person insists on a number that was questioned."""
    course, waiting = await waiting_course_of_button(turn), turn.me.waiting
    if course is None or waiting is None or "count" not in waiting.data:
        return turn.say("menu.old_button")
    if turn.pressed[1:] == ["no"]:
        kept = {k: v for k, v in waiting.data.items() if k in KEPT_KEYS}
        return await ask_count(turn, course, waiting.data.get("queue", []), **kept)
    sure = turn.pressed[1:] == ["sure"]
    return await take_count(turn, course, Fraction(waiting.data["count"]), sure=sure)


async def choose_strip_size(turn: Turn) -> None:
    """Pills in one strip, for a count that was given in strips."""
    course, waiting = await waiting_course_of_button(turn), turn.me.waiting
    if course is None or waiting is None or waiting.step != "strip":
        return turn.say("menu.old_button")
    size = int(turn.pressed[1]) if turn.pressed[1:] and turn.pressed[1].isdigit() else 0
    pills = Fraction(waiting.data["strips"]) * size + Fraction(waiting.data["loose"])
    return read_count_back(turn, course, pills)


async def report_refill_before_count(turn: Turn) -> None:
    """More pills than there could be, because new medicine came: ask how many."""
    course, waiting = await waiting_course_of_button(turn), turn.me.waiting
    if course is None or waiting is None or "count" not in waiting.data:
        return turn.say("menu.old_button")
    turn.wait("count", "refill", **waiting.data)
    return turn.say("pill_counts.ask_refill", **course_params(course))


async def skip_medicine(turn: Turn) -> None:
    """Go on to the next medicine; a helper will give the number of this one."""
    course, waiting = await waiting_course_of_button(turn), turn.me.waiting
    if course is None or waiting is None:
        return turn.say("menu.old_button")
    return await ask_next_medicine(turn, course, waiting.data.get("followups", []))
