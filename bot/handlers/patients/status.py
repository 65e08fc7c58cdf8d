"""Staff record that a patient moved, is treated elsewhere, or died, and can undo it."""

from typing import Any

from bot.context import Turn
from bot.services.patients.status import mark_patient_left, undo_patient_left
from db.enums import LeftBecause
from db.models import Patient


async def show_status(turn: Turn) -> None:
    patient = await _locked_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    return turn.rewrite("patients.status", **status_params(patient))


def status_params(patient: Patient) -> dict[str, Any]:
    return {
        "patient": patient.id,
        "name": patient.name,
        "number": patient.clinic_number,
        "village": patient.village,
        "because": patient.left_because,
    }


async def mark_left(turn: Turn) -> None:
    """Asks for one confirmation. Idempotent: a second yes changes nothing."""
    patient = await _locked_patient(turn)
    because = turn.pressed[1] if len(turn.pressed) > 1 else ""
    if patient is None or because not in list(LeftBecause):
        return turn.say("menu.old_button")
    params = {"patient": patient.id, "name": patient.name, "because": because}
    if turn.pressed[2:] != ["yes"]:
        return turn.rewrite("patients.confirm_left", **params)
    open_alerts = 0
    if patient.left_because != because:
        open_alerts = await mark_patient_left(
            turn.session, patient, LeftBecause(because), actor=turn.actor, now=turn.now
        )
        turn.courses.invalidate(patient.id)
    return turn.rewrite("patients.left", open=open_alerts, **params)


async def mark_returned(turn: Turn) -> None:
    patient = await _locked_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    if patient.left_on is not None:
        await undo_patient_left(turn.session, patient, actor=turn.actor, now=turn.now)
        turn.courses.invalidate(patient.id)
    return turn.rewrite("patients.returned", name=patient.name)


async def _locked_patient(turn: Turn) -> Patient | None:
    """The pressed patient, locked; None if they are not of the staff member's own clinic."""
    if turn.me.staff is None:
        return None
    patient = await turn.session.get(Patient, turn.pressed_number(), with_for_update=True)
    if patient is None or patient.clinic_id != turn.me.staff.clinic_id:
        return None
    return patient


PRESSES = {
    "patient_status": show_status,
    "patient_left": mark_left,
    "patient_returned": mark_returned,
}
