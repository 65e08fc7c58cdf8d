"""Which patient and which medicine: one the clinic has, one of the formulary, or a new one."""

from typing import Any

from bot.context import Turn
from bot.domain.adherence import regimen_on
from bot.domain.schedule import local_day
from bot.domain.treatments.formulary import (
    formulary,
    formulary_medicine,
    matching_names,
    medicines_for_programme,
    same_name,
)
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.handlers.treatments.dose import ask_dose
from bot.handlers.treatments.steps import (
    FLOW,
    as_prescription,
    data_at,
    new_tag,
    patient_of_own_clinic,
)
from bot.keyboards.treatments import (
    AddMedicine,
    ChooseAnotherMedicine,
    ChooseMedicine,
    ChoosePatientToTreat,
    ChooseStripSize,
    MedicineSource,
    StartMedicineEntry,
)
from bot.texts.patients.words import FoundPatient
from bot.texts.treatments import ask as texts
from bot.texts.treatments.ask import OfferedMedicine, RunningTreatment
from bot.texts.treatments.confirm import question_over
from bot.texts.treatments.unclear import unclear_medicine, unclear_strip
from db.enums import Programme
from db.models import Medicine
from db.queries.patients.lookup import patients_matching
from db.queries.stock import medicines_of_clinic

MAX_NAME_LENGTH = 80
MAX_MEDICINES_SHOWN = 8

router = Router(__name__)


@router.button(StartMedicineEntry)
@router.command("dawa", "rx")
async def start_medicine_entry(turn: Turn, _press: StartMedicineEntry | None = None) -> None:
    """/dawa, /rx or the button: only for staff."""
    if turn.me.staff is None:
        return await show_start(turn)
    turn.wait(FLOW, "patient", tag=new_tag(turn))
    return await offer_patients(turn, "")


async def offer_patients(turn: Turn, like: str) -> None:
    assert turn.me.staff is not None
    assert turn.me.waiting is not None
    found = await patients_matching(turn.session, turn.me.staff.clinic_id, like)
    if not found:
        return turn.say(texts.no_such_patient())
    offered = [FoundPatient(p.id, p.name, p.clinic_number or p.village) for p in found]
    return turn.say(texts.choose_patient(patients=offered, tag=turn.me.waiting.data["tag"]))


@router.button(ChoosePatientToTreat)
async def choose_patient(turn: Turn, press: ChoosePatientToTreat) -> None:
    data = data_at(turn, press.tag, "patient")
    patient = await patient_of_own_clinic(turn, press.patient) if data else None
    if data is None or patient is None:
        return turn.say(question_over())
    data = {**data, "patient": patient.id, "name": patient.name}
    data["programme"] = patient.programme
    courses = await turn.courses.of(patient.id)
    if not courses:
        return await _offer_medicines(turn, data)
    turn.wait(FLOW, "treatment", **data)
    today = local_day(turn.now)
    running = []
    for course in courses:
        regimen = regimen_on(course.regimens, today)
        taken = as_prescription(regimen) if regimen else None
        running.append(
            RunningTreatment(course.treatment_id, course.spoken_name, taken, course.countable)
        )
    return turn.rewrite(
        texts.choose_treatment(name=patient.name, treatments=running, tag=data["tag"])
    )


@router.button(ChooseAnotherMedicine)
async def choose_another_medicine(turn: Turn, press: ChooseAnotherMedicine) -> None:
    data = data_at(turn, press.tag, "treatment")
    if data is None:
        return turn.say(question_over())
    return await _offer_medicines(turn, data)


async def _offer_medicines(turn: Turn, data: dict[str, Any]) -> None:
    """First the medicines of the clinic, then what the formulary has for this illness."""
    turn.wait(FLOW, "medicine", **data)
    own = await _clinic_medicines(turn)
    programme = Programme(data["programme"]) if data["programme"] else None
    usual = [medicine.name for medicine in medicines_for_programme(programme)]
    more = [name for name in usual if not any(same_name(name, m.name) for m in own)]
    offered = [*map(_of_clinic, own), *map(_of_formulary, more)][:MAX_MEDICINES_SHOWN]
    return turn.rewrite(
        texts.choose_medicine(name=data["name"], medicines=offered, tag=data["tag"])
    )


