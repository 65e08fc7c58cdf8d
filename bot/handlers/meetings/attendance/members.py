"""The attendance list of a group, ten names a page. A tap on a name marks a member as present."""

from typing import Any

from bot.context import Turn
from bot.domain.meetings.attendance import is_mark, is_present
from bot.domain.schedule import local_day
from bot.handlers.groups import managed_group, managed_groups, start_link
from bot.handlers.meetings.attendance.access import count_sources, pressed_meeting, say_or_rewrite
from bot.handlers.meetings.summary import start_summary
from bot.services.meetings.attendance import mark_attendance, open_meeting, start_unplanned_meeting
from bot.services.meetings.close import close_meeting
from db.enums import MeetingState
from db.models import Group, Meeting
from db.queries.groups import names_of_group
from db.queries.meetings.attendance import attendance_marks, entered_counts

PAGE = 10


async def start_attendance(turn: Turn) -> None:
    groups = await managed_groups(turn)
    if len(groups) == 1:
        return await _show_open_meeting(turn, groups[0])
    if groups:
        return turn.say("meetings.attendance_which_group", groups=[[g.id, g.title] for g in groups])
    return turn.say(
        "meetings.attendance_not_yours" if turn.me.language else "onboarding.choose_language"
    )


async def open_attendance(turn: Turn) -> None:
    group = await managed_group(turn, turn.pressed_number())
    if group is None:
        return turn.say("meetings.attendance_not_yours")
    return await _show_open_meeting(turn, group)


async def _show_open_meeting(turn: Turn, group: Group) -> None:
    meeting = await open_meeting(turn.session, group.id, now=turn.now)
    if meeting is not None:
        return await show_attendance(turn, meeting)
    day = f"{local_day(turn.now):%Y%m%d}"
    return say_or_rewrite(
        turn, "meetings.no_meeting_today", title=group.title, group=group.id, day=day
    )


async def start_meeting_now(turn: Turn) -> None:
    group = await managed_group(turn, turn.pressed_number())
    if group is None:
        return turn.say("meetings.attendance_not_yours")
    if turn.pressed_number(1) != int(f"{local_day(turn.now):%Y%m%d}"):
        return await _show_open_meeting(turn, group)
    meeting = await start_unplanned_meeting(turn.session, group, actor=turn.actor, now=turn.now)
    return await show_attendance(turn, meeting)


async def turn_attendance_page(turn: Turn) -> None:
    if meeting := await pressed_meeting(turn):
        await show_attendance(turn, meeting, turn.pressed_number(1))


async def mark_member(turn: Turn) -> None:
    """The button carries "present" or "absent", so that a second press changes nothing."""
    meeting = await pressed_meeting(turn)
    if meeting is None:
        return None
    patient_id, new_mark = turn.pressed_number(1), turn.pressed_number(2)
    names = await names_of_group(turn.session, meeting.group_id)
    if patient_id not in names or not is_mark(new_mark):
        return turn.say("menu.old_button")
    account = turn.me.account_id
    await mark_attendance(turn.session, meeting, patient_id, new_mark, account, now=turn.now)
    turn.toast(("✅ " if is_present(new_mark) else "↩️ ") + names[patient_id])
    return await show_attendance(turn, meeting, turn.pressed_number(3))


async def invite_newcomer(turn: Turn) -> None:
    if meeting := await pressed_meeting(turn):
        group = await turn.session.get_one(Group, meeting.group_id)
        turn.say("meetings.newcomer_link", link=start_link(turn, group))


async def show_attendance(turn: Turn, meeting: Meeting, page: int = 0, **more: Any) -> None:
    """Show one page, and take what is typed from now on as entries for this meeting."""
    names = await names_of_group(turn.session, meeting.group_id)
    marks = await attendance_marks(turn.session, meeting.id)
    counted = {
        patient for patient, _mark in (await entered_counts(turn.session, meeting.id)).values()
    }
    group = await turn.session.get_one(Group, meeting.group_id)
    pages = max(1, -(-len(names) // PAGE))
    page = min(page, pages - 1)
    of_page = list(names.items())[page * PAGE : (page + 1) * PAGE]
    turn.wait("attendance", "list", meeting=meeting.id, page=page)
    say_or_rewrite(
        turn,
        "meetings.attendance_list",
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


async def next_to_count(turn: Turn, meeting: Meeting, after: int) -> list[Any] | None:
    """[id, name] of the next present member who is still to be counted; None if there is none."""
    names = await names_of_group(turn.session, meeting.group_id)
    marks = await attendance_marks(turn.session, meeting.id)
    counted = {
        patient for patient, _mark in (await entered_counts(turn.session, meeting.id)).values()
    }
    countable_by_me = await count_sources(turn, meeting)
    order = list(names)
    start = order.index(after) + 1 if after in names else 0
    here = [
        p
        for p in order[start:] + order[:start]
        if is_present(marks.get(p, 0)) and p in countable_by_me
    ]
    await turn.courses.look_up(here)
    for patient in here:
        countable = any(c.countable for c in await turn.courses.of(patient))
        if countable and patient not in counted:
            return [patient, names[patient]]
    return None


async def end_meeting(turn: Turn) -> None:
    """Ask for the summary next. A second press does not close the meeting twice."""
    meeting = await pressed_meeting(turn)
    if meeting is None:
        return None
    if not await close_meeting(turn.session, meeting, actor=turn.actor, now=turn.now):
        return await show_attendance(turn, meeting, note="nobody")
    return start_summary(turn, meeting)
