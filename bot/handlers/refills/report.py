"""Which medicine came: told by the ⚙️ button, or typed at any time."""

from collections.abc import Sequence

from bot.context import Turn
from bot.domain.reading.refills import Arrival, read_arrival
from bot.handlers.preferences.language import begin_here
from bot.handlers.refills.access import as_option, course_for, named
from bot.handlers.refills.amount import ask_pills, take
from bot.services.adherence.course import Course
from db.queries.people import patients_held_by

LISTENING = (None, "count", "count_what")
"""Flows whose answer is a number of pills; any other wants its words for itself."""


async def begin(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await begin_here(turn)
    return await _which(turn, await _countable(turn), None)


async def heard(turn: Turn) -> bool:
    """Whether what was typed told that medicine came, and it is being noted."""
    waiting = turn.me.waiting
    flow = waiting.flow if waiting else None
    if flow not in LISTENING or (waiting and waiting.step == "came"):
        return False
    if turn.me.patient_id is None or turn.me.staff is not None:
        return False
    if read_arrival(turn.text) is None:
        return False
    courses = await _countable(turn)
    sizes = {course.strip_size for course in courses}
    arrival = read_arrival(turn.text, strip=sizes.pop() if len(sizes) == 1 else None)
    if not courses or arrival is None:
        return False
    await _which(turn, courses, arrival)
    return True


async def _which(turn: Turn, courses: Sequence[Course], arrival: Arrival | None) -> None:
    if not courses:
        return turn.say("pill_counts.nothing_to_count")
    pills = arrival.pills if arrival else None
    if len(courses) == 1:
        return await _has_come(turn, courses[0], str(pills) if pills else None, leader=False)
    turn.wait("came", "which", leader=False, pills=str(pills) if pills else None)
    return turn.say("refills.which", options=list(map(as_option, courses)))


async def _countable(turn: Turn) -> list[Course]:
    held = await patients_held_by(turn.session, turn.me.account_id)
    return [c for p in held for c in await turn.courses.of(p.id) if c.countable]


async def medicine_chosen(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("came", "which"):
        return turn.say("menu.old_button")
    leader = waiting.data["leader"]
    patient, treatment = (int(n) if n.isdecimal() else 0 for n in (*turn.pressed, "", "")[:2])
    course = await course_for(turn, patient, treatment, leader=leader)
    if course is None:
        turn.done_waiting()
        return turn.say("menu.old_button")
    return await _has_come(turn, course, waiting.data.get("pills"), leader=leader)


async def _has_come(turn: Turn, course: Course, pills: str | None, *, leader: bool) -> None:
    turn.wait(
        "came",
        "pills",
        patient=course.patient_id,
        treatment=course.treatment_id,
        leader=leader,
    )
    if pills is None:
        return ask_pills(turn, **named(course))
    return take(turn, course, pills)
