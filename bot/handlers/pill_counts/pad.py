"""The number pad: buttons that edit one message until ✅."""

from fractions import Fraction

from bot.context import Turn
from bot.handlers.pill_counts.answer import take
from bot.handlers.pill_counts.ask import pressed_course, question

LONGEST = 3
"""Digits of a count; nobody has a thousand pills of one kind at home."""


async def pad(turn: Turn) -> None:
    course, waiting = await pressed_course(turn), turn.me.waiting
    if course is None or waiting is None or len(turn.pressed) != 2:
        return turn.say("menu.old_button")
    key, entered = turn.pressed[1], waiting.data.get("entered", "")
    if key == "none":
        return await take(turn, course, Fraction(0))
    if key == "ok" and entered:
        return await take(turn, course, Fraction(entered))
    if key == "back":
        entered = entered[:-1]
    elif key.isdigit() and len(entered) < LONGEST:
        entered += key
    turn.wait("count", "remaining", **{**waiting.data, "entered": entered})
    return turn.rewrite("pill_counts.ask", entered=entered, **question(turn, course))
