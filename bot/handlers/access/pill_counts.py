"""Rules for pill counts: whose medicine the speaker may count, and in which role."""

from dataclasses import dataclass
from typing import Protocol

from bot.context import Turn
from bot.handlers.access.rules import Refused
from bot.services.adherence.course import Course
from bot.services.pill_counts.assisted.requests import Helper, request_for_helper
from bot.texts import caregivers as caregiver_texts
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import assisted as texts
from db.enums import CountSource, HolderRole
from db.models import AssistedCount
from db.queries.caregivers import holder_role


@dataclass(frozen=True, slots=True)
class CourseToHelpWith:
    """A medicine that somebody asked helpers to count."""

    course: Course
    request: AssistedCount
    helper: Helper


@dataclass(frozen=True, slots=True)
class CourseToCount:
    course: Course
    source: CountSource
    """The role in which the speaker counts it."""
    helping: CourseToHelpWith | None = None


class NamesCount(Protocol):
    """A dialogue about the count of one medicine."""

    @property
    def patient(self) -> int: ...
    @property
    def treatment(self) -> int: ...
    @property
    def assisted(self) -> int | None: ...


class NamesRequest(Protocol):
    @property
    def request(self) -> int: ...


async def course_to_count(turn: Turn, named: NamesCount) -> CourseToCount | Refused:
    """The patient, their caregiver, or a helper who opened the request for an assisted count."""
    if named.assisted is not None:
        helping = await _course_to_help_with(turn, named.assisted)
        if isinstance(helping, Refused):
            return helping
        return CourseToCount(helping.course, helping.helper.source, helping)
    course = await turn.courses.one(named.patient, named.treatment)
    if course is None:
        return Refused(menu_texts.home(), ("treatment", named.treatment))
    role = await _role(turn, named.patient)
    if role is None:
        ended = caregiver_texts.your_access_ended(name=course.patient_name)
        return Refused(ended, ("treatment", named.treatment))
    caregiver = role == HolderRole.CAREGIVER
    return CourseToCount(course, CountSource.CAREGIVER if caregiver else CountSource.SELF)


async def _role(turn: Turn, patient_id: int) -> str | None:
    """A patient counts for themselves for good; a caregiver's access may have ended just now."""
    me = turn.me
    if me.patient_id == patient_id and me.role is HolderRole.SELF:
        return me.role
    return await holder_role(turn.session, me.account_id, patient_id)


async def course_to_help_with(turn: Turn, named: NamesRequest) -> CourseToHelpWith | Refused:
    """Staff of the patient's clinic, or a leader of their group whom they allowed to help."""
    return await _course_to_help_with(turn, named.request)


async def _course_to_help_with(turn: Turn, request_id: int) -> CourseToHelpWith | Refused:
    for helper in _helpers(turn):
        request = await request_for_helper(turn.session, request_id, helper)
        if request is not None:
            break
    course = await turn.courses.one(request.patient_id, request.treatment_id) if request else None
    if request is None or course is None:
        return Refused(texts.assisted_not_allowed(), ("assisted_count", request_id))
    return CourseToHelpWith(course, request, helper)


def _helpers(turn: Turn) -> list[Helper]:
    """As whom the speaker may help: as staff of each clinic that they serve, or as a leader."""
    me = turn.me.account_id
    if turn.me.works_for:
        return [Helper(me, place.name, place.clinic_id) for place in turn.me.works_for]
    return [Helper(me, turn.user.first_name if turn.user else "")]
