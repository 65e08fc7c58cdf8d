"""Attendance that is typed or photographed: a count, lines of a register, a paper register."""

from dataclasses import replace

from bot.context import Turn
from bot.domain.meetings.attendance import EnteredCount
from bot.domain.meetings.register import is_register, read_register
from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import read
from bot.domain.reading.model import CountReading
from bot.handlers import fallback, pill_counts
from bot.handlers.access.meetings import MeetingOfGroup, meeting_to_fill
from bot.handlers.access.rules import Refused
from bot.handlers.meetings.attendance import register
from bot.handlers.meetings.attendance.counts import ask_count, course_of, enter_count
from bot.handlers.meetings.dialog import AttendanceDialog, OpenPad
from bot.handlers.router import Router
from bot.services.meetings.attendance import entry_time_of
from bot.services.meetings.register_photo import send_register_photo
from bot.texts.meetings import attendance as texts
from bot.texts.meetings.register import register_photo_sent
from db.models import Meeting
from db.queries.groups import names_of_group

router = Router(__name__)


async def open_meeting(turn: Turn, dialog: AttendanceDialog) -> MeetingOfGroup | Refused | None:
    """A leader of the group, or staff of its clinic. None if it takes no more entries."""
    found = await meeting_to_fill(turn, dialog)
    late = not isinstance(found, Refused) and entry_time_of(found.meeting, turn.now) is None
    return None if late else found


@router.dialog(AttendanceDialog, access=open_meeting)
async def take_attendance_message(
    turn: Turn, dialog: AttendanceDialog, found: MeetingOfGroup | None
) -> None:
    if found is None or turn.message is None:
        turn.stop_waiting()
        return await fallback.take_free_text(turn)
    meeting = found.meeting
    if turn.message.photo:
        by = turn.user.full_name if turn.user else ""
        photo = turn.message.photo[-1].file_id
        await send_register_photo(turn.session, meeting, photo, by=by, now=turn.now)
        return turn.say(register_photo_sent())
    names = await names_of_group(turn.session, meeting.group_id)
    entries = read_register(turn.text, names)
    if is_register(entries):
        return await register.read_back_register(turn, meeting, entries, names)
    if dialog.pad is not None and await _take_pad_number(turn, meeting, dialog.pad, dialog.page):
        return None
    if not turn.text or read(turn.text).wish is not None:
        return await fallback.take_free_text(turn)
    # A leader takes medicine too: a number that stands alone may be their own.
    if turn.me.staff is None and await pill_counts.take_unasked_count(turn):
        return None
    return turn.say(texts.attendance_unclear())


async def _take_pad_number(turn: Turn, meeting: Meeting, pad: OpenPad, page: int) -> bool:
    """Return whether the text was the number that the open pad waits for."""
    course = await course_of(turn, meeting, pad.treatment)
    if course is None:
        return False
    reading = read_count(turn.text, strip=course.strip_size)
    if not isinstance(reading, CountReading):
        return False
    if reading.sure:
        count = EnteredCount(pad.mark, reading.pills)
        await enter_count(turn, meeting, course, count, page)
    else:
        await ask_count(turn, meeting, course, replace(pad, entered=str(reading.pills)), page)
    return True
