"""A count is doubted or stored; then the next medicine, or the follow-up questions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.pill_counts import FollowUp, followup_of
from bot.domain.reading.model import NoCount
from bot.domain.schedule import local_day
from bot.handlers.access.pill_counts import CourseToCount
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.assisted import save_assisted_count
from bot.handlers.pill_counts.dialog import CountDialog, CountStep, FollowUpDue, PreviousCount
from bot.handlers.pill_counts.followup import ask_followups
from bot.services.adherence.course import Course
from bot.services.pill_counts.assisted.outcomes import close_requests_of_treatment
from bot.services.pill_counts.followup import record_storage
from bot.services.pill_counts.record import CountResult, count_plausibility, record_count
from bot.texts.pill_counts import answer as answer_texts
from bot.texts.pill_counts import result as texts
from db.enums import PillStorage


def ask_count_again(turn: Turn, dialog: CountDialog, course: Course, reason: NoCount) -> None:
    """Ask once more; after that offer other ways. A number is still accepted at any time."""
    if dialog.asked_again:
        return turn.say(answer_texts.not_asked_again(patient=course.patient_id))
    turn.wait(replace(dialog, asked_again=True))
    return turn.say(
        answer_texts.ask_again(
            treatment=course.treatment_id,
            medicine=course.spoken_name,
            reason=reason,
            last=course.last.remaining if course.last else None,
            others=dialog.others or (),
        )
    )


def read_count_back(turn: Turn, dialog: CountDialog, course: Course, pills: Fraction) -> None:
    turn.wait(replace(dialog, step=CountStep.CONFIRM, count=pills))
    turn.say(
        answer_texts.read_back(
            treatment=course.treatment_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            count=pills,
        )
    )


async def take_count(
    turn: Turn,
    dialog: CountDialog,
    counted: CourseToCount,
    pills: Fraction,
    *,
    sure: bool = False,
) -> None:
    """Store a count. One that seems impossible is asked about first, unless `sure`."""
    course = counted.course
    match count_plausibility(course, pills, local_day(turn.now)):
        case Plausibility.IMPOSSIBLE:
            return ask_count_again(turn, dialog, course, NoCount.TOO_MANY)
        case Plausibility.MORE_THAN_POSSIBLE if not (sure or dialog.doubted):
            turn.wait(replace(dialog, step=CountStep.CONFIRM, count=pills, doubted=True))
            last = course.last.remaining if course.last else None
            return turn.say(
                answer_texts.more_than_before(treatment=course.treatment_id, count=pills, last=last)
            )
    if counted.helping is not None:
        return await save_assisted_count(turn, counted.helping, pills)
    return await _save_count(turn, dialog, counted, pills)


async def _save_count(
    turn: Turn, dialog: CountDialog, counted: CourseToCount, pills: Fraction
) -> None:
    course, before = counted.course, counted.course.last
    result = await record_count(
        turn.session,
        course,
        pills,
        account_id=turn.me.account_id,
        source=counted.source,
        corrects=dialog.corrects,
        now=turn.now,
    )
    if dialog.shown_to_helpers:
        await close_requests_of_treatment(turn.session, course, now=turn.now)
    _say_count_result(turn, result)
    day = result.course.counts[-1].on
    # A corrected count decides anew which questions follow it.
    due = tuple(one for one in dialog.followups if one.treatment != course.treatment_id)
    fresh = before is None or before.on != day or len(due) < len(dialog.followups)
    if await _shares_medicine(turn, dialog, course):
        due += (FollowUpDue(FollowUp.STORAGE, course.treatment_id, day),)
    if fresh:
        due += _followup_of_count(result, day, due)
    return await ask_next_medicine(turn, dialog, course, due)


def _followup_of_count(
    result: CountResult, day: date, due: Iterable[FollowUpDue]
) -> tuple[FollowUpDue, ...]:
    """What was hard is asked once in a row of counts, about the first."""
    asked = followup_of(result.interval)
    if asked is None or (
        asked is FollowUp.HARD and any(one.question is FollowUp.HARD for one in due)
    ):
        return ()
    return (FollowUpDue(asked, result.course.treatment_id, day),)


def _say_count_result(turn: Turn, counted: CountResult) -> None:
    """Replace the pressed pad or question, so that no old buttons stay behind."""
    course = counted.course
    reply = turn.rewrite if turn.query else turn.say
    reply(
        texts.counted(
            treatment=course.treatment_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            count=counted.remaining,
            days=counted.days_left,
            runs_out=counted.runs_out_on,
            clinic_told=bool(counted.findings),
            lacking=course.is_out_of_stock,
        )
    )


async def ask_next_medicine(
    turn: Turn, dialog: CountDialog, course: Course, followups: tuple[FollowUpDue, ...]
) -> None:
    """Ask about the next medicine of the same patient; after the last, the follow-up questions."""
    for index, treatment_id in enumerate(dialog.queue):
        following = await turn.courses.one(course.patient_id, treatment_id)
        if following is not None:
            counted = course.last.remaining if course.last else None
            following_dialog = replace(
                CountDialog.about(following),
                queue=dialog.queue[index + 1 :],
                others=dialog.others or (),
                previous=PreviousCount(course.treatment_id, counted),
                followups=followups,
            )
            return await ask_count(turn, following, following_dialog)
    return await ask_followups(turn, course, followups)


async def _shares_medicine(turn: Turn, dialog: CountDialog, course: Course) -> bool:
    """Whether another patient of this phone takes the same medicine and storage is not asked yet.

    If so, it is noted as asked.
    """
    if course.storage is not None:
        return False
    same = [
        other
        for one in dialog.others or ()
        for other in await turn.courses.of(one.id)
        if other.medicine_id == course.medicine_id and other.countable
    ]
    if same:
        await record_storage(turn.session, [course, *same], PillStorage.ASKED, now=turn.now)
    return bool(same)
