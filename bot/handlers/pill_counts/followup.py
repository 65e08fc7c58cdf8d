"""Follow-up questions after a count: pills elsewhere or lost, what was hard, storage."""

from datetime import date
from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.pill_counts import FollowUp
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.waiting import course_of_button, course_params
from bot.services.adherence.course import Course, RecordedCount
from bot.services.pill_counts.followup import (
    correctable_count,
    record_earlier_refill,
    record_lost_pills,
    record_storage,
    record_what_was_hard,
)
from db.enums import HardReason, PillStorage
from db.queries.caregivers import patients_held_by

TEMPLATES = {
    FollowUp.FEWER: "pill_counts.fewer_than_possible",
    FollowUp.HARD: "pill_counts.what_was_hard",
    FollowUp.STORAGE: "pill_counts.kept_apart",
}
CLINIC_CAN_HELP = (HardReason.FINISHED, HardReason.NO_MONEY, HardReason.SIDE_EFFECT)
"""Reasons for which somebody of the clinic offers to call."""


async def ask_followups(turn: Turn, course: Course, followups: list[list[Any]]) -> None:
    """Ask the first of these: (question, treatment, day). The count may still be corrected."""
    for index, (question, treatment_id, day) in enumerate(followups):
        about = await turn.courses.one(course.patient_id, treatment_id)
        if about is not None:
            _wait(turn, about, followups[index + 1 :])
            return turn.say(TEMPLATES[FollowUp(question)], day=day, **course_params(about))
    return _wait(turn, course, [])


def _wait(turn: Turn, course: Course, followups: list[list[Any]]) -> None:
    turn.wait(
        "count_followup",
        "open",
        patient=course.patient_id,
        treatment=course.treatment_id,
        followups=followups,
    )


async def answer_fewer_than_possible(turn: Turn) -> None:
    """`count_fewer:12:2026-12-14:lost`: where the pills may be that were not counted."""
    found = await _count_of_button(turn)
    if found is None:
        return turn.say("menu.old_button")
    course, count = found
    what, followups = turn.pressed[2:3], _open_followups(turn)
    if what == ["place"]:
        return await ask_count(turn, course, [], corrects=count.id, followups=followups)
    if what in (["lost"], ["refill"]):
        day, step = count.on.isoformat(), f"followup_{what[0]}"
        turn.wait(
            "count",
            step,
            patient=course.patient_id,
            treatment=course.treatment_id,
            queue=[],
            followups=followups,
            day=day,
        )
        asks = {"lost": "pill_counts.how_many_lost", "refill": "pill_counts.ask_refill"}
        return turn.rewrite(asks[what[0]], **course_params(course))
    turn.rewrite("pill_counts.followup_thanks", **course_params(course))
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
        return turn.say("pill_counts.too_late_to_correct")
    account_id = turn.me.account_id
    if lost is not None:
        await record_lost_pills(
            turn.session, course, count, lost, account_id=account_id, now=turn.now
        )
    if refill is not None:
        await record_earlier_refill(
            turn.session, course, count, refill, account_id=account_id, now=turn.now
        )
    turn.say("pill_counts.followup_thanks", **course_params(course))
    return await ask_followups(turn, course, data.get("followups", []))


async def answer_what_was_hard(turn: Turn) -> None:
    """`count_hard:12:2026-12-14:forgot`. A group of reasons opens its list; `skip` says nothing."""
    found = await _count_of_button(turn)
    if found is None:
        return turn.say("menu.old_button")
    course, count = found
    said, followups = (turn.pressed[2:] or ["skip"])[0], _open_followups(turn)
    if said in ("medicine", "body", "life", "back"):
        return turn.rewrite(
            "pill_counts.what_was_hard",
            day=count.on.isoformat(),
            opened=said,
            **course_params(course),
        )
    reason = next((one for one in HardReason if one == said), None)
    if reason is None:
        turn.rewrite("pill_counts.hard_not_said")
        return await ask_followups(turn, course, followups)
    account_id = turn.me.account_id
    await record_what_was_hard(
        turn.session, course, count.on, reason, account_id=account_id, now=turn.now
    )
    turn.rewrite("pill_counts.hard_thanks", help=reason in CLINIC_CAN_HELP, **course_params(course))
    return await ask_followups(turn, course, followups)


async def answer_storage(turn: Turn) -> None:
    """`count_storage:12:yes`: holds for both patients."""
    course = await course_of_button(turn)
    if course is None or turn.pressed[1:] not in (["yes"], ["no"]):
        return turn.say("menu.old_button")
    followups = _open_followups(turn)
    storage = PillStorage.APART if turn.pressed[1] == "yes" else PillStorage.TOGETHER
    held = await patients_held_by(turn.session, turn.me.account_id)
    same = [
        each
        for patient in held
        for each in await turn.courses.of(patient.id)
        if each.medicine_id == course.medicine_id and each.countable
    ]
    await record_storage(turn.session, same, storage, now=turn.now)
    turn.rewrite(
        "pill_counts.storage_thanks",
        together=storage is PillStorage.TOGETHER,
        **course_params(course),
    )
    return await ask_followups(turn, course, followups)


async def _count_of_button(turn: Turn) -> tuple[Course, RecordedCount] | None:
    """The count of the pressed button, while it can still be corrected."""
    course = await course_of_button(turn)
    try:
        day = date.fromisoformat(turn.pressed[1]) if len(turn.pressed) > 1 else None
    except ValueError:
        return None
    count = correctable_count(course, day, turn.now) if course and day else None
    return (course, count) if course and count else None


def _open_followups(turn: Turn) -> list[list[Any]]:
    """The questions still to be asked, unless the bot waits for something else meanwhile."""
    waiting = turn.me.waiting
    return waiting.data.get("followups", []) if waiting and waiting.flow == "count_followup" else []
