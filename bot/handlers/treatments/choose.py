"""Which patient and which medicine: one the clinic has, one of the formulary, or a new one."""

from dataclasses import replace

from bot.context import StaffMember, Turn
from bot.domain.schedule import local_day
from bot.domain.treatments.formulary import (
    formulary,
    matching_names,
    medicines_for_programme,
    same_name,
)
from bot.handlers.access.staff import staff
from bot.handlers.access.treatments import (
    Entry,
    KnownMedicine,
    entry_at,
    medicine_to_start,
    patient_to_treat,
)
from bot.handlers.router import Router
from bot.handlers.treatments.details import ask_dose
from bot.handlers.treatments.dialog import TreatmentDialog, TreatmentStep, prescription_on
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
from db.models import Medicine, Patient
from db.queries.patients.lookup import patients_matching
from db.queries.stock import medicines_of_clinic

MAX_NAME_LENGTH = 80
MAX_MEDICINES_SHOWN = 8

router = Router(__name__)


@router.command("dawa", "rx", button=StartMedicineEntry, access=staff)
async def start_medicine_entry(turn: Turn, staff: StaffMember) -> None:
    dialog = TreatmentDialog(str(turn.update.update_id % 100_000), TreatmentStep.PATIENT)
    turn.wait(dialog)
    return await offer_patients(turn, staff, "", tag=dialog.tag)


async def offer_patients(turn: Turn, staff: StaffMember, like: str, *, tag: str) -> None:
    found = await patients_matching(turn.session, staff.clinic_id, like)
    if not found:
        return turn.say(texts.no_such_patient())
    offered = [FoundPatient(p.id, p.name, p.clinic_number or p.village) for p in found]
    return turn.say(texts.choose_patient(patients=offered, tag=tag))


@router.button(ChoosePatientToTreat, access=patient_to_treat)
async def choose_patient(turn: Turn, _press: ChoosePatientToTreat, entry: Entry) -> None:
    opened, patient = entry
    dialog = replace(opened, patient=patient.id)
    courses, today = await turn.courses.of(patient.id), local_day(turn.now)
    if not courses:
        return await _offer_medicines(turn, dialog, patient)
    turn.wait(replace(dialog, step=TreatmentStep.TREATMENT))
    running = [
        RunningTreatment(c.treatment_id, c.spoken_name, prescription_on(c, today), c.countable)
        for c in courses
    ]
    return turn.rewrite(
        texts.choose_treatment(name=patient.name, treatments=running, tag=dialog.tag)
    )


@router.button(ChooseAnotherMedicine, access=entry_at(TreatmentStep.TREATMENT))
async def choose_another_medicine(turn: Turn, _press: ChooseAnotherMedicine, entry: Entry) -> None:
    return await _offer_medicines(turn, *entry)


async def _offer_medicines(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> None:
    """First the medicines of the clinic, then what the formulary has for this illness."""
    turn.wait(replace(dialog, step=TreatmentStep.MEDICINE))
    own = await medicines_of_clinic(turn.session, patient.clinic_id)
    usual = medicines_for_programme(Programme(patient.programme) if patient.programme else None)
    more = [one for one in usual if not any(same_name(one.name, m.name) for m in own)]
    offered = [*map(_offered, own), *map(_offered, more)][:MAX_MEDICINES_SHOWN]
    return turn.rewrite(texts.choose_medicine(name=patient.name, medicines=offered, tag=dialog.tag))


def _offered(medicine: KnownMedicine) -> OfferedMedicine:
    if isinstance(medicine, Medicine):
        return OfferedMedicine(MedicineSource.CLINIC, str(medicine.id), medicine.name)
    return OfferedMedicine(MedicineSource.FORMULARY, medicine.name, medicine.name)


async def take_medicine_text(
    turn: Turn, dialog: TreatmentDialog, patient: Patient, typed: str
) -> None:
    """A typed name: the medicine of exactly that name, else similar ones, else a new one."""
    if not 1 < len(typed) <= MAX_NAME_LENGTH:
        return turn.say(unclear_medicine())
    known: dict[str, KnownMedicine] = {
        m.name: m for m in await medicines_of_clinic(turn.session, patient.clinic_id)
    }
    known |= {m.name: m for m in formulary() if m.name not in known}
    same = next((medicine for name, medicine in known.items() if same_name(name, typed)), None)
    if same is not None:
        return _start_known_medicine(turn, dialog, same)
    similar = matching_names(typed, known)
    if not similar:
        return _start_new_medicine(turn, dialog, typed)
    turn.wait(replace(dialog, step=TreatmentStep.MEDICINE, typed=typed))
    offered = [_offered(known[name]) for name in similar]
    return turn.say(texts.similar_medicines(typed=typed, medicines=offered, tag=dialog.tag))


@router.button(ChooseMedicine, access=medicine_to_start)
async def choose_medicine(
    turn: Turn, _press: ChooseMedicine, found: tuple[TreatmentDialog, Patient, KnownMedicine]
) -> None:
    dialog, _patient, medicine = found
    return _start_known_medicine(turn, dialog, medicine)


@router.button(AddMedicine, access=entry_at(TreatmentStep.MEDICINE))
async def add_new_medicine(turn: Turn, _press: AddMedicine, entry: Entry) -> None:
    """➕: none of the similar names was meant; it is a new medicine, named as it was typed."""
    dialog, _patient = entry
    if not dialog.typed:
        return turn.say(question_over())
    return _start_new_medicine(turn, dialog, dialog.typed)


def _start_known_medicine(turn: Turn, dialog: TreatmentDialog, medicine: KnownMedicine) -> None:
    name, strip, countable = medicine.name, medicine.strip_size, medicine.countable
    return ask_dose(turn, replace(dialog, medicine_name=name, strip=strip, countable=countable))


def _start_new_medicine(turn: Turn, dialog: TreatmentDialog, name: str) -> None:
    turn.wait(replace(dialog, step=TreatmentStep.STRIP, medicine_name=name))
    return turn.say(texts.strip_size(medicine=name, tag=dialog.tag))


@router.button(ChooseStripSize, access=entry_at(TreatmentStep.STRIP))
async def choose_strip_size(turn: Turn, press: ChooseStripSize, entry: Entry) -> None:
    return await take_strip_text(turn, *entry, str(press.size))


async def take_strip_text(
    turn: Turn, dialog: TreatmentDialog, _patient: Patient, said: str
) -> None:
    """A strip size, 0 for pills sold loose, or `none` for what is never counted."""
    if said == "none":
        return ask_dose(turn, replace(dialog, strip=None, countable=False))
    if not said.isdecimal() or int(said) > 100:
        return turn.say(unclear_strip())
    return ask_dose(turn, replace(dialog, strip=int(said) or None, countable=True))
