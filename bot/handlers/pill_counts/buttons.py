"""The buttons under a question about a count: the number pad, and those that settle a doubt."""

from fractions import Fraction

from bot.context import Turn
from bot.handlers.pill_counts.answer import read_count_back, take_count
from bot.handlers.pill_counts.ask import ask_count, question
from bot.handlers.pill_counts.save import ask_next_medicine
from bot.handlers.pill_counts.waiting import waiting_course_of
from bot.handlers.router import Router
from bot.keyboards.pill_counts import (
    ChooseStripSize,
    ConfirmCount,
    PadKey,
    ReportRefillBeforeCount,
    SkipMedicine,
)
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import answer as texts

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

router = Router(__name__)


@router.button(PadKey)
async def press_pad_key(turn: Turn, press: PadKey) -> None:
    course, waiting = await waiting_course_of(turn, press.treatment), turn.me.waiting
    if course is None or waiting is None:
        return turn.say(menu_texts.old_button())
    entered = waiting.data.get("entered", "")
    if press.key == "none":
        return await take_count(turn, course, Fraction(0))
    if press.key == "ok" and entered:
        return await take_count(turn, course, Fraction(entered))
    if press.key == "back":
        entered = entered[:-1]
    elif press.key.isdigit() and len(entered) < MOST_DIGITS:
        entered += press.key
    turn.wait("count", "remaining", **{**waiting.data, "entered": entered})
    return turn.rewrite(question(turn, course, entered=entered))


@router.button(ConfirmCount)
async def confirm_count(turn: Turn, press: ConfirmCount) -> None:
    course, waiting = await waiting_course_of(turn, press.treatment), turn.me.waiting
    if course is None or waiting is None or "count" not in waiting.data:
        return turn.say(menu_texts.old_button())
    if press.answer == "no":
        kept = {k: v for k, v in waiting.data.items() if k in KEPT_KEYS}
        return await ask_count(turn, course, waiting.data.get("queue", []), **kept)
    sure = press.answer == "sure"
    return await take_count(turn, course, Fraction(waiting.data["count"]), sure=sure)


@router.button(ChooseStripSize)
async def choose_strip_size(turn: Turn, press: ChooseStripSize) -> None:
    """Pills in one strip, for a count that was given in strips."""
    course, waiting = await waiting_course_of(turn, press.treatment), turn.me.waiting
    if course is None or waiting is None or waiting.step != "strip":
        return turn.say(menu_texts.old_button())
    pills = Fraction(waiting.data["strips"]) * press.size + Fraction(waiting.data["loose"])
    return read_count_back(turn, course, pills)


@router.button(ReportRefillBeforeCount)
async def report_refill_before_count(turn: Turn, press: ReportRefillBeforeCount) -> None:
    """More pills than there could be, because new medicine came: ask how many."""
    course, waiting = await waiting_course_of(turn, press.treatment), turn.me.waiting
    if course is None or waiting is None or "count" not in waiting.data:
        return turn.say(menu_texts.old_button())
    turn.wait("count", "refill", **waiting.data)
    return turn.say(texts.ask_refill(medicine=course.spoken_name))


@router.button(SkipMedicine)
async def skip_medicine(turn: Turn, press: SkipMedicine) -> None:
    """Go on to the next medicine; a helper will give the number of this one."""
    course, waiting = await waiting_course_of(turn, press.treatment), turn.me.waiting
    if course is None or waiting is None:
        return turn.say(menu_texts.old_button())
    return await ask_next_medicine(turn, course, waiting.data.get("followups", []))
