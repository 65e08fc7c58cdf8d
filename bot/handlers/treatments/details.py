"""How it is taken, what the patient calls it, and how much of it was dispensed."""

from dataclasses import replace
from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.treatments.formulary import formulary_medicine
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from bot.handlers.access.treatments import Entry, entry_at
from bot.handlers.router import Router
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.dialog import TreatmentDialog, TreatmentStep
from bot.keyboards.treatments import ChooseDispensed, ChooseDose, ChooseSpokenName, TapWeekday
from bot.texts.sentences import Message
from bot.texts.treatments import ask as texts
from bot.texts.treatments import dose as dose_texts
from bot.texts.treatments import unclear
from db.enums import Language, Pattern
from db.models import Patient

BY_WEEKDAY = "week"
ONE_EACH_DAY = (Fraction(1),) * 7
MORE_BY_TAP = Fraction(1, 2)
MOST_BY_TAP = Fraction(3)
"""After this a tap on a weekday shows 0 again. Larger doses are typed."""
MAX_NAME_LENGTH = 80

router = Router(__name__)


def ask_dose(turn: Turn, dialog: TreatmentDialog) -> None:
    known = formulary_medicine(dialog.medicine_name)
    if known is not None and known.usual.pattern is Pattern.WEEKDAYS:
        return turn.say(_wait_for_week(turn, dialog, ONE_EACH_DAY))
    turn.wait(replace(dialog, step=TreatmentStep.DOSE))
    usual = known.usual.every if known and known.usual.pattern is Pattern.EVERY_DAYS else None
    asked = dose_texts.dose if dialog.countable else dose_texts.how_often
    return turn.say(asked(medicine=dialog.medicine_name, usual=usual, tag=dialog.tag))


@router.button(ChooseDose, access=entry_at(TreatmentStep.DOSE))
async def choose_dose(turn: Turn, press: ChooseDose, entry: Entry) -> None:
    if press.dose == BY_WEEKDAY:
        return turn.say(_wait_for_week(turn, entry[0], ONE_EACH_DAY))
    return await take_dose_text(turn, *entry, press.dose)


def _wait_for_week(turn: Turn, dialog: TreatmentDialog, week: tuple[Fraction, ...]) -> Message:
    """Wait for taps on the days; return the question."""
    prescribed = Prescription.by_weekday(week)
    turn.wait(replace(dialog, step=TreatmentStep.WEEK, prescribed=prescribed))
    return dose_texts.week(medicine=dialog.medicine_name, doses=week, tag=dialog.tag)


@router.button(TapWeekday, access=entry_at(TreatmentStep.WEEK))
async def tap_weekday(turn: Turn, press: TapWeekday, entry: Entry) -> None:
    dialog, patient = entry
    if press.day != "ok":
        week = list(dialog.prescribed.week)
        week[press.day] = (week[press.day] + MORE_BY_TAP) % (MOST_BY_TAP + MORE_BY_TAP)
        return turn.rewrite(_wait_for_week(turn, dialog, tuple(week)))
    if not dialog.prescribed.sensible:
        return turn.say(unclear.unclear_week())
    return await _take_dose(turn, dialog, patient)


async def take_dose_text(turn: Turn, dialog: TreatmentDialog, patient: Patient, text: str) -> None:
    """Also in place of taps on the days of a week."""
    prescribed = read_prescription(text)
    if prescribed is not None:
        return await _take_dose(turn, replace(dialog, prescribed=prescribed), patient)
    if dialog.step is TreatmentStep.WEEK:
        return turn.say(unclear.unclear_week())
    return turn.say(unclear.unclear_dose() if dialog.countable else unclear.unclear_how_often())


async def _take_dose(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> None:
    if dialog.action == "change":
        return await ask_confirmation(turn, dialog, patient)
    return ask_spoken_name(turn, dialog, patient)


def ask_spoken_name(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> None:
    turn.wait(replace(dialog, step=TreatmentStep.SPOKEN_NAME))
    turn.say(
        texts.spoken_name(
            name=patient.name,
            medicine=dialog.medicine_name,
            offered=_usual_names(dialog.medicine_name),
            pictured=bool(dialog.photo),
            tag=dialog.tag,
        )
    )


def _usual_names(medicine: str) -> list[str]:
    """What people call it in Hindi and Chhattisgarhi, without repeats."""
    known = formulary_medicine(medicine)
    if known is None:
        return []
    return list(dict.fromkeys(map(known.spoken, (Language.HINDI, Language.CHHATTISGARHI))))


@router.button(ChooseSpokenName, access=entry_at(TreatmentStep.SPOKEN_NAME))
async def choose_spoken_name(turn: Turn, press: ChooseSpokenName, entry: Entry) -> None:
    dialog, patient = entry
    offered = dict(enumerate(_usual_names(dialog.medicine_name)))
    name = None if press.name == "strip" else offered.get(press.name)
    return await ask_dispensed(turn, replace(dialog, spoken=name or dialog.medicine_name), patient)


async def take_name_text(turn: Turn, dialog: TreatmentDialog, patient: Patient, text: str) -> None:
    if not 1 <= len(text) <= MAX_NAME_LENGTH or text.isdecimal():
        return turn.say(unclear.unclear_spoken_name())
    return await ask_dispensed(turn, replace(dialog, spoken=text), patient)


async def take_picture(
    turn: Turn, dialog: TreatmentDialog, patient: Patient, caption: str, file_id: str
) -> None:
    """Keep the picture; a caption is the name, and without one the name is still asked for."""
    dialog = replace(dialog, photo=file_id)
    if caption:
        return await take_name_text(turn, dialog, patient, caption)
    return ask_spoken_name(turn, dialog, patient)


async def ask_dispensed(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> None:
    if not dialog.is_dispensed:
        return await ask_confirmation(turn, dialog, patient)
    turn.wait(replace(dialog, step=TreatmentStep.DISPENSED))
    asked = texts.dispensed if dialog.countable else texts.injection
    turn.say(asked(medicine=dialog.medicine_name, action=dialog.action, tag=dialog.tag))


@router.button(ChooseDispensed, access=entry_at(TreatmentStep.DISPENSED))
async def choose_dispensed(turn: Turn, press: ChooseDispensed, entry: Entry) -> None:
    return await take_pills_text(turn, *entry, str(press.quantity))


async def take_pills_text(turn: Turn, dialog: TreatmentDialog, patient: Patient, text: str) -> None:
    reading = read_count(text, strip=dialog.strip)
    pills = reading.pills if isinstance(reading, CountReading) else None
    nothing_dispensed = dialog.action == "dispense" and not pills
    if pills is None or nothing_dispensed or (not dialog.countable and pills > 1):
        return turn.say(
            unclear.unclear_dispensed() if dialog.countable else unclear.unclear_injection()
        )
    return await ask_confirmation(turn, replace(dialog, dispensed=pills), patient)