def _of_clinic(medicine: Medicine) -> OfferedMedicine:
    return OfferedMedicine(MedicineSource.CLINIC, str(medicine.id), medicine.name)


def _of_formulary(name: str) -> OfferedMedicine:
    return OfferedMedicine(MedicineSource.FORMULARY, name, name)


async def _clinic_medicines(turn: Turn) -> list[Medicine]:
    assert turn.me.staff is not None
    return await medicines_of_clinic(turn.session, turn.me.staff.clinic_id)


async def take_medicine_name(turn: Turn, data: dict[str, Any], typed: str) -> None:
    """A typed name: the medicine of exactly that name, else similar ones, else a new one."""
    if not 1 < len(typed) <= MAX_NAME_LENGTH:
        return turn.say(unclear_medicine())
    own = {m.name: m for m in await _clinic_medicines(turn)}
    names = [*own, *(medicine.name for medicine in formulary() if medicine.name not in own)]
    same = next((name for name in names if same_name(name, typed)), None)
    if same is not None:
        return _start_medicine(turn, data, own.get(same), same)
    similar = matching_names(typed, names)
    if not similar:
        return _start_medicine(turn, data, None, typed)
    turn.wait(FLOW, "medicine", **{**data, "typed": typed})
    offered = [_of_clinic(own[name]) if name in own else _of_formulary(name) for name in similar]
    return turn.say(texts.similar_medicines(typed=typed, medicines=offered, tag=data["tag"]))


@router.button(ChooseMedicine)
async def choose_medicine(turn: Turn, press: ChooseMedicine) -> None:
    data = data_at(turn, press.tag, "medicine")
    if data is None:
        return turn.say(question_over())
    if press.source is MedicineSource.FORMULARY:
        if formulary_medicine(press.key) is None:
            return turn.say(question_over())
        return _start_medicine(turn, data, None, press.key)
    own = next((m for m in await _clinic_medicines(turn) if str(m.id) == press.key), None)
    return _start_medicine(turn, data, own, own.name) if own else turn.say(question_over())


@router.button(AddMedicine)
async def add_new_medicine(turn: Turn, press: AddMedicine) -> None:
    """➕: none of the similar names was meant; it is a new medicine, named as it was typed."""
    data = data_at(turn, press.tag, "medicine")
    if data is None or not data.get("typed"):
        return turn.say(question_over())
    return _start_medicine(turn, data, None, data["typed"])


def _start_medicine(turn: Turn, data: dict[str, Any], own: Medicine | None, name: str) -> None:
    """The strip size is asked only if neither the clinic nor the formulary has it."""
    data = {**data, "action": "start", "medicine": name}
    known = formulary_medicine(name)
    if own is not None:
        return ask_dose(turn, {**data, "strip": own.strip_size, "countable": own.countable})
    if known is not None:
        return ask_dose(turn, {**data, "strip": known.strip_size, "countable": known.countable})
    turn.wait(FLOW, "strip", **data)
    return turn.say(texts.strip_size(medicine=name, tag=data["tag"]))


@router.button(ChooseStripSize)
async def choose_strip_size(turn: Turn, press: ChooseStripSize) -> None:
    data = data_at(turn, press.tag, "strip")
    if data is None:
        return turn.say(question_over())
    return take_strip_size(turn, data, str(press.size))


def take_strip_size(turn: Turn, data: dict[str, Any], said: str) -> None:
    """A strip size, 0 for pills sold loose, or `none` for what is never counted."""
    if said == "none":
        return ask_dose(turn, {**data, "strip": None, "countable": False})
    if not said.isdecimal() or int(said) > 100:
        return turn.say(unclear_strip())
    return ask_dose(turn, {**data, "strip": int(said) or None, "countable": True})
