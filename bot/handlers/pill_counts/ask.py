"""The question about one medicine at a time, which always names the patient; also postponed."""

from typing import Any

from bot.context import Turn
from bot.handlers.caregivers import ask_which_of
from bot.handlers.pill_counts.waiting import held_course, held_patient, waiting_others
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
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import question as texts
from bot.texts.pill_counts import result as result_texts
from bot.texts.sentences import Message
from db.queries.caregivers import patients_held_by

router = Router(__name__)


@router.key("count")
@router.command("goli")
async def start_count(turn: Turn) -> None:
    """The 💊 key: ask for each medicine of the patient this phone acts for, one after another."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    if turn.me.patient_id is None:
        return ask_which_of(turn, held)
    return await ask_all_counts(turn, turn.me.patient_id)


@router.button(StartCount)
async def start_count_of_patient(turn: Turn, press: StartCount) -> None:
    """The button under a reminder; it carries the patient."""
    patient = await held_patient(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    return await ask_all_counts(turn, patient.id)


@router.button(SwitchPersonOfCount)
async def switch_person_of_count(turn: Turn, press: SwitchPersonOfCount) -> None:
    """The button with another patient's name: ask about that patient from now on."""
    patient = await held_patient(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    await switch_patient(turn.session, turn.me.account_id, patient.id)
    turn.switch_patient(patient.id, patient.programme, patient.role)
    turn.stop_waiting()
    turn.rewrite(caregiver_texts.patient_chosen(name=patient.name))
    return await ask_all_counts(turn, patient.id)


async def ask_all_counts(turn: Turn, patient_id: int) -> None:
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        return turn.say(texts.nothing_to_count())
    queue = [c.treatment_id for c in courses[1:]]
    return await ask_count(turn, courses[0], queue)


async def ask_count(turn: Turn, course: Course, queue: list[int], **more: Any) -> None:
    """Ask for the count of this medicine; `queue` holds the treatments to ask about after it."""
    if "others" not in more:
        more["others"] = await _other_patients(turn, course)
    more["asked_at"] = int(turn.now.timestamp())
    turn.wait(
        "count",
        "remaining",
        patient=course.patient_id,
        treatment=course.treatment_id,
        queue=queue,
        **more,
    )
    turn.say(question(turn, course, everywhere="corrects" in more))


def question(turn: Turn, course: Course, *, entered: str = "", everywhere: bool = False) -> Message:
    return texts.ask(
        treatment=course.treatment_id,
        person=course.patient_name,
        medicine=course.spoken_name,
        photo=course.photo,
        others=waiting_others(turn),
        entered=entered,
        everywhere=everywhere,
    )


async def _other_patients(turn: Turn, course: Course) -> list[list[Any]]:
    """The other patients this phone may act for: (id, name)."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if course.patient_id not in [patient.id for patient in held]:
        return []
    return [[p.id, p.name] for p in held if p.id != course.patient_id]


@router.button(CorrectCount)
async def correct_count(turn: Turn, press: CorrectCount) -> None:
    """The ✏️ button under an answer: ask for the last count of that medicine again."""
    course = await held_course(turn, press.treatment)
    if course is None:
        return turn.say(menu_texts.old_button())
    if course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
        return turn.say(result_texts.too_late_to_correct())
    return await ask_count(turn, course, [], corrects=course.last.id)


@router.button(PostponeCount)
async def postpone_count(turn: Turn, press: PostponeCount) -> None:
    """The ⏰ button: ask again tomorrow."""
    patient = await held_patient(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    await postpone_reminder(turn.session, patient.id, now=turn.now)
    _stop_waiting_for_count(turn, patient.id)
    return turn.rewrite(texts.postponed())


async def postpone_count_in_words(turn: Turn, course: Course) -> None:
    """ "बाद में" (later) in place of a number: ask again tomorrow."""
    await postpone_reminder(turn.session, course.patient_id, now=turn.now)
    _stop_waiting_for_count(turn, course.patient_id)
    return turn.say(texts.postponed())


def _stop_waiting_for_count(turn: Turn, patient_id: int) -> None:
    waiting = turn.me.waiting
    if waiting is not None and waiting.flow == "count" and waiting.data["patient"] == patient_id:
        turn.stop_waiting()
