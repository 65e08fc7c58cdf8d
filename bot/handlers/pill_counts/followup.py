"""Follow-up questions after a count: pills elsewhere or lost, what was hard, storage."""

from datetime import date
from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.pill_counts import FollowUp, HardGroup
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.waiting import held_course
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
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import answer as answer_texts
from bot.texts.pill_counts import followup as texts
from bot.texts.pill_counts import result as result_texts
from bot.texts.sentences import Message
from db.enums import HardReason, PillStorage
from db.queries.caregivers import patients_held_by

CLINIC_CAN_HELP = (HardReason.FINISHED, HardReason.NO_MONEY, HardReason.SIDE_EFFECT)
"""Reasons for which somebody of the clinic offers to call."""

router = Router(__name__)


async def ask_followups(turn: Turn, course: Course, followups: list[list[Any]]) -> None:
    """Ask the first of these: (question, treatment, day). The count may still be corrected."""
    for index, (question, treatment_id, day) in enumerate(followups):
        about = await turn.courses.one(course.patient_id, treatment_id)
        if about is not None:
            _wait(turn, about, followups[index + 1 :])
            return turn.say(_question(FollowUp(question), about, date.fromisoformat(day)))
    return _wait(turn, course, [])


def _question(asked: FollowUp, course: Course, day: date) -> Message:
    if asked is FollowUp.STORAGE:
        return texts.kept_apart(treatment=course.treatment_id, medicine=course.spoken_name)
    ask = texts.fewer_than_possible if asked is FollowUp.FEWER else texts.what_was_hard
    return ask(
        treatment=course.treatment_id,
        person=course.patient_name,
        medicine=course.spoken_name,
        day=day,
    )


def _wait(turn: Turn, course: Course, followups: list[list[Any]]) -> None:
    turn.wait(
        "count_followup",
        "open",
        patient=course.patient_id,
        treatment=course.treatment_id,
        followups=followups,
    )


@router.button(AnswerFewer)
async def answer_fewer_than_possible(turn: Turn, press: AnswerFewer) -> None:
    """Where the pills may be that were not counted."""
    found = await _correctable(turn, press.treatment, press.day)
    if found is None:
        return turn.say(menu_texts.old_button())
    course, count = found
    followups = _open_followups(turn)
    if press.why == "place":
        return await ask_count(turn, course, [], corrects=count.id, followups=followups)
    if press.why in ("lost", "refill"):
        turn.wait(
            "count",
            f"followup_{press.why}",
            patient=course.patient_id,
            treatment=course.treatment_id,
            queue=[],
            followups=followups,
            day=count.on.isoformat(),
        )
        ask = texts.how_many_lost if press.why == "lost" else answer_texts.ask_refill
        return turn.rewrite(ask(medicine=course.spoken_name))
    turn.rewrite(texts.followup_thanks(person=course.patient_name, medicine=course.spoken_name))
    return await ask_followups(turn, course, followups)


async def take_lost_pills(turn: Turn, course: Course, pills: Fraction) -> None:
    """The typed number of pills that were lost."""
    await _amend(turn, course, lost=pills)


async def take_earlier_refill(turn: Turn, course: Course, pills: Fraction) -> None:
    """The typed number of pills that had come before the count."""
    await _amend(turn, course, refill=pills)


async def _amend(
    turn: Turn, course: Course, *, lost: Fraction | None = None, refill: Fraction | None = None
) -> None:
    assert turn.me.waiting is not None
    data = turn.me.waiting.data
    count = correctable_count(course, date.fromisoformat(data["day"]), turn.now)
    if count is None:
        turn.stop_waiting()
        return turn.say(result_texts.too_late_to_correct())
    account_id = turn.me.account_id
    if lost is not None:
        await record_lost_pills(
            turn.session, course, count, lost, account_id=account_id, now=turn.now
        )
    if refill is not None:
        await record_earlier_refill(
            turn.session, course, count, refill, account_id=account_id, now=turn.now
        )
    turn.say(texts.followup_thanks(person=course.patient_name, medicine=course.spoken_name))
    return await ask_followups(turn, course, data.get("followups", []))


@router.button(AnswerHard)
async def answer_what_was_hard(turn: Turn, press: AnswerHard) -> None:
    """A group of reasons opens its list."""
    found = await _correctable(turn, press.treatment, press.day)
    if found is None:
        return turn.say(menu_texts.old_button())
    course, count = found
    followups = _open_followups(turn)
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
        return await ask_followups(turn, course, followups)
    account_id = turn.me.account_id
    await record_what_was_hard(
        turn.session, course, count.on, reason, account_id=account_id, now=turn.now
    )
    turn.rewrite(texts.hard_thanks(help=reason in CLINIC_CAN_HELP))
    return await ask_followups(turn, course, followups)


@router.button(AnswerStorage)
async def answer_storage(turn: Turn, press: AnswerStorage) -> None:
    """Holds for both patients."""
    course = await held_course(turn, press.treatment)
    if course is None:
        return turn.say(menu_texts.old_button())
    followups = _open_followups(turn)
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
    return await ask_followups(turn, course, followups)


async def _correctable(
    turn: Turn, treatment_id: int, day: date
) -> tuple[Course, RecordedCount] | None:
    """The count that a button names, while it can still be corrected."""
    course = await held_course(turn, treatment_id)
    count = correctable_count(course, day, turn.now) if course else None
    return (course, count) if course and count else None


def _open_followups(turn: Turn) -> list[list[Any]]:
    """The questions still to be asked, unless the bot waits for something else meanwhile."""
    waiting = turn.me.waiting
    return waiting.data.get("followups", []) if waiting and waiting.flow == "count_followup" else []
