"""Rules for refills: who may report or correct what was dispensed to a patient, in which role."""

from dataclasses import dataclass
from typing import Protocol

from bot.context import Turn
from bot.handlers.access.rules import Refused, old_button, within
from bot.handlers.refills.dialog import RefillChoice, RefillChoiceDialog, RefillDialog
from bot.keyboards.refills import ChooseRefillMedicine, ChooseRefillMember
from bot.services.adherence.course import Course
from bot.texts import menu as menu_texts
from bot.texts.refills import report as texts
from db.enums import CountSource, HolderRole
from db.models import Dispensing, Patient, Treatment
from db.queries.caregivers import holder_role
from db.queries.leaders import patients_helped_by
from db.queries.refills import dispensing_to_correct


@dataclass(frozen=True, slots=True)
class CourseToReport:
    course: Course
    source: CountSource
    """The role in which the speaker reports a refill of it."""


@dataclass(frozen=True, slots=True)
class CorrectableDispensing:
    dispensing: Dispensing
    treatment: Treatment
    source: CountSource
    """The role in which the speaker corrects it."""


class NamesRefill(Protocol):
    @property
    def patient(self) -> int: ...
    @property
    def treatment(self) -> int: ...
    @property
    def leader(self) -> bool: ...


class NamesDispensing(Protocol):
    @property
    def dispensing(self) -> int: ...


async def course_to_report(turn: Turn, named: NamesRefill) -> CourseToReport | Refused:
    """A countable medicine: for the patient, a caregiver, or a leader whom they let help."""
    source = await _reporting_source(turn, named.patient, leader=named.leader)
    course = await turn.courses.one(named.patient, named.treatment) if source else None
    if source is not None and course is not None and course.countable:
        return CourseToReport(course, source)
    answer = menu_texts.old_button() if turn.query else menu_texts.home()
    return Refused(answer, ("treatment", named.treatment))


@within(RefillChoiceDialog)
async def offered_course(
    turn: Turn, named: ChooseRefillMedicine
) -> tuple[RefillChoiceDialog, CourseToReport] | Refused:
    """Such a medicine, for whom is asked which one came."""
    dialog = turn.dialog_of(RefillChoiceDialog)
    if dialog is None or dialog.step is not RefillChoice.MEDICINE:
        return old_button("dialog", None)
    chosen = RefillDialog(named.patient, named.treatment, dialog.leader)
    found = await course_to_report(turn, chosen)
    return found if isinstance(found, Refused) else (dialog, found)


@within(RefillChoiceDialog)
async def helped_member(turn: Turn, named: ChooseRefillMember) -> Patient | Refused:
    """A member who let the speaker, a leader of their group, help; asked for one of them."""
    dialog = turn.dialog_of(RefillChoiceDialog)
    if dialog is None or dialog.step is not RefillChoice.MEMBER:
        return old_button("dialog", None)
    found = await _helped_patient(turn, named.patient)
    return found or old_button("patient", named.patient)


async def correctable_dispensing(
    turn: Turn, named: NamesDispensing
) -> CorrectableDispensing | Refused:
    """Staff of the clinic, whoever speaks for the patient; a leader only what a leader noted."""
    found = await dispensing_to_correct(turn.session, named.dispensing)
    if found is not None:
        dispensing, treatment, clinic_id = found
        source = await _correcting_source(turn, dispensing, treatment.patient_id, clinic_id)
        if source is not None:
            return CorrectableDispensing(dispensing, treatment, source)
    return Refused(texts.too_late(), ("dispensing", named.dispensing))


async def _correcting_source(
    turn: Turn, dispensing: Dispensing, patient_id: int, clinic_id: int
) -> CountSource | None:
    if turn.me.act_for(clinic_id) is not None:
        return CountSource.CLINIC
    source = await _reporting_source(turn, patient_id, leader=False)
    if source is None and dispensing.source == CountSource.LEADER:
        source = await _reporting_source(turn, patient_id, leader=True)
    return source


async def _reporting_source(turn: Turn, patient_id: int, *, leader: bool) -> CountSource | None:
    """None if the speaker may not report for this patient."""
    if leader:
        return CountSource.LEADER if await _helped_patient(turn, patient_id) else None
    role = await holder_role(turn.session, turn.me.account_id, patient_id)
    if role is None:
        return None
    return CountSource.CAREGIVER if role == HolderRole.CAREGIVER else CountSource.SELF


async def _helped_patient(turn: Turn, patient_id: int) -> Patient | None:
    helped = await patients_helped_by(turn.session, turn.me.account_id)
    return next((patient for patient in helped if patient.id == patient_id), None)
