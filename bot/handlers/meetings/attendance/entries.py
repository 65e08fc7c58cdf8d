"""Whose pills the speaker may count at a meeting, and whether it still takes entries."""

from bot.context import Turn
from bot.services.meetings.attendance import EnteredBy, entry_time_of
from bot.texts.meetings import attendance as texts
from bot.texts.sentences import Message
from db.enums import CountSource, HolderRole
from db.models import Meeting
from db.queries.caregivers import patients_held_by
from db.queries.groups import names_of_group
from db.queries.leaders import patients_helped_by


def is_too_late(turn: Turn, meeting: Meeting) -> bool:
    """Whether entries are no longer taken; then the person is told."""
    if entry_time_of(meeting, turn.now) is not None:
        return False
    say_or_rewrite(turn, texts.too_late())
    return True


def say_or_rewrite(turn: Turn, said: Message) -> None:
    """Replace the pressed message; else send a new one in private.

    After typed text, under a photo, and in the staff chat, which may not name anybody.
    """
    pressed = turn.query.message if turn.query else None
    new = pressed is None or getattr(pressed, "photo", None) or not turn.is_private
    (turn.say if new else turn.rewrite)(said)


async def count_sources(turn: Turn, meeting: Meeting) -> dict[int, CountSource]:
    """The members whose pills the speaker may count, and the source under which each is stored."""
    group = await names_of_group(turn.session, meeting.group_id)
    own = await patients_held_by(turn.session, turn.me.account_id)
    found = {
        p.id: CountSource.CAREGIVER if p.role == HolderRole.CAREGIVER else CountSource.SELF
        for p in own
    }
    if turn.me.staff is not None:
        return dict.fromkeys(group, CountSource.CLINIC)
    for patient in await patients_helped_by(turn.session, turn.me.account_id):
        found.setdefault(patient.id, CountSource.LEADER)
    return {patient: source for patient, source in found.items() if patient in group}


def entered_by(turn: Turn, source: CountSource) -> EnteredBy:
    staff = turn.me.staff
    name = staff.name if staff else (turn.user.full_name if turn.user else "")
    return EnteredBy(turn.me.account_id, name, source)
