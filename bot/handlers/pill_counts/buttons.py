"""The buttons under a question about a count: the number pad, and those that settle a doubt."""

from dataclasses import replace
from fractions import Fraction

from bot.context import Turn
from bot.domain.number_pad import entered_after
from bot.handlers.access.pill_counts import CourseToCount, course_to_count
from bot.handlers.access.rules import in_dialog_with
from bot.handlers.pill_counts.ask import ask_count, question
from bot.handlers.pill_counts.dialog import CountDialog, CountStep
from bot.handlers.pill_counts.save import ask_next_medicine, read_count_back, take_count
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

Found = tuple[CountDialog, CourseToCount]

router = Router(__name__)
open_count = in_dialog_with(CountDialog, course_to_count, same="treatment")


@router.button(PadKey, access=open_count)
async def press_pad_key(turn: Turn, press: PadKey, found: Found) -> None:
    dialog, counted = found
    if press.key == "none":
        return await take_count(turn, dialog, counted, Fraction(0))
    if press.key == "ok" and dialog.entered:
        return await take_count(turn, dialog, counted, Fraction(dialog.entered))
    dialog = replace(
        dialog, step=CountStep.NUMBER, entered=entered_after(press.key, dialog.entered)
    )
    turn.wait(dialog)
    return turn.rewrite(question(counted.course, dialog))


@router.button(ConfirmCount, access=open_count)
async def confirm_count(turn: Turn, press: ConfirmCount, found: Found) -> None:
    dialog, counted = found
    if dialog.count is None:
        return turn.say(menu_texts.old_button())
    if press.answer == "no":
        return await ask_count(turn, counted.course, dialog.asked_anew())
    return await take_count(turn, dialog, counted, dialog.count, sure=press.answer == "sure")


@router.button(ChooseStripSize, access=open_count)
async def choose_strip_size(turn: Turn, press: ChooseStripSize, found: Found) -> None:
    """Pills in one strip, for a count that was given in strips."""
    dialog, counted = found
    if dialog.step is not CountStep.STRIP:
        return turn.say(menu_texts.old_button())
    pills = dialog.strips * press.size + dialog.loose
    return read_count_back(turn, dialog, counted.course, pills)


@router.button(ReportRefillBeforeCount, access=open_count)
async def report_refill_before_count(
    turn: Turn, _press: ReportRefillBeforeCount, found: Found
) -> None:
    """More pills than there could be, because new medicine came: ask how many."""
    dialog, counted = found
    if dialog.count is None:
        return turn.say(menu_texts.old_button())
    turn.wait(replace(dialog, step=CountStep.REFILL))
    return turn.say(texts.ask_refill(medicine=counted.course.spoken_name))


@router.button(SkipMedicine, access=open_count)
async def skip_medicine(turn: Turn, _press: SkipMedicine, found: Found) -> None:
    """Go on to the next medicine; a helper will give the number of this one."""
    dialog, counted = found
    return await ask_next_medicine(turn, dialog, counted.course, dialog.followups)
