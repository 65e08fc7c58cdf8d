"""A voice or a photo where a number was asked for, and the people who make it one."""

from fractions import Fraction

from bot.context import Turn
from bot.handlers.pill_counts.ask import ask, held_course, named, said_so_far
from bot.services.adherence.course import Course
from bot.services.onboarding.members import allow_leader
from bot.services.pill_counts.assisted import (
    Helper,
    NotYours,
    Over,
    call_for_help,
    count_for,
    cries_for_help,
    may_offer_leader,
    no_number,
    open_call,
    show_leaders,
)
from db.queries.people import holder_role
from db.queries.pill_counts import locked_help


async def shown(turn: Turn, course: Course) -> None:
    """Kept and shown to helpers. The question stays open: a number is welcome all the same."""
    message = turn.message
    assert message is not None
    media = "voice" if message.voice else "photo"
    file_id = message.voice.file_id if message.voice else message.photo[-1].file_id
    if "help" in said_so_far(turn):
        return turn.say("pill_counts.number_please", **named(course))
    role = await holder_role(turn.session, turn.me.account_id, course.patient_id)
    if role is None:
        turn.done_waiting()
        return turn.say("caregivers.ended", name=course.patient_name)
    await call_for_help(
        turn.session, course, media, file_id, account_id=turn.me.account_id, now=turn.now
    )
    data = said_so_far(turn)
    album = message.media_group_id
    if album is not None and data.get("album") == album:
        return None
    turn.wait("count", "remaining", **{**data, "sent": True, "album": album})
    return turn.say(
        "pill_counts.sent",
        media=media,
        leader=await may_offer_leader(turn.session, course.patient_id),
        next=bool(data.get("queue")),
        **named(course),
    )


async def leader(turn: Turn) -> None:
    """The person lets a leader of the group help, from now on."""
    course = await held_course(turn)
    if course is None:
        return turn.say("menu.old_button")
    await allow_leader(turn.session, turn.me.account_id, course.patient_id, now=turn.now)
    await show_leaders(turn.session, course, now=turn.now)
    return turn.rewrite("pill_counts.leader_helps", **named(course))


async def enter(turn: Turn) -> None:
    """A helper is going to give the number: by the pad, or typed."""
    course = await _course(turn)
    if course is None:
        return turn.say("pill_counts.not_yours")
    call_id = int(turn.pressed[0])
    try:
        await open_call(turn.session, call_id, helper(turn), now=turn.now)
    except NotYours:
        return turn.say("pill_counts.not_yours")
    except Over:
        return turn.say("pill_counts.assisted_over", **named(course))
    return await ask(turn, course, [], help=call_id, others=[])


async def store(turn: Turn, course: Course, pills: Fraction) -> None:
    """A helper gave the number; the first one wins."""
    call_id = said_so_far(turn)["help"]
    turn.done_waiting()
    try:
        counted = await count_for(turn.session, call_id, course, pills, helper(turn), now=turn.now)
    except NotYours:
        return turn.say("pill_counts.not_yours")
    except Over:
        return turn.say("pill_counts.assisted_over", **named(course))
    tell = turn.rewrite if turn.query else turn.say
    return tell("pill_counts.assisted_thanks", count=str(counted.remaining), **named(course))


async def nothing(turn: Turn) -> None:
    """No number can be made out."""
    await _end(turn, cry=False)


async def cry(turn: Turn) -> None:
    """The voice cries for help."""
    await _end(turn, cry=True)


async def _end(turn: Turn, *, cry: bool) -> None:
    course = await _course(turn)
    if course is None:
        return turn.say("pill_counts.not_yours")
    deed = cries_for_help if cry else no_number
    try:
        await deed(turn.session, int(turn.pressed[0]), course, helper(turn), now=turn.now)
    except NotYours:
        return turn.say("pill_counts.not_yours")
    except Over:
        return turn.say("pill_counts.assisted_over", **named(course))
    return turn.say("pill_counts.alarm" if cry else "pill_counts.asked_again", **named(course))


def helper(turn: Turn) -> Helper:
    staff = turn.me.staff
    if staff is not None:
        return Helper(turn.me.account_id, staff.name, staff.clinic_id)
    return Helper(turn.me.account_id, turn.user.first_name if turn.user else "")


async def _course(turn: Turn) -> Course | None:
    """The course of the call that the button names."""
    part = turn.pressed[0] if turn.pressed else ""
    call = await locked_help(turn.session, int(part)) if _is_id(part) else None
    return await turn.courses.one(call.patient_id, call.treatment_id) if call else None


def _is_id(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 19
