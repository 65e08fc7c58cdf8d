"""RSVPs: ✋ or 🙏 under a meeting, in the group or in private. Only that person sees the answer."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.services.meetings.rsvp import attending_count_to_tell, save_rsvp
from bot.services.meetings.view import meeting_view
from bot.texts import render
from db.enums import Language
from db.models import Meeting
from db.queries.groups import membership
from db.queries.meetings.schedule import locked_meeting


async def take_rsvp(turn: Turn) -> None:
    meeting = await locked_meeting(turn.session, turn.pressed_number())
    if meeting is None or (turn.group is not None and turn.group.id != meeting.group_id):
        return _notify(turn, "meetings.rsvp_over")
    if await membership(turn.session, meeting.group_id, turn.me.account_id) is None:
        return _notify(turn, "meetings.join_first")
    if turn.pressed_number(1) != int(f"{local_day(meeting.starts_at):%Y%m%d}"):
        _notify(turn, "meetings.rsvp_moved")
        return await _update_question(turn, meeting)
    attending = turn.pressed[2:] == ["1"]
    before = await attending_count_to_tell(turn.session, meeting)
    account_id = turn.me.account_id
    if not await save_rsvp(turn.session, meeting, account_id, attending=attending, now=turn.now):
        return _notify(turn, "meetings.rsvp_over")
    _notify(turn, "meetings.rsvp_yes" if attending else "meetings.rsvp_no")
    if turn.is_private:
        return turn.rewrite("meetings.rsvp_answer", attending=attending, **meeting_view(meeting))
    if await attending_count_to_tell(turn.session, meeting) != before:
        await _update_question(turn, meeting)
    return None


async def _update_question(turn: Turn, meeting: Meeting) -> None:
    attending = await attending_count_to_tell(turn.session, meeting)
    turn.rewrite("meetings.rsvp_question", attending=attending, **meeting_view(meeting))


def _notify(turn: Turn, template: str) -> None:
    """As a toast in the group. In private a refusal must not be lost, so it is a message."""
    if turn.is_private and template not in ("meetings.rsvp_yes", "meetings.rsvp_no"):
        return turn.say(template)
    turn.toast(render(template, {}, turn.me.language or _of_group(turn)).text)
    return None


def _of_group(turn: Turn) -> Language:
    return Language(turn.group.language) if turn.group else Language.HINDI


PRESSES = {"rsvp": take_rsvp}
