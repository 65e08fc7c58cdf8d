"""Whether the speaker may note something for a patient, and as whom."""

from typing import Any

from bot.context import Turn
from bot.services.adherence.course import Course
from db.enums import CountSource, HolderRole
from db.queries.leaders.access import helped_by
from db.queries.people import holder_role


async def course_for(
    turn: Turn, patient_id: int, treatment_id: int, *, leader: bool
) -> Course | None:
    """None: not theirs to tell of, no longer allowed, stopped, or never counted."""
    if await source_of(turn, patient_id, leader=leader) is None:
        return None
    course = await turn.courses.one(patient_id, treatment_id)
    return course if course is not None and course.countable else None


async def source_of(turn: Turn, patient_id: int, *, leader: bool) -> CountSource | None:
    """As whom the speaker tells it. None: they may not."""
    if leader:
        allowed = {p.id for p in await helped_by(turn.session, turn.me.account_id)}
        return CountSource.LEADER if patient_id in allowed else None
    role = await holder_role(turn.session, turn.me.account_id, patient_id)
    if role is None:
        return None
    return CountSource.CAREGIVER if role == HolderRole.CAREGIVER else CountSource.SELF


def named(course: Course) -> dict[str, Any]:
    return {"person": course.patient_name, "medicine": course.spoken_name}


def as_option(course: Course) -> list[Any]:
    return [course.patient_id, course.treatment_id, f"{course.patient_name}: {course.spoken_name}"]
