"""Storing the count; then the next medicine, or the follow-up questions."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.pill_counts import FollowUp, followup_of
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.followup import ask_followups
from bot.handlers.pill_counts.waiting import waiting_data
from bot.services.adherence.course import Course
from bot.services.pill_counts.assisted.outcomes import close_requests_of_treatment
from bot.services.pill_counts.followup import record_storage
from bot.services.pill_counts.record import CountResult, record_count
from bot.texts import caregivers as caregiver_texts
from bot.texts.pill_counts import result as texts
from db.enums import CountSource, HolderRole, PillStorage
from db.queries.caregivers import holder_role


async def save_count(turn: Turn, course: Course, pills: Fraction) -> None:
    data = waiting_data(turn)
    role: str | None = turn.me.role
    if course.patient_id != turn.me.patient_id or role == HolderRole.CAREGIVER:
        # The patient may have ended this access a moment ago, in the same batch of updates.
        role = await holder_role(turn.session, turn.me.account_id, course.patient_id)
    if role is None:
        turn.stop_waiting()
        return turn.say(caregiver_texts.your_access_ended(name=course.patient_name))
    before = course.last
    counted = await record_count(
        turn.session,
        course,
        pills,
        account_id=turn.me.account_id,
        source=CountSource.CAREGIVER if role == HolderRole.CAREGIVER else CountSource.SELF,
        corrects=data.get("corrects"),
        now=turn.now,
    )
    if data.get("shown_to_helpers"):
        await close_requests_of_treatment(turn.session, course, now=turn.now)
    say_count_result(turn, counted)
    # A corrected count decides anew which questions follow it.
    followups = [one for one in data.get("followups", []) if one[1] != course.treatment_id]
    first = before is None or before.on != counted.course.counts[-1].on
    fresh = first or len(followups) < len(data.get("followups", []))
    followups += await _new_followups(turn, counted, {**data, "followups": followups}, fresh=fresh)
    return await ask_next_medicine(turn, course, followups)


def say_count_result(turn: Turn, counted: CountResult) -> None:
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


async def ask_next_medicine(turn: Turn, course: Course, followups: list[list[Any]]) -> None:
    """Ask about the next medicine of the same patient; after the last, the follow-up questions."""
    data = waiting_data(turn)
    queue: list[int] = data.get("queue", [])
    for index, treatment_id in enumerate(queue):
        following = await turn.courses.one(course.patient_id, treatment_id)
        if following is not None:
            kept = {
                "previous": course.treatment_id,
                "others": data.get("others", []),
                "followups": followups,
            }
            if course.last is not None:
                kept["previous_count"] = str(course.last.remaining)
            return await ask_count(turn, following, queue[index + 1 :], **kept)
    return await ask_followups(turn, course, followups)


async def _new_followups(
    turn: Turn, counted: CountResult, data: dict[str, Any], *, fresh: bool
) -> list[list[Any]]:
    """(question, treatment, day). What was hard is asked once in a row of counts, about the first.

    `fresh`: no follow-up question was asked about this count yet.
    """
    course, day = counted.course, counted.course.counts[-1].on.isoformat()
    found: list[list[Any]] = []
    if data.get("others") and await _shares_medicine(turn, course, data["others"]):
        found.append([FollowUp.STORAGE.value, course.treatment_id, day])
    asked = followup_of(counted.interval) if fresh else None
    known = [question for question, *_ in data.get("followups", [])]
    if asked is not None and not (asked is FollowUp.HARD and asked in known):
        found.append([asked.value, course.treatment_id, day])
    return found


async def _shares_medicine(turn: Turn, course: Course, others: list[list[Any]]) -> bool:
    """Whether another patient of this phone takes the same medicine and storage is not asked yet.

    If so, it is noted as asked.
    """
    if course.storage is not None:
        return False
    same = [
        other
        for patient_id, _name in others
        for other in await turn.courses.of(patient_id)
        if other.medicine_id == course.medicine_id and other.countable
    ]
    if same:
        await record_storage(turn.session, [course, *same], PillStorage.ASKED, now=turn.now)
    return bool(same)
