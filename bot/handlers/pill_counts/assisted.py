"""Assisted counts: a voice or photo in place of a number, and the helpers who count from it."""

from fractions import Fraction
from typing import Literal

from bot.context import Turn
from bot.handlers.pill_counts.ask import ask_count
from bot.handlers.pill_counts.waiting import held_course, waiting_data
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
    Helper,
    NotAllowedToHelp,
    may_offer_leader,
    open_request,
    request_assisted_count,
    show_requests_to_leaders,
)
from bot.services.privacy.consent import allow_leader
from bot.texts import caregivers as caregiver_texts
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import assisted as texts
from db.queries.caregivers import holder_role
from db.queries.pill_counts import locked_assisted_count

router = Router(__name__)


async def send_to_helpers(turn: Turn, course: Course) -> None:
    """Show the voice or photo to helpers. The question stays open: a number is still accepted."""
    message = turn.message
    assert message is not None
    media: Literal["voice", "photo"] = "voice" if message.voice else "photo"
    file_id = message.voice.file_id if message.voice else message.photo[-1].file_id
    if "assisted" in waiting_data(turn):
        return turn.say(texts.assisted_number_please())
    role = await holder_role(turn.session, turn.me.account_id, course.patient_id)
    if role is None:
        turn.stop_waiting()
        return turn.say(caregiver_texts.your_access_ended(name=course.patient_name))
    await request_assisted_count(
        turn.session, course, media, file_id, account_id=turn.me.account_id, now=turn.now
    )
    data = waiting_data(turn)
    album = message.media_group_id
    if album is not None and data.get("album") == album:
        return None
    turn.wait("count", "remaining", **{**data, "shown_to_helpers": True, "album": album})
    return turn.say(
        texts.assisted_requested(
            treatment=course.treatment_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            media=media,
            leader=await may_offer_leader(turn.session, course.patient_id),
            next=bool(data.get("queue")),
        )
    )


@router.button(AllowLeaderToCount)
async def allow_leader_to_count(turn: Turn, press: AllowLeaderToCount) -> None:
    """The person allows a leader of the group to help with counting, from now on."""
    course = await held_course(turn, press.treatment)
    if course is None:
        return turn.say(menu_texts.old_button())
    await allow_leader(turn.session, turn.me.account_id, course.patient_id, now=turn.now)
    await show_requests_to_leaders(turn.session, course, now=turn.now)
    return turn.rewrite(texts.assisted_leader_allowed())


@router.button(StartAssistedCount)
async def start_assisted_count(turn: Turn, press: StartAssistedCount) -> None:
    """A helper opens the request, to give the number by the pad or typed."""
    course = await _course_of_request(turn, press.request)
    if course is None:
        return turn.say(texts.assisted_not_allowed())
    try:
        await open_request(turn.session, press.request, helper_of_turn(turn), now=turn.now)
    except NotAllowedToHelp:
        return turn.say(texts.assisted_not_allowed())
    except AlreadyEnded:
        return _say_already_ended(turn, course)
    return await ask_count(turn, course, [], assisted=press.request, others=[])


async def save_assisted_count(turn: Turn, course: Course, pills: Fraction) -> None:
    """A helper gave the number; the first helper's number counts."""
    request_id = waiting_data(turn)["assisted"]
    turn.stop_waiting()
    try:
        counted = await give_assisted_count(
            turn.session, request_id, course, pills, helper_of_turn(turn), now=turn.now
        )
    except NotAllowedToHelp:
        return turn.say(texts.assisted_not_allowed())
    except AlreadyEnded:
        return _say_already_ended(turn, course)
    reply = turn.rewrite if turn.query else turn.say
    return reply(
        texts.assisted_thanks(
            person=course.patient_name, medicine=course.spoken_name, count=counted.remaining
        )
    )


@router.button(SayNoNumber)
async def say_no_number(turn: Turn, press: SayNoNumber) -> None:
    """The helper can make out no number."""
    await _end_without_count(turn, press.request, cry=False)


@router.button(SayCryForHelp)
async def say_cry_for_help(turn: Turn, press: SayCryForHelp) -> None:
    """The helper hears a cry for help in the voice."""
    await _end_without_count(turn, press.request, cry=True)


async def _end_without_count(turn: Turn, request_id: int, *, cry: bool) -> None:
    course = await _course_of_request(turn, request_id)
    if course is None:
        return turn.say(texts.assisted_not_allowed())
    report = report_cry_for_help if cry else report_no_number
    try:
        await report(turn.session, request_id, course, helper_of_turn(turn), now=turn.now)
    except NotAllowedToHelp:
        return turn.say(texts.assisted_not_allowed())
    except AlreadyEnded:
        return _say_already_ended(turn, course)
    said = texts.assisted_clinic_alerted if cry else texts.assisted_asking_person
    return turn.say(said(person=course.patient_name))


def _say_already_ended(turn: Turn, course: Course) -> None:
    turn.say(texts.assisted_already_ended(person=course.patient_name, medicine=course.spoken_name))


def helper_of_turn(turn: Turn) -> Helper:
    staff = turn.me.staff
    if staff is not None:
        return Helper(turn.me.account_id, staff.name, staff.clinic_id)
    return Helper(turn.me.account_id, turn.user.first_name if turn.user else "")


async def _course_of_request(turn: Turn, request_id: int) -> Course | None:
    request = await locked_assisted_count(turn.session, request_id)
    return await turn.courses.one(request.patient_id, request.treatment_id) if request else None
