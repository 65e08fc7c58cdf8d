"""Staff record that a patient moved, is treated elsewhere, or died; or that it was a mistake."""

from typing import Any

from bot.context import Turn
from bot.services.patients.status import leave, undo_leave
from db.enums import LeftBecause
from db.models import Patient


async def one(turn: Turn) -> None:
    patient = await _own_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    return turn.rewrite("patients.one", **card_of(patient))


def card_of(patient: Patient) -> dict[str, Any]:
    return {
        "patient": patient.id,
        "name": patient.name,
        "number": patient.clinic_number,
        "village": patient.village,
        "because": patient.left_because,
    }


async def left(turn: Turn) -> None:
    """Asked once, then done. Done twice, it was done once."""
    patient = await _own_patient(turn)
    because = turn.pressed[1] if len(turn.pressed) > 1 else ""
    if patient is None or because not in list(LeftBecause):
        return turn.say("menu.old_button")
    said = {"patient": patient.id, "name": patient.name, "because": because}
    if turn.pressed[2:] != ["yes"]:
        return turn.rewrite("patients.sure", **said)
    open_alerts = 0
    if patient.left_because != because:
        open_alerts = await leave(
            turn.session, patient, LeftBecause(because), actor=turn.actor, now=turn.now
        )
        turn.courses.forget(patient.id)
    return turn.rewrite("patients.left", open=open_alerts, **said)


async def returned(turn: Turn) -> None:
    patient = await _own_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    if patient.left_on is not None:
        await undo_leave(turn.session, patient, actor=turn.actor, now=turn.now)
        turn.courses.forget(patient.id)
    return turn.rewrite("patients.returned", name=patient.name)


async def _own_patient(turn: Turn) -> Patient | None:
    """The pressed patient, if they are of the staff member's own clinic."""
    number = turn.pressed[0] if turn.pressed else ""
    if turn.me.staff is None or not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    patient = await turn.session.get(Patient, int(number), with_for_update=True)
    if patient is None or patient.clinic_id != turn.me.staff.clinic_id:
        return None
    return patient


PRESSES = {"pt": one, "pt_left": left, "pt_back": returned}
