"""Typed or photographed instead of tapped: a number, lines of a register, a page of paper."""

from bot.context import Turn
from bot.domain.meetings.attendance import Told
from bot.domain.meetings.register import is_register, read_register
from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import read
from bot.domain.reading.model import CountReading
from bot.handlers import fallback, pill_counts
from bot.handlers.meetings.attendance import register
from bot.handlers.meetings.attendance.access import meeting_waiting
from bot.handlers.meetings.attendance.counts import ask, course_of, enter
from bot.services.meetings.register_photo import pass_on
from db.models import Meeting
from db.queries.meetings.attendance import names_of_group


async def heard(turn: Turn) -> None:
    meeting = await meeting_waiting(turn)
    if meeting is None or turn.message is None:
        turn.done_waiting()
        return await fallback.free_text(turn)
    if turn.message.photo:
        by = turn.user.full_name if turn.user else ""
        photo = turn.message.photo[-1].file_id
        await pass_on(turn.session, meeting, photo, by=by, now=turn.now)
        return turn.say("meetings.photo_passed")
    names = await names_of_group(turn.session, meeting.group_id)
    entries = read_register(turn.text, names)
    if is_register(entries):
        return await register.read_back(turn, meeting, entries, names)
    if await _number(turn, meeting):
        return None
    if not turn.text or read(turn.text).wish is not None:
        return await fallback.free_text(turn)
    # A leader takes medicine too: a number that stands alone may be their own.
    if turn.me.staff is None and await pill_counts.counted_unasked(turn):
        return None
    return turn.say("meetings.unclear")


async def _number(turn: Turn, meeting: Meeting) -> bool:
    """Whether it was the number that the open pad waits for."""
    waiting = turn.me.waiting
    if waiting is None or waiting.step != "count":
        return False
    data = waiting.data
    course = await course_of(turn, meeting, data["treatment"])
    if course is None:
        return False
    reading = read_count(turn.text, strip=course.strip_size)
    if not isinstance(reading, CountReading):
        return False
    if reading.sure:
        told = Told(data["mark"], reading.pills)
        await enter(turn, meeting, course, told, data["page"])
    else:
        shown = str(reading.pills)
        await ask(turn, meeting, course, data["mark"], data["page"], entered=shown)
    return True
