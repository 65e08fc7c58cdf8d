"""Staff record a medicine: whose, which, how big a strip, how many a day, how many were given."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.language import ask_language
from bot.services.pills.treatments import Prescribed, start_treatment
from db.models import Medicine, Patient
from db.queries.pills import medicines_of, patients_of_clinic

NO_STRIP = 0
NAME_LENGTH = 80
MOST_A_DAY = 24


async def begin(turn: Turn) -> None:
    """/dawa, /rx or the button: only for staff."""
    if turn.me.staff is None:
        return turn.say("menu.home") if turn.me.language else await ask_language(turn)
    turn.wait("rx", "patient")
    return await _offer_patients(turn, "")


async def _offer_patients(turn: Turn, like: str) -> None:
    assert turn.me.staff is not None
    found = await patients_of_clinic(turn.session, turn.me.staff.clinic_id, like)
    if not found:
        return turn.say("treatment.no_such_patient")
    offered = [[p.id, p.name, p.clinic_number or p.village or ""] for p in found]
    return turn.say("treatment.whose", patients=offered)


async def patient_chosen(turn: Turn) -> None:
    data = _data(turn, "patient")
    patient = await _own_patient(turn)
    if data is None or patient is None:
        return turn.say("treatment.over")
    assert turn.me.staff is not None
    medicines = await medicines_of(turn.session, turn.me.staff.clinic_id)
    turn.wait("rx", "medicine", patient=patient.id, name=patient.name)
    return turn.rewrite(
        "treatment.which", name=patient.name, medicines=[[m.id, m.name] for m in medicines[:8]]
    )


async def medicine_chosen(turn: Turn) -> None:
    data = _data(turn, "medicine")
    medicine = await turn.session.get(Medicine, _number(turn))
    if data is None or medicine is None:
        return turn.say("treatment.over")
    return _ask_strip(turn, {**data, "medicine": medicine.name, "strip": medicine.strip_size})


def _ask_strip(turn: Turn, data: dict[str, Any]) -> None:
    if data.get("strip"):
        return _ask_dose(turn, data)
    turn.wait("rx", "strip", **data)
    return turn.say("treatment.strip", medicine=data["medicine"])


async def strip_chosen(turn: Turn) -> None:
    data = _data(turn, "strip")
    if data is None:
        return turn.say("treatment.over")
    return _ask_dose(turn, {**data, "strip": _number(turn) or None})


def _ask_dose(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait("rx", "dose", **data)
    turn.say("treatment.dose", medicine=data["medicine"])


async def dose_chosen(turn: Turn) -> None:
    data = _data(turn, "dose")
    dose = _dose(turn.pressed[0]) if turn.pressed else None
    if data is None or dose is None:
        return turn.say("treatment.over")
    return _ask_dispensed(turn, data, dose)


def _ask_dispensed(turn: Turn, data: dict[str, Any], dose: Fraction) -> None:
    turn.wait("rx", "dispensed", **{**data, "dose": str(dose)})
    turn.say("treatment.dispensed", medicine=data["medicine"])


async def answered(turn: Turn) -> None:
    """Typed instead of tapped, at any step."""
    waiting = turn.me.waiting
    if waiting is None or turn.me.staff is None:
        return turn.say("menu.old_button")
    text, data = " ".join(turn.text.split()), waiting.data
    match waiting.step:
        case "patient":
            return await _offer_patients(turn, text)
        case "medicine" if 1 < len(text) <= NAME_LENGTH:
            return _ask_strip(turn, {**data, "medicine": text, "strip": None})
        case "strip" if text.isdigit() and int(text) <= 100:
            return _ask_dose(turn, {**data, "strip": int(text) or None})
        case "dose" if dose := _dose(text):
            return _ask_dispensed(turn, data, dose)
        case "dispensed":
            return await _dispensed(turn, data, text)
    return turn.say(f"treatment.unclear_{waiting.step}")


async def _dispensed(turn: Turn, data: dict[str, Any], text: str) -> None:
    reading = read_count(text, strip=data["strip"])
    if not isinstance(reading, CountReading):
        return turn.say("treatment.unclear_dispensed")
    turn.wait("rx", "confirm", **{**data, "dispensed": str(reading.pills)})
    return turn.say("treatment.confirm", **{**data, "dispensed": str(reading.pills)})


async def confirmed(turn: Turn) -> None:
    data, staff = _data(turn, "confirm"), turn.me.staff
    if data is None or staff is None:
        return turn.say("treatment.over")
    turn.done_waiting()
    if turn.pressed != ["yes"]:
        return turn.rewrite("treatment.dropped")
    await start_treatment(
        turn.session,
        clinic_id=staff.clinic_id,
        patient_id=data["patient"],
        medicine=data["medicine"],
        strip_size=data["strip"],
        prescribed=Prescribed(Fraction(data["dose"])),
        dispensed=Fraction(data["dispensed"]),
        staff_id=staff.id,
        now=turn.now,
    )
    turn.courses.forget(data["patient"])
    return turn.rewrite("treatment.recorded", name=data["name"], medicine=data["medicine"])


async def _own_patient(turn: Turn) -> Patient | None:
    """The pressed patient, if they are of the staff member's own clinic."""
    patient = await turn.session.get(Patient, _number(turn))
    if patient is None or turn.me.staff is None or patient.clinic_id != turn.me.staff.clinic_id:
        return None
    return patient


def _data(turn: Turn, step: str) -> dict[str, Any] | None:
    """What was said so far; None when the pressed button belongs to another step, or to nobody."""
    waiting = turn.me.waiting
    if turn.me.staff is None or waiting is None or (waiting.flow, waiting.step) != ("rx", step):
        return None
    return waiting.data


def _number(turn: Turn) -> int:
    return int(turn.pressed[0]) if turn.pressed and turn.pressed[0].isdigit() else 0


def _dose(text: str) -> Fraction | None:
    """`1/2`, `2`, `1.5`: units a day. None: no dose that anybody takes."""
    try:
        dose = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        return None
    return dose.limit_denominator(31) if 0 < dose <= MOST_A_DAY else None


COMMANDS = {"dawa": begin, "rx": begin}
FLOWS = {"rx": answered}
PRESSES = {
    "rx": begin,
    "rx_for": patient_chosen,
    "rx_of": medicine_chosen,
    "rx_strip": strip_chosen,
    "rx_dose": dose_chosen,
    "rx_ok": confirmed,
}
