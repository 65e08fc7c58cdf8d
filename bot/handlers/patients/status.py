"""Staff record that a patient moved, is treated elsewhere, or died, and can undo it."""

from bot.context import Turn
from bot.handlers.access.staff import patient_of_clinic
from bot.handlers.router import Router
from bot.keyboards.patients import MarkPatientLeft, MarkPatientReturned, ShowPatientStatus
from bot.services.patients.status import mark_patient_left, undo_patient_left
from bot.texts.patients import status as texts
from bot.texts.sentences import Message
from db.enums import LeftBecause
from db.models import Patient

router = Router(__name__)


@router.button(ShowPatientStatus, access=patient_of_clinic)
async def show_status(turn: Turn, _press: ShowPatientStatus, patient: Patient) -> None:
    return turn.rewrite(status_of(patient))


def status_of(patient: Patient) -> Message:
    return texts.status(
        patient=patient.id,
        name=patient.name,
        number=patient.clinic_number,
        village=patient.village,
        because=LeftBecause(patient.left_because) if patient.left_because else None,
    )


@router.button(MarkPatientLeft, access=patient_of_clinic)
async def mark_left(turn: Turn, press: MarkPatientLeft, patient: Patient) -> None:
    """Asks for one confirmation. Idempotent: a second yes changes nothing."""
    because = press.because
    if press.confirmed is None:
        return turn.rewrite(
            texts.confirm_left(patient=patient.id, name=patient.name, because=because)
        )
    open_alerts = 0
    if patient.left_because != because:
        open_alerts = await mark_patient_left(
            turn.session, patient, because, actor=turn.actor, now=turn.now
        )
        turn.courses.invalidate(patient.id)
    return turn.rewrite(
        texts.left(patient=patient.id, name=patient.name, because=because, open=open_alerts)
    )


@router.button(MarkPatientReturned, access=patient_of_clinic)
async def mark_returned(turn: Turn, _press: MarkPatientReturned, patient: Patient) -> None:
    if patient.left_on is not None:
        await undo_patient_left(turn.session, patient, actor=turn.actor, now=turn.now)
        turn.courses.invalidate(patient.id)
    return turn.rewrite(texts.returned(name=patient.name))
