"""Who may report a refill for a patient, and in which role."""

from bot.context import Turn
from bot.services.adherence.course import Course
from bot.texts.refills.report import RefillOption
from db.enums import CountSource, HolderRole
from db.queries.caregivers import holder_role
from db.queries.leaders import patients_helped_by


async def course_to_report(
    turn: Turn, patient_id: int, treatment_id: int, *, leader: bool
) -> Course | None:
    """None if the speaker may not report it (any more), or if it is stopped or never counted."""
    if await reporting_source(turn, patient_id, leader=leader) is None:
        return None
    course = await turn.courses.one(patient_id, treatment_id)
    return course if course is not None and course.countable else None


async def reporting_source(turn: Turn, patient_id: int, *, leader: bool) -> CountSource | None:
    """The role in which the speaker reports; None if they may not."""
    if leader:
        allowed = {p.id for p in await patients_helped_by(turn.session, turn.me.account_id)}
        return CountSource.LEADER if patient_id in allowed else None
    role = await holder_role(turn.session, turn.me.account_id, patient_id)
    if role is None:
        return None
    return CountSource.CAREGIVER if role == HolderRole.CAREGIVER else CountSource.SELF


def course_option(course: Course) -> RefillOption:
    label = f"{course.patient_name}: {course.spoken_name}"
    return RefillOption(course.patient_id, course.treatment_id, label)
