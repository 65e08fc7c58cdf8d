"""The question about one medicine at a time, which always names the patient; also postponed."""

from dataclasses import replace

from bot.context import Turn
from bot.handlers.access.holders import held_course, held_patient
from bot.handlers.access.rules import anyone
from bot.handlers.caregivers import ask_which_of
from bot.handlers.pill_counts.dialog import CountDialog, CountStep
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.pill_counts import (
    CorrectCount,
    PostponeCount,
    StartCount,
    SwitchPersonOfCount,
)
from bot.services.adherence.course import Course
from bot.services.onboarding.members import switch_patient
from bot.services.pill_counts.record import CORRECT_WITHIN
from bot.services.reminders.counts import postpone_reminder
from bot.texts import caregivers as caregiver_texts
from bot.texts.caregivers import PhonePatient
from bot.texts.pill_counts import question as texts
from bot.texts.pill_counts import result as result_texts
from bot.texts.sentences import Message
from db.queries.caregivers import HeldPatient, patients_held_by

router = Router(__name__)


@router.command("goli", key="count", access=anyone)
async def start_count(turn: Turn) -> None:
    """The 💊 key: ask for each medicine of the patient this phone acts for, one after another."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    if turn.me.patient_id is None:
        return ask_which_of(turn, held)
    return await ask_all_counts(turn, turn.me.patient_id)


@router.button(StartCount, access=held_patient)
async def start_count_of_patient(turn: Turn, _press: StartCount, patient: HeldPatient) -> None:
    """The button under a reminder; it carries the patient."""
    return await ask_all_counts(turn, patient.id)


@router.button(SwitchPersonOfCount, access=held_patient)
async def switch_person_of_count(
    turn: Turn, _press: SwitchPersonOfCount, patient: HeldPatient
) -> None:
    """The button with another patient's name: ask about that patient from now on."""
    await switch_patient(turn.session, turn.me.account_id, patient.id)
    turn.switch_patient(patient.id, patient.programme, patient.role)
    turn.stop_waiting()
    turn.rewrite(caregiver_texts.patient_chosen(name=patient.name))
    return await ask_all_counts(turn, patient.id)


async def ask_all_counts(turn: Turn, patient_id: int) -> None:
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        return turn.say(texts.nothing_to_count())
    queue = tuple(c.treatment_id for c in courses[1:])
    return await ask_count(turn, courses[0], replace(CountDialog.about(courses[0]), queue=queue))


async def ask_count(turn: Turn, course: Course, dialog: CountDialog) -> None:
    if dialog.others is None:
        dialog = replace(dialog, others=await _other_patients(turn, course))
    turn.wait(replace(dialog, step=CountStep.NUMBER, asked_at=turn.now.replace(microsecond=0)))
    turn.say(question(course, dialog))


def question(course: Course, dialog: CountDialog) -> Message:
    return texts.ask(
        treatment=course.treatment_id,
        person=course.patient_name,
        medicine=course.spoken_name,
        photo=course.photo,
        others=dialog.others or (),
        entered=dialog.entered,
        everywhere=dialog.corrects is not None,
    )


async def _other_patients(turn: Turn, course: Course) -> tuple[PhonePatient, ...]:
    """The other patients this phone may act for."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if course.patient_id not in [patient.id for patient in held]:
        return ()
    return tuple(PhonePatient(p.id, p.name) for p in held if p.id != course.patient_id)


@router.button(CorrectCount, access=held_course)
async def correct_count(turn: Turn, _press: CorrectCount, course: Course) -> None:
    """The ✏️ button under an answer: ask for the last count of that medicine again."""
    if course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
        return turn.say(result_texts.too_late_to_correct())
    return await ask_count(
        turn, course, replace(CountDialog.about(course), corrects=course.last.id)
    )


@router.button(PostponeCount, access=held_patient)
async def postpone_count(turn: Turn, _press: PostponeCount, patient: HeldPatient) -> None:
    """The ⏰ button: ask again tomorrow."""
    await _postpone(turn, patient.id)
    return turn.rewrite(texts.postponed())


async def postpone_count_in_words(turn: Turn, course: Course) -> None:
    """ "बाद में" (later) in place of a number: ask again tomorrow."""
    await _postpone(turn, course.patient_id)
    return turn.say(texts.postponed())


async def _postpone(turn: Turn, patient_id: int) -> None:
    await postpone_reminder(turn.session, patient_id, now=turn.now)
    dialog = turn.dialog_of(CountDialog)
    if dialog is not None and dialog.patient == patient_id:
        turn.stop_waiting()
