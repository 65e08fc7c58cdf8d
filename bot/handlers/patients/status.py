"""Staff record that a patient moved, is treated elsewhere, or died, and can undo it."""

from bot.context import Turn
from bot.handlers.router import Router
from bot.keyboards.patients import MarkPatientLeft, MarkPatientReturned, ShowPatientStatus
from bot.services.patients.status import mark_patient_left, undo_patient_left
from bot.texts import menu as menu_texts
from bot.texts.patients import status as texts
from bot.texts.sentences import Message
from db.enums import LeftBecause
from db.models import Patient

router = Router(__name__)


@router.button(ShowPatientStatus)
async def show_status(turn: Turn, press: ShowPatientStatus) -> None:
    patient = await _locked_patient(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    return turn.rewrite(status_of(patient))


def status_of(patient: Patient) -> Message:
    return texts.status(
        patient=patient.id,
        name=patient.name,
        number=patient.clinic_number,
        village=patient.village,
        because=LeftBecause(patient.left_because) if patient.left_because else None,
    )


@router.button(MarkPatientLeft)
async def mark_left(turn: Turn, press: MarkPatientLeft) -> None:
    """Asks for one confirmation. Idempotent: a second yes changes nothing."""
    patient, because = await _locked_patient(turn, press.patient), press.because
    if patient is None:
        return turn.say(menu_texts.old_button())
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


@router.button(MarkPatientReturned)
async def mark_returned(turn: Turn, press: MarkPatientReturned) -> None:
    patient = await _locked_patient(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    if patient.left_on is not None:
        await undo_patient_left(turn.session, patient, actor=turn.actor, now=turn.now)
        turn.courses.invalidate(patient.id)
    return turn.rewrite(texts.returned(name=patient.name))


async def _locked_patient(turn: Turn, patient_id: int) -> Patient | None:
    """The pressed patient, locked; None if they are not of the staff member's own clinic."""
    if turn.me.staff is None:
        return None
    patient = await turn.session.get(Patient, patient_id, with_for_update=True)
    if patient is None or patient.clinic_id != turn.me.staff.clinic_id:
        return None
    return patient
