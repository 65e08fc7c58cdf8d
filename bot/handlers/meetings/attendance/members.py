"""The list of the group, ten a page: a tap says that somebody is here."""

from typing import Any

from bot.context import Turn
from bot.domain.meetings.attendance import is_mark, is_present
from bot.domain.schedule import local_day
from bot.handlers.groups import start_link
from bot.handlers.meetings.attendance.access import meeting_pressed, sources, tell
from bot.handlers.meetings.card import my_group, my_groups, number
from bot.services.meetings import begin_now, mark, meeting_of
from db.enums import MeetingState
from db.models import Group, Meeting
from db.queries.meetings.attendance import counted_at, marks_of, names_of_group

PAGE = 10


async def begin(turn: Turn) -> None:
    groups = await my_groups(turn)
    if len(groups) == 1:
        return await _open(turn, groups[0])
    if groups:
        return turn.say("meetings.attendance_which_group", groups=[[g.id, g.title] for g in groups])
    return turn.say(
        "meetings.attendance_not_yours" if turn.me.language else "onboarding.choose_language"
    )


async def opened(turn: Turn) -> None:
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.attendance_not_yours")
    return await _open(turn, group)


async def _open(turn: Turn, group: Group) -> None:
    meeting = await meeting_of(turn.session, group.id, now=turn.now)
    if meeting is not None:
        return await show(turn, meeting)
    day = f"{local_day(turn.now):%Y%m%d}"
    return tell(turn, "meetings.none_today", title=group.title, group=group.id, day=day)


async def begun(turn: Turn) -> None:
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.attendance_not_yours")
    if number(turn, 1) != int(f"{local_day(turn.now):%Y%m%d}"):
        return await _open(turn, group)
    meeting = await begin_now(turn.session, group, actor=turn.actor, now=turn.now)
    return await show(turn, meeting)


async def turned(turn: Turn) -> None:
    if meeting := await meeting_pressed(turn):
        await show(turn, meeting, number(turn, 1))


async def marked(turn: Turn) -> None:
    """The button says which of the two is meant, so that a second press changes nothing."""
    meeting = await meeting_pressed(turn)
    if meeting is None:
        return None
    patient_id, told = number(turn, 1), number(turn, 2)
    names = await names_of_group(turn.session, meeting.group_id)
    if patient_id not in names or not is_mark(told):
        return turn.say("menu.old_button")
    account = turn.me.account_id
    await mark(turn.session, meeting, patient_id, told, account, now=turn.now)
    turn.toast(("✅ " if is_present(told) else "↩️ ") + names[patient_id])
    return await show(turn, meeting, number(turn, 3))


async def newcomer(turn: Turn) -> None:
    if meeting := await meeting_pressed(turn):
        group = await turn.session.get_one(Group, meeting.group_id)
        turn.say("meetings.newcomer", link=start_link(turn, group))


async def show(turn: Turn, meeting: Meeting, page: int = 0, **more: Any) -> None:
    """In place of what was pressed; whatever is typed from now on belongs to this meeting."""
    names = await names_of_group(turn.session, meeting.group_id)
    marks = await marks_of(turn.session, meeting.id)
    counted = {patient for patient, _mark in (await counted_at(turn.session, meeting.id)).values()}
    group = await turn.session.get_one(Group, meeting.group_id)
    pages = max(1, -(-len(names) // PAGE))
    page = min(page, pages - 1)
    of_page = list(names.items())[page * PAGE : (page + 1) * PAGE]
    turn.wait("sabha", "list", meeting=meeting.id, page=page)
    tell(
        turn,
        "meetings.members",
        meeting=meeting.id,
        title=group.title,
        day=local_day(meeting.starts_at).isoformat(),
        people=[[id_, name, marks.get(id_, 0), id_ in counted] for id_, name in of_page],
        here=sum(is_present(marks.get(id_, 0)) for id_ in names),
        all=len(names),
        page=page,
        pages=pages,
        closed=meeting.state == MeetingState.HELD,
        **more,
    )


async def following(turn: Turn, meeting: Meeting, after: int) -> list[Any] | None:
    """[id, name] of the next who is here, may be counted and was not; None: nobody is left."""
    names = await names_of_group(turn.session, meeting.group_id)
    marks = await marks_of(turn.session, meeting.id)
    counted = {patient for patient, _mark in (await counted_at(turn.session, meeting.id)).values()}
    mine = await sources(turn, meeting)
    order = list(names)
    start = order.index(after) + 1 if after in names else 0
    here = [p for p in order[start:] + order[:start] if is_present(marks.get(p, 0)) and p in mine]
    await turn.courses.look_up(here)
    for patient in here:
        countable = any(c.countable for c in await turn.courses.of(patient))
        if countable and patient not in counted:
            return [patient, names[patient]]
    return None
