"""A group's meeting card: the next meeting, the monthly rule, and what can be changed."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.access.groups import managed_group_or_none, managed_groups
from bot.handlers.access.meetings import MeetingOfGroup, meeting_to_plan
from bot.handlers.access.rules import Refused, anyone
from bot.handlers.meetings.dialog import MeetingPlanDialog
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.meetings import CallOffMeeting, ShowMeetings
from bot.services.meetings.planning import call_off_meeting
from bot.services.meetings.rsvp import attending_count_to_tell
from bot.services.meetings.view import meeting_view
from bot.texts.meetings import planning as texts
from bot.texts.meetings.planning import ManagedGroup
from bot.texts.sentences import Message
from db.models import Group
from db.queries.groups import groups_of
from db.queries.meetings.schedule import group_is_paused, next_meeting

router = Router(__name__)


@router.command("baithak", "meeting", access=anyone)
async def show_meetings(turn: Turn) -> None:
    groups = await managed_groups(turn)
    if len(groups) == 1:
        return turn.say(await _meeting_card(turn, groups[0]))
    if groups:
        return turn.say(texts.which_group(groups=[ManagedGroup(g.id, g.title) for g in groups]))
    return await _say_next_meeting(turn)


async def _say_next_meeting(turn: Turn) -> None:
    if turn.me.language is None:
        return await show_start(turn)
    for group in await groups_of(turn.session, turn.me.account_id):
        if meeting := await next_meeting(turn.session, group.id, turn.now):
            return turn.say(texts.next_meeting(meeting=meeting_view(meeting)))
    return turn.say(texts.next_meeting(meeting=None))


async def group_of_card(turn: Turn, press: ShowMeetings) -> Group | Refused | None:
    """A leader of the group, or staff of its clinic. None: the speaker's own groups."""
    if press.group is None:
        return None
    found = await managed_group_or_none(turn, press.group)
    return found or Refused(texts.not_yours(), ("group", press.group))


@router.button(ShowMeetings, access=group_of_card)
async def show_meeting_card(turn: Turn, _press: ShowMeetings, group: Group | None) -> None:
    if group is None:
        return await show_meetings(turn)
    return turn.rewrite(await _meeting_card(turn, group))


def drop_open_plan(turn: Turn) -> None:
    """Stop waiting for an answer about a plan, so that text typed later is not taken as one."""
    if turn.dialog_of(MeetingPlanDialog) is not None:
        turn.stop_waiting()


async def _meeting_card(turn: Turn, group: Group) -> Message:
    drop_open_plan(turn)
    meeting = await next_meeting(turn.session, group.id, turn.now)
    paused = await group_is_paused(turn.session, group.id, local_day(turn.now))
    return texts.card(
        group=group.id,
        title=group.title,
        meeting=meeting_view(meeting) if meeting else None,
        attending=await attending_count_to_tell(turn.session, meeting) if meeting else None,
        nth=group.meets_nth,
        weekday=group.meets_weekday,
        paused=paused,
    )


@router.button(CallOffMeeting, access=meeting_to_plan)
async def confirm_call_off(turn: Turn, press: CallOffMeeting, found: MeetingOfGroup) -> None:
    """The first press asks "sure?", the second calls the meeting off."""
    meeting, group = found.meeting, found.group
    if not press.sure:
        asked = texts.confirm_call_off(group=group.id, meeting=meeting_view(meeting))
        return turn.rewrite(asked)
    if not await call_off_meeting(turn.session, meeting, actor=turn.actor, now=turn.now):
        return turn.rewrite(texts.plan_expired())
    return turn.rewrite(texts.called_off())
