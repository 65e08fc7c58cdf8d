"""After a count, and only then: pills elsewhere or lost, what was hard, how pills are kept."""

from datetime import date
from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.pill_counts import Question
from bot.handlers.pill_counts.ask import ask, held_course, named
from bot.services.adherence.course import Course, StandingCount
from bot.services.pill_counts.followup import add_fill, add_lost, count_of, note_hard, note_kept
from db.enums import HardReason, Keeping
from db.queries.people import patients_held_by

TEMPLATES = {
    Question.OVER: "pill_counts.fewer_than_possible",
    Question.HARD: "pill_counts.hard",
    Question.APART: "pill_counts.apart",
}
HELPED_WITH = (HardReason.FINISHED, HardReason.NO_MONEY, HardReason.SIDE_EFFECT)
"""What somebody of the clinic can do something about."""


async def ask_after(turn: Turn, course: Course, after: list[list[Any]]) -> None:
    """The next of these questions: (question, treatment, day). A count may still be corrected."""
    for index, (which, treatment_id, day) in enumerate(after):
        about = await turn.courses.one(course.patient_id, treatment_id)
        if about is not None:
            _wait(turn, about, after[index + 1 :])
            return turn.say(TEMPLATES[Question(which)], day=day, **named(about))
    return _wait(turn, course, [])


def _wait(turn: Turn, course: Course, after: list[list[Any]]) -> None:
    turn.wait(
        "counted",
        "after",
        patient=course.patient_id,
        treatment=course.treatment_id,
        after=after,
    )


async def over(turn: Turn) -> None:
    """`over:12:2026-12-14:lost`: where pills may be that were not counted."""
    found = await _count_asked_about(turn)
    if found is None:
        return turn.say("menu.old_button")
    course, count = found
    what, after = turn.pressed[2:3], _after(turn)
    if what == ["place"]:
        return await ask(turn, course, [], corrects=count.id, after=after)
    if what in (["lost"], ["came"]):
        day, step = count.on.isoformat(), f"over_{what[0]}"
        turn.wait(
            "count",
            step,
            patient=course.patient_id,
            treatment=course.treatment_id,
            queue=[],
            after=after,
            day=day,
        )
        asks = {"lost": "pill_counts.how_many_lost", "came": "pill_counts.ask_came"}
        return turn.rewrite(asks[what[0]], **named(course))
    turn.rewrite("pill_counts.followup_thanks", **named(course))
    return await ask_after(turn, course, after)


async def lost(turn: Turn, course: Course, pills: Fraction) -> None:
    """How many were lost: typed."""
    await _amend(turn, course, lost=pills)


async def came(turn: Turn, course: Course, pills: Fraction) -> None:
    """How many had come: typed."""
    await _amend(turn, course, came=pills)


async def _amend(
    turn: Turn, course: Course, *, lost: Fraction | None = None, came: Fraction | None = None
) -> None:
    assert turn.me.waiting is not None
    data = turn.me.waiting.data
    count = count_of(course, date.fromisoformat(data["day"]), turn.now)
    if count is None:
        turn.done_waiting()
        return turn.say("pill_counts.too_late_to_correct")
    who = turn.me.account_id
    if lost is not None:
        await add_lost(turn.session, course, count, lost, account_id=who, now=turn.now)
    if came is not None:
        await add_fill(turn.session, course, count, came, account_id=who, now=turn.now)
    turn.say("pill_counts.followup_thanks", **named(course))
    return await ask_after(turn, course, data.get("after", []))


async def hard(turn: Turn) -> None:
    """`hard:12:2026-12-14:forgot`; a group of reasons opens, `skip` is as good an answer."""
    found = await _count_asked_about(turn)
    if found is None:
        return turn.say("menu.old_button")
    course, count = found
    said, after = (turn.pressed[2:] or ["skip"])[0], _after(turn)
    if said in ("medicine", "body", "life", "back"):
        return turn.rewrite(
            "pill_counts.hard", day=count.on.isoformat(), opened=said, **named(course)
        )
    reason = next((one for one in HardReason if one == said), None)
    if reason is None:
        turn.rewrite("pill_counts.all_right")
        return await ask_after(turn, course, after)
    who = turn.me.account_id
    await note_hard(turn.session, course, count.on, reason, account_id=who, now=turn.now)
    turn.rewrite("pill_counts.heard", help=reason in HELPED_WITH, **named(course))
    return await ask_after(turn, course, after)


async def apart(turn: Turn) -> None:
    """`apart:12:yes`: said for both people."""
    course = await held_course(turn)
    if course is None or turn.pressed[1:] not in (["yes"], ["no"]):
        return turn.say("menu.old_button")
    after = _after(turn)
    kept = Keeping.APART if turn.pressed[1] == "yes" else Keeping.TOGETHER
    held = await patients_held_by(turn.session, turn.me.account_id)
    same = [
        each
        for patient in held
        for each in await turn.courses.of(patient.id)
        if each.medicine_id == course.medicine_id and each.countable
    ]
    await note_kept(turn.session, same, kept, now=turn.now)
    turn.rewrite("pill_counts.kept", together=kept is Keeping.TOGETHER, **named(course))
    return await ask_after(turn, course, after)


async def _count_asked_about(turn: Turn) -> tuple[Course, StandingCount] | None:
    """The count of the pressed button, while it stands."""
    course = await held_course(turn)
    try:
        day = date.fromisoformat(turn.pressed[1]) if len(turn.pressed) > 1 else None
    except ValueError:
        return None
    count = count_of(course, day, turn.now) if course and day else None
    return (course, count) if course and count else None


def _after(turn: Turn) -> list[list[Any]]:
    """What is still to be asked, if the bot waits for nothing else meanwhile."""
    waiting = turn.me.waiting
    return waiting.data.get("after", []) if waiting and waiting.flow == "counted" else []
