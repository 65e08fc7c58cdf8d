"""Follow-up questions after a count: pills elsewhere or lost, what was hard, storage."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from bot.context import Turn
from bot.domain.pill_counts import FollowUp, HardGroup
from bot.handlers.access.holders import NamesTreatment, held_course
from bot.handlers.access.rules import Refused, old_button
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.dialog import (
    CountDialog,
    CountStep,
    FollowUpDialog,
    FollowUpDue,
)
from bot.handlers.router import Router
from bot.keyboards.pill_counts import AnswerFewer, AnswerHard, AnswerStorage
from bot.services.adherence.course import Course, RecordedCount
from bot.services.pill_counts.followup import (
    correctable_count,
    record_earlier_refill,
    record_lost_pills,
    record_storage,
    record_what_was_hard,
)
from bot.texts.pill_counts import answer as answer_texts
from bot.texts.pill_counts import followup as texts
from bot.texts.pill_counts import result as result_texts
from bot.texts.sentences import Message
from db.enums import HardReason, PillStorage
from db.queries.caregivers import patients_held_by

CLINIC_CAN_HELP = (HardReason.FINISHED, HardReason.NO_MONEY, HardReason.SIDE_EFFECT)
"""Reasons for which somebody of the clinic offers to call."""

router = Router(__name__)


class NamesCountOfDay(NamesTreatment, Protocol):
    @property
    def day(self) -> date: ...


@dataclass(frozen=True, slots=True)
class HeldCount:
    course: Course
    count: RecordedCount


async def correctable_held_count(turn: Turn, named: NamesCountOfDay) -> HeldCount | Refused:
    """A count of a patient for whom the speaker may act, while it can still be corrected."""
    course = await held_course(turn, named)
    if isinstance(course, Refused):
        return course
    count = correctable_count(course, named.day, turn.now)
    return HeldCount(course, count) if count else old_button("treatment", named.treatment)


async def ask_followups(turn: Turn, course: Course, followups: tuple[FollowUpDue, ...]) -> None:
    """Ask the first of these whose medicine still runs. The count may still be corrected."""
    for index, due in enumerate(followups):
        about = await turn.courses.one(course.patient_id, due.treatment)
        if about is not None:
            turn.wait(FollowUpDialog(about.patient_id, about.treatment_id, followups[index + 1 :]))
            return turn.say(_question(due, about))
    return turn.wait(FollowUpDialog(course.patient_id, course.treatment_id))


def _question(due: FollowUpDue, course: Course) -> Message:
    if due.question is FollowUp.STORAGE:
        return texts.kept_apart(treatment=course.treatment_id, medicine=course.spoken_name)
    fewer = due.question is FollowUp.FEWER
    ask = texts.fewer_than_possible if fewer else texts.what_was_hard
    return ask(
        treatment=course.treatment_id,
        person=course.patient_name,
        medicine=course.spoken_name,
        day=due.day,
    )


@router.button(AnswerFewer, access=correctable_held_count)
async def answer_fewer_than_possible(turn: Turn, press: AnswerFewer, held: HeldCount) -> None:
    """Where the pills may be that were not counted."""
    course, count = held.course, held.count
    followups = _open_followups(turn)
    dialog = replace(CountDialog.about(course), followups=followups)
    match press.why:
        case "place":
            return await ask_count(turn, course, replace(dialog, corrects=count.id))
        case "lost":
            turn.wait(replace(dialog, step=CountStep.LOST, day=count.on))
            return turn.rewrite(texts.how_many_lost(medicine=course.spoken_name))
        case "refill":
            turn.wait(replace(dialog, step=CountStep.EARLIER_REFILL, day=count.on))
            return turn.rewrite(answer_texts.ask_refill(medicine=course.spoken_name))
    turn.rewrite(texts.followup_thanks(person=course.patient_name, medicine=course.spoken_name))
    return await ask_followups(turn, course, followups)


async def amend_count(turn: Turn, dialog: CountDialog, course: Course, pills: Fraction) -> None:
    """The typed number of pills that were lost, or that had come before the count."""
    count = correctable_count(course, dialog.day, turn.now) if dialog.day else None
    if count is None:
        turn.stop_waiting()
        return turn.say(result_texts.too_late_to_correct())
    record = record_lost_pills if dialog.step is CountStep.LOST else record_earlier_refill
    await record(turn.session, course, count, pills, account_id=turn.me.account_id, now=turn.now)
    turn.say(texts.followup_thanks(person=course.patient_name, medicine=course.spoken_name))
    return await ask_followups(turn, course, dialog.followups)


@router.button(AnswerHard, access=correctable_held_count)
async def answer_what_was_hard(turn: Turn, press: AnswerHard, held: HeldCount) -> None:
    """A group of reasons opens its list."""
    course, count = held.course, held.count
    group = next((one for one in HardGroup if one == press.said), None)
    if group is not None or press.said == "back":
        return turn.rewrite(
            texts.what_was_hard(
                treatment=course.treatment_id,
                person=course.patient_name,
                medicine=course.spoken_name,
                day=count.on,
                opened=group,
            )
        )
    reason = next((one for one in HardReason if one == press.said), None)
    if reason is None:
        turn.rewrite(texts.hard_not_said())
        return await ask_followups(turn, course, _open_followups(turn))
    account_id = turn.me.account_id
    await record_what_was_hard(
        turn.session, course, count.on, reason, account_id=account_id, now=turn.now
    )
    turn.rewrite(texts.hard_thanks(help=reason in CLINIC_CAN_HELP))
    return await ask_followups(turn, course, _open_followups(turn))


@router.button(AnswerStorage, access=held_course)
async def answer_storage(turn: Turn, press: AnswerStorage, course: Course) -> None:
    """Holds for both patients."""
    storage = PillStorage.APART if press.apart == "yes" else PillStorage.TOGETHER
    held = await patients_held_by(turn.session, turn.me.account_id)
    same = [
        each
        for patient in held
        for each in await turn.courses.of(patient.id)
        if each.medicine_id == course.medicine_id and each.countable
    ]
    await record_storage(turn.session, same, storage, now=turn.now)
    turn.rewrite(texts.storage_thanks(together=storage is PillStorage.TOGETHER))
    return await ask_followups(turn, course, _open_followups(turn))


def _open_followups(turn: Turn) -> tuple[FollowUpDue, ...]:
    """The questions still to be asked, unless the bot waits for something else meanwhile."""
    dialog = turn.dialog_of(FollowUpDialog)
    return dialog.followups if dialog else ()
