"""RSVPs: ✋ or 🙏 under a meeting, in the group or in private. Only that person sees the answer."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.access.places import ALSO_IN_GROUP
from bot.handlers.access.rules import Refused
from bot.handlers.router import Router
from bot.keyboards.meetings import AnswerRsvp, compact_day
from bot.services.meetings.rsvp import attending_count_to_tell, save_rsvp
from bot.services.meetings.view import meeting_view
from bot.texts.meetings import rsvp as texts
from bot.texts.sentences import Message
from db.models import Meeting
from db.queries.groups import membership
from db.queries.meetings.schedule import locked_meeting

router = Router(__name__)


async def meeting_to_attend(turn: Turn, press: AnswerRsvp) -> Meeting | Refused:
    """A member of the group; in a group's chat, only its own meeting."""
    meeting, subject = await locked_meeting(turn.session, press.meeting), ("meeting", press.meeting)
    if meeting is None or (turn.group is not None and turn.group.id != meeting.group_id):
        return Refused(texts.rsvp_over(), subject)
    if await membership(turn.session, meeting.group_id, turn.me.account_id) is None:
        return Refused(texts.join_first(), subject)
    return meeting


@router.button(AnswerRsvp, access=meeting_to_attend, place=ALSO_IN_GROUP)
async def take_rsvp(turn: Turn, press: AnswerRsvp, meeting: Meeting) -> None:
    if press.day != compact_day(local_day(meeting.starts_at)):
        _refuse(turn, texts.rsvp_moved())
        return await _update_question(turn, meeting)
    attending = press.attending
    before = await attending_count_to_tell(turn.session, meeting)
    account_id = turn.me.account_id
    if not await save_rsvp(turn.session, meeting, account_id, attending=attending, now=turn.now):
        return _refuse(turn, texts.rsvp_over())
    turn.toast(texts.rsvp_yes() if attending else texts.rsvp_no())
    if turn.is_private:
        return turn.rewrite(texts.rsvp_answer(meeting=meeting_view(meeting), attending=attending))
    if await attending_count_to_tell(turn.session, meeting) != before:
        await _update_question(turn, meeting)
    return None


async def _update_question(turn: Turn, meeting: Meeting) -> None:
    attending = await attending_count_to_tell(turn.session, meeting)
    turn.rewrite(texts.rsvp_question(meeting=meeting_view(meeting), attending=attending))


def _refuse(turn: Turn, why: Message) -> None:
    """As a toast in the group. In private it must not be lost, so it is a message."""
    return turn.say(why) if turn.is_private else turn.toast(why)
