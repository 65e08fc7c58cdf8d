"""Staff look one patient up: by name or clinic number, in private, of their own clinic alone."""

from bot.context import Turn
from bot.handlers.patients.status import card_of
from bot.handlers.preferences.language import begin_here
from bot.services.patients.view import view_of
from db.models import Patient
from db.queries.treatments import patients_of_clinic

LONGEST = 18
"""Digits of a number that fits into a column of either database."""


async def begin(turn: Turn) -> None:
    """/mariz GAN200011, /mariz सुखमती, or /mariz alone."""
    if turn.me.staff is None:
        return await begin_here(turn)
    turn.wait("lookup", "whom")
    return await _look_up(turn, turn.text.partition(" ")[2])


async def answered(turn: Turn) -> None:
    """A name or a number was typed."""
    if turn.me.staff is None:
        turn.done_waiting()
        return turn.say("menu.home")
    return await _look_up(turn, turn.text)


async def chosen(turn: Turn) -> None:
    patient = await own_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    return await _show(turn, patient)


async def _look_up(turn: Turn, typed: str) -> None:
    assert turn.me.staff is not None
    clinic_id, words = turn.me.staff.clinic_id, " ".join(typed.split())
    found = await patients_of_clinic(turn.session, clinic_id, words, also_left=True)
    if not found:
        return turn.say("treatments.no_such_patient")
    if len(found) == 1 and typed.strip():
        return await _show(turn, found[0])
    offered = [[p.id, p.name, p.clinic_number or p.village or ""] for p in found]
    return turn.say("patients.whom", patients=offered)


async def _show(turn: Turn, patient: Patient) -> None:
    assert turn.me.staff is not None
    turn.done_waiting()
    if patient.left_on is not None:
        return turn.say("patients.one", **card_of(patient))
    view = await view_of(turn.session, patient, staff_id=turn.me.staff.id, now=turn.now)
    return turn.say("patients.seen", **view)


def number_in(turn: Turn) -> int:
    """The first argument of the pressed button; 0 where it is no number that a table could hold."""
    given = turn.pressed[0] if turn.pressed else ""
    return int(given) if given.isdecimal() and len(given) <= LONGEST else 0


async def own_patient(turn: Turn) -> Patient | None:
    """The pressed patient, if they are of the staff member's own clinic."""
    patient = await turn.session.get(Patient, number_in(turn))
    if patient is None or turn.me.staff is None:
        return None
    return patient if patient.clinic_id == turn.me.staff.clinic_id else None


COMMANDS = {"mariz": begin, "patient": begin}
FLOWS = {"lookup": answered}
PRESSES = {"mariz": begin, "lookup": chosen}
