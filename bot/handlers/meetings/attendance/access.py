"""Who may enter something for whom: asked anew at every press."""

from typing import Any

from bot.context import Turn
from bot.handlers.meetings.card import my_group, number
from bot.services.meetings import Helper, takes_entries
from db.enums import CountSource, HolderRole
from db.models import Meeting
from db.queries.leaders.access import helped_by
from db.queries.meetings.attendance import names_of_group
from db.queries.meetings.schedule import locked_meeting
from db.queries.people import patients_held_by


async def meeting_pressed(turn: Turn) -> Meeting | None:
    """The meeting of the button, locked. None: not theirs, or too late; they have heard it."""
    meeting = await locked_meeting(turn.session, number(turn))
    if meeting is None or await my_group(turn, meeting.group_id) is None:
        turn.say("meetings.attendance_not_yours")
        return None
    if takes_entries(meeting, turn.now) is None:
        tell(turn, "meetings.too_late")
        return None
    return meeting


def tell(turn: Turn, template: str, /, **params: Any) -> None:
    """In place of what was pressed; anew after typing, and under the photo of a register."""
    pressed = turn.query.message if turn.query else None
    anew = pressed is None or getattr(pressed, "photo", None)
    (turn.say if anew else turn.rewrite)(template, **params)


async def meeting_waiting(turn: Turn) -> Meeting | None:
    """The meeting whose list was opened last, if something may still be entered for it."""
    waiting = turn.me.waiting
    assert waiting is not None
    meeting = await locked_meeting(turn.session, waiting.data["meeting"])
    if meeting is None or await my_group(turn, meeting.group_id) is None:
        return None
    return meeting if takes_entries(meeting, turn.now) else None


async def sources(turn: Turn, meeting: Meeting) -> dict[int, CountSource]:
    """As whom the speaker counts for whom of the group; who is not in it is not theirs to count."""
    group = await names_of_group(turn.session, meeting.group_id)
    own = await patients_held_by(turn.session, turn.me.account_id)
    found = {
        p.id: CountSource.CAREGIVER if p.role == HolderRole.CAREGIVER else CountSource.SELF
        for p in own
    }
    if turn.me.staff is not None:
        return dict.fromkeys(group, CountSource.CLINIC)
    for patient in await helped_by(turn.session, turn.me.account_id):
        found.setdefault(patient.id, CountSource.LEADER)
    return {patient: source for patient, source in found.items() if patient in group}


def helper(turn: Turn, source: CountSource) -> Helper:
    staff = turn.me.staff
    name = staff.name if staff else (turn.user.full_name if turn.user else "")
    return Helper(turn.me.account_id, name, source)
