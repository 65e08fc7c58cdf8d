"""Assisted counts: a voice or photo in place of a number, and the helpers who count from it."""

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from bot.context import Turn
from bot.handlers.access.holders import held_course
from bot.handlers.access.pill_counts import CourseToHelpWith, course_to_help_with
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.dialog import CountDialog, CountStep
from bot.handlers.router import Router
from bot.keyboards.pill_counts import (
    AllowLeaderToCount,
    SayCryForHelp,
    SayNoNumber,
    StartAssistedCount,
)
from bot.services.adherence.course import Course
from bot.services.pill_counts.assisted.outcomes import (
    give_assisted_count,
    report_cry_for_help,
    report_no_number,
)
from bot.services.pill_counts.assisted.requests import (
    AlreadyEnded,
    may_offer_leader,
    open_request,
    request_assisted_count,
    show_requests_to_leaders,
)
from bot.services.privacy.consent import PatientDecides, allow_leader
from bot.texts.caregivers import patient_decides
from bot.texts.pill_counts import assisted as texts

router = Router(__name__)


async def send_to_helpers(turn: Turn, dialog: CountDialog, course: Course) -> None:
    """Show the voice or photo to helpers. The question stays open: a number is still accepted."""
    message = turn.message
    assert message is not None
    if dialog.assisted is not None:
        return turn.say(texts.assisted_number_please())
    media: Literal["voice", "photo"] = "voice" if message.voice else "photo"
    file_id = message.voice.file_id if message.voice else message.photo[-1].file_id
    await request_assisted_count(
        turn.session, course, media, file_id, account_id=turn.me.account_id, now=turn.now
    )
    album = message.media_group_id
    if album is not None and dialog.album == album:
        return None
    turn.wait(replace(dialog, step=CountStep.NUMBER, shown_to_helpers=True, album=album))
    return turn.say(
        texts.assisted_requested(
            treatment=course.treatment_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            media=media,
            leader=await may_offer_leader(turn.session, course.patient_id),
            next=bool(dialog.queue),
        )
    )


@router.button(AllowLeaderToCount, access=held_course)
async def allow_leader_to_count(turn: Turn, _press: AllowLeaderToCount, course: Course) -> None:
    """The person allows a leader of the group to help with counting, from now on."""
    try:
        await allow_leader(turn.session, turn.me.account_id, course.patient_id, now=turn.now)
    except PatientDecides:
        return turn.say(patient_decides(person=course.patient_name))
    await show_requests_to_leaders(turn.session, course, now=turn.now)
    return turn.rewrite(texts.assisted_leader_allowed())


@router.button(StartAssistedCount, access=course_to_help_with)
async def start_assisted_count(
    turn: Turn, press: StartAssistedCount, helping: CourseToHelpWith
) -> None:
    """A helper opens the request, to give the number by the pad or typed."""
    try:
        open_request(helping.request, now=turn.now)
    except AlreadyEnded:
        return _say_already_ended(turn, helping.course)
    dialog = replace(CountDialog.about(helping.course), assisted=press.request, others=())
    return await ask_count(turn, helping.course, dialog)


async def save_assisted_count(turn: Turn, helping: CourseToHelpWith, pills: Fraction) -> None:
    """A helper gave the number; the first helper's number counts."""
    course = helping.course
    turn.stop_waiting()
    try:
        counted = await give_assisted_count(
            turn.session, helping.request, course, pills, helping.helper, now=turn.now
        )
    except AlreadyEnded:
        return _say_already_ended(turn, course)
    reply = turn.rewrite if turn.query else turn.say
    return reply(
        texts.assisted_thanks(
            person=course.patient_name, medicine=course.spoken_name, count=counted.remaining
        )
    )


@router.button(SayNoNumber, access=course_to_help_with)
async def say_no_number(turn: Turn, _press: SayNoNumber, helping: CourseToHelpWith) -> None:
    """The helper can make out no number."""
    course = helping.course
    try:
        await report_no_number(turn.session, helping.request, course, helping.helper, now=turn.now)
    except AlreadyEnded:
        return _say_already_ended(turn, course)
    return turn.say(texts.assisted_asking_person(person=course.patient_name))


@router.button(SayCryForHelp, access=course_to_help_with)
async def say_cry_for_help(turn: Turn, _press: SayCryForHelp, helping: CourseToHelpWith) -> None:
    """The helper hears a cry for help in the voice."""
    course = helping.course
    await report_cry_for_help(turn.session, helping.request, course, helping.helper, now=turn.now)
    return turn.say(texts.assisted_clinic_alerted(person=course.patient_name))


def _say_already_ended(turn: Turn, course: Course) -> None:
    turn.say(texts.assisted_already_ended(person=course.patient_name, medicine=course.spoken_name))
