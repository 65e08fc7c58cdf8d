"""Rules for treatments: staff, in one round of the questions of /dawa, for their own clinic."""

from typing import Protocol

from bot.context import StaffMember, Turn
from bot.domain.treatments.formulary import FormularyMedicine, formulary_medicine
from bot.handlers.access.rules import Access, Refused, within
from bot.handlers.access.staff import staff
from bot.handlers.treatments.dialog import TreatmentDialog, TreatmentStep
from bot.keyboards.treatments import (
    ChooseMedicine,
    ChoosePatientToTreat,
    ChooseTreatment,
    ConfirmTreatmentStop,
    MedicineSource,
)
from bot.services.adherence.course import Course
from bot.texts.treatments.confirm import question_over
from db.models import Medicine, Patient, Treatment
from db.queries.patients.lookup import patient_of_clinic
from db.queries.stock import medicines_of_clinic
from db.queries.treatments import treatment_of_clinic

Entry = tuple[TreatmentDialog, Patient]
KnownMedicine = Medicine | FormularyMedicine


class NamesRound(Protocol):
    @property
    def tag(self) -> str: ...


def entry_at(*steps: TreatmentStep) -> Access[NamesRound, Entry]:
    """Staff at this step of the round to which the button belongs, for a patient of theirs."""

    @within(TreatmentDialog)
    async def treated_patient(turn: Turn, named: NamesRound) -> Entry | Refused:
        """Staff, at this step, and the patient of their clinic whose medicine is entered."""
        dialog = _dialog_at(turn, named, *steps)
        return await _with_patient(turn, dialog, dialog.patient) if dialog else _over("dialog")

    return treated_patient


@within(TreatmentDialog)
async def patient_to_treat(turn: Turn, named: ChoosePatientToTreat) -> Entry | Refused:
    """Staff who are asked for a patient, and one of their clinic who has not left."""
    dialog = _dialog_at(turn, named, TreatmentStep.PATIENT)
    return await _with_patient(turn, dialog, named.patient) if dialog else _over("dialog")


@within(TreatmentDialog)
async def running_treatment(
    turn: Turn, named: ChooseTreatment
) -> tuple[TreatmentDialog, Patient, Course] | Refused:
    """Staff who are asked which medicine of a patient, and one that this patient takes."""
    entry = await entry_at(TreatmentStep.TREATMENT)(turn, named)
    if isinstance(entry, Refused):
        return entry
    course = await turn.courses.one(entry[1].id, named.treatment)
    return (*entry, course) if course else _over("treatment", named.treatment)


@within(TreatmentDialog)
async def treatment_to_stop(
    turn: Turn, named: ConfirmTreatmentStop
) -> tuple[TreatmentDialog, Patient, Treatment] | Refused:
    """Staff who are asked whether a treatment at their clinic was stopped."""
    entry = await entry_at(TreatmentStep.STOP)(turn, named)
    if isinstance(entry, Refused):
        return entry
    dialog, patient = entry
    found = None
    if dialog.treatment is not None:
        found = await treatment_of_clinic(turn.session, patient.clinic_id, dialog.treatment)
    return (dialog, patient, found) if found else _over("treatment", dialog.treatment)


@within(TreatmentDialog)
async def medicine_to_start(
    turn: Turn, named: ChooseMedicine
) -> tuple[TreatmentDialog, Patient, KnownMedicine] | Refused:
    """Staff who are asked for a medicine, and one of their clinic or of the formulary."""
    entry = await entry_at(TreatmentStep.MEDICINE)(turn, named)
    if isinstance(entry, Refused):
        return entry
    if named.source is MedicineSource.FORMULARY:
        known: KnownMedicine | None = formulary_medicine(named.key)
    else:
        own = await medicines_of_clinic(turn.session, entry[1].clinic_id)
        known = next((medicine for medicine in own if str(medicine.id) == named.key), None)
    return (*entry, known) if known else _over("medicine")


async def staff_and_patient(
    turn: Turn, dialog: TreatmentDialog
) -> tuple[StaffMember, Patient | None] | Refused:
    """Staff, and a patient of their clinic; None while they are asked for one."""
    member = await staff(turn, dialog)
    if isinstance(member, Refused):
        return member
    if dialog == TreatmentDialog(dialog.tag, TreatmentStep.PATIENT):
        return member, None
    entry = await _with_patient(turn, dialog, dialog.patient)
    return entry if isinstance(entry, Refused) else (member, entry[1])


def _dialog_at(turn: Turn, named: NamesRound, *steps: TreatmentStep) -> TreatmentDialog | None:
    dialog = turn.dialog_of(TreatmentDialog)
    asked = dialog is not None and dialog.step in steps and dialog.tag == named.tag
    return dialog if asked else None


async def _with_patient(
    turn: Turn, dialog: TreatmentDialog, patient_id: int | None
) -> Entry | Refused:
    for place in turn.me.works_for:
        if patient_id is None:
            break
        found = await patient_of_clinic(turn.session, place.clinic_id, patient_id)
        if found is not None:
            turn.me.act_for(place.clinic_id)
            return dialog, found
    return _over("patient", patient_id)


def _over(kind: str, thing_id: int | None = None) -> Refused:
    return Refused(question_over(), (kind, thing_id))
