"""A group's card: its next meeting, its monthly day, and what can be changed."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.preferences.language import begin_here
from bot.services.meetings import call_off, shown_coming
from bot.services.meetings import shown as of
from db.models import Group
from db.queries.groups import groups_led_by, groups_of, groups_of_clinic
from db.queries.meetings.schedule import group_is_paused, locked_meeting, next_meeting


async def begin(turn: Turn) -> None:
    groups = await my_groups(turn)
    if len(groups) == 1:
        return await say_card(turn, groups[0])
    if groups:
        return turn.say("meetings.which_group", groups=[[g.id, g.title] for g in groups])
    return await _of_member(turn)


async def _of_member(turn: Turn) -> None:
    if turn.me.language is None:
        return await begin_here(turn)
    for group in await groups_of(turn.session, turn.me.account_id):
        if meeting := await next_meeting(turn.session, group.id, turn.now):
            return turn.say("meetings.next_one", **of(meeting))
    return turn.say("meetings.next_one", day=None)


async def my_groups(turn: Turn) -> list[Group]:
    """Those of which this person plans the meetings."""
    if turn.me.staff is not None:
        return await groups_of_clinic(turn.session, turn.me.staff.clinic_id)
    return await groups_led_by(turn.session, turn.me.account_id)


def number(turn: Turn, at: int = 0) -> int:
    """A part of the button that is a number; anybody may send any button. 0: it is none."""
    part = turn.pressed[at] if len(turn.pressed) > at else ""
    return int(part) if part.isascii() and part.isdecimal() and len(part) < 10 else 0


async def my_group(turn: Turn, group_id: int) -> Group | None:
    """Asked anew at every press: who led once may lead no more."""
    return next((g for g in await my_groups(turn) if g.id == group_id), None)


async def show(turn: Turn) -> None:
    if not turn.pressed:
        return await begin(turn)
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.not_yours")
    return await say_card(turn, group)


def forget_question(turn: Turn) -> None:
    """What was asked of a meeting and left open is answered by nothing that is typed later."""
    if turn.me.waiting is not None and turn.me.waiting.flow == "baithak":
        turn.done_waiting()


async def say_card(turn: Turn, group: Group) -> None:
    forget_question(turn)
    meeting = await next_meeting(turn.session, group.id, turn.now)
    rests = await group_is_paused(turn.session, group.id, local_day(turn.now))
    tell = turn.rewrite if turn.query and turn.pressed else turn.say
    shown = of(meeting) if meeting else {"day": None, "group": group.id}
    tell(
        "meetings.card",
        title=group.title,
        nth=group.meets_nth,
        weekday=group.meets_weekday,
        rests=rests,
        coming=await shown_coming(turn.session, meeting) if meeting else None,
        **shown,
    )


async def call_it_off(turn: Turn) -> None:
    """Asked once, then done."""
    meeting = await locked_meeting(turn.session, number(turn))
    if meeting is None or await my_group(turn, meeting.group_id) is None:
        return turn.say("meetings.not_yours")
    if turn.pressed[1:] != ["yes"]:
        return turn.rewrite("meetings.sure_off", **of(meeting))
    if not await call_off(turn.session, meeting, actor=turn.actor, now=turn.now):
        return turn.rewrite("meetings.over")
    return turn.rewrite("meetings.called_off")
