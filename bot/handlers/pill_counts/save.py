"""The count is stored; then the next medicine, or what is to be asked after a count."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.pill_counts import Question, question_after
from bot.handlers.pill_counts.ask import ask, named, said_so_far
from bot.handlers.pill_counts.followup import ask_after
from bot.services.adherence.course import Course
from bot.services.pill_counts.assisted import counted_after_all
from bot.services.pill_counts.followup import note_kept
from bot.services.pill_counts.record import Counted, give_count
from db.enums import CountSource, HolderRole, Keeping
from db.queries.people import holder_role


async def store(turn: Turn, course: Course, pills: Fraction) -> None:
    data = said_so_far(turn)
    role: str | None = turn.me.role
    if course.patient_id != turn.me.patient_id or role == HolderRole.CAREGIVER:
        # A patient may have ended it a moment ago, in this very batch.
        role = await holder_role(turn.session, turn.me.account_id, course.patient_id)
    if role is None:
        turn.done_waiting()
        return turn.say("caregivers.ended", name=course.patient_name)
    before = course.last
    counted = await give_count(
        turn.session,
        course,
        pills,
        account_id=turn.me.account_id,
        source=CountSource.CAREGIVER if role == HolderRole.CAREGIVER else CountSource.SELF,
        corrects=data.get("corrects"),
        now=turn.now,
    )
    if data.get("sent"):
        await counted_after_all(turn.session, course, now=turn.now)
    say_counted(turn, counted)
    # What the count that gives way would have asked is decided anew by this one.
    after = [one for one in data.get("after", []) if one[1] != course.treatment_id]
    first = before is None or before.on != counted.course.counts[-1].on
    fresh = first or len(after) < len(data.get("after", []))
    after += await _to_ask(turn, counted, {**data, "after": after}, fresh=fresh)
    return await go_on(turn, course, after)


def say_counted(turn: Turn, counted: Counted) -> None:
    """In place of the pressed pad or question, so that no old buttons stay behind."""
    tell = turn.rewrite if turn.query else turn.say
    tell(
        "pill_counts.counted",
        count=str(counted.remaining),
        days=counted.days_left,
        runs_out=counted.runs_out_on.isoformat() if counted.runs_out_on else None,
        clinic_told=bool(counted.found),
        lacking=counted.course.is_out_of_stock,
        **named(counted.course),
    )


async def go_on(turn: Turn, course: Course, after: list[list[Any]]) -> None:
    """The next medicine of the same person; at the end, what is to be asked of them."""
    data = said_so_far(turn)
    queue: list[int] = data.get("queue", [])
    for index, treatment_id in enumerate(queue):
        following = await turn.courses.one(course.patient_id, treatment_id)
        if following is not None:
            kept = {"before": course.treatment_id, "others": data.get("others", []), "after": after}
            if course.last is not None:
                kept["said"] = str(course.last.remaining)
            return await ask(turn, following, queue[index + 1 :], **kept)
    return await ask_after(turn, course, after)


async def _to_ask(
    turn: Turn, counted: Counted, data: dict[str, Any], *, fresh: bool
) -> list[list[Any]]:
    """(question, treatment, day). What was hard is asked once in a sitting, of the first count.

    `fresh`: this count was not asked about yet.
    """
    course, day = counted.course, counted.course.counts[-1].on.isoformat()
    found: list[list[Any]] = []
    if data.get("others") and await _shares_medicine(turn, course, data["others"]):
        found.append([Question.APART.value, course.treatment_id, day])
    asked = question_after(counted.interval) if fresh else None
    known = [question for question, *_ in data.get("after", [])]
    if asked is not None and not (asked is Question.HARD and asked in known):
        found.append([asked.value, course.treatment_id, day])
    return found


async def _shares_medicine(turn: Turn, course: Course, others: list[list[Any]]) -> bool:
    """Whether two of one phone take the same, and nobody has asked yet; from now on it is asked."""
    if course.kept is not None:
        return False
    same = [
        other
        for patient_id, _name in others
        for other in await turn.courses.of(patient_id)
        if other.medicine_id == course.medicine_id and other.countable
    ]
    if same:
        await note_kept(turn.session, [course, *same], Keeping.ASKED, now=turn.now)
    return bool(same)
