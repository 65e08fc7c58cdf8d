"""The attendance list of a group, ten names a page. A tap on a name marks a member as present."""

from bot.context import Turn
from bot.domain.meetings.attendance import is_mark, is_present
from bot.domain.schedule import local_day
from bot.handlers.access.groups import managed_groups
from bot.handlers.access.meetings import MeetingOfGroup, group_to_meet, meeting_to_fill
from bot.handlers.access.places import ALSO_IN_STAFF_CHAT
from bot.handlers.access.rules import anyone
from bot.handlers.meetings.attendance.entries import count_sources, is_too_late, say_or_rewrite
from bot.handlers.meetings.dialog import AttendanceDialog
from bot.handlers.meetings.summary import start_summary
from bot.handlers.router import Router
from bot.keyboards.meetings import (
    EndMeeting,
    InviteNewcomer,
    MarkMember,
    OpenAttendance,
    ShowAttendancePage,
    StartMeetingNow,
    compact_day,
)
from bot.services.meetings.attendance import mark_attendance, open_meeting, start_unplanned_meeting
from bot.services.meetings.close import close_meeting
from bot.services.onboarding.invites import InvitePurpose, make_invite
from bot.texts import menu as menu_texts
from bot.texts import onboarding as onboarding_texts
from bot.texts.meetings import attendance as texts
from bot.texts.meetings.attendance import ListedMember, NextToCount, Note
from bot.texts.meetings.planning import ManagedGroup
from db.enums import MeetingState
from db.models import Group, Meeting
from db.queries.groups import names_of_group
from db.queries.meetings.attendance import attendance_marks, entered_counts

PAGE = 10

router = Router(__name__)


@router.command("sabha", access=anyone)
async def start_attendance(turn: Turn) -> None:
    groups = await managed_groups(turn)
    if len(groups) == 1:
        return await _show_open_meeting(turn, groups[0])
    if groups:
        choices = [ManagedGroup(g.id, g.title) for g in groups]
        return turn.say(texts.attendance_which_group(groups=choices))
    if turn.me.language is None:
        return turn.say(onboarding_texts.choose_language())
    return turn.say(texts.attendance_not_yours())


@router.button(OpenAttendance, access=group_to_meet)
async def open_attendance(turn: Turn, _press: OpenAttendance, group: Group) -> None:
    return await _show_open_meeting(turn, group)


async def _show_open_meeting(turn: Turn, group: Group) -> None:
    meeting = await open_meeting(turn.session, group.id, now=turn.now)
    if meeting is not None:
        return await show_attendance(turn, meeting)
    today = local_day(turn.now)
    return say_or_rewrite(
        turn, texts.no_meeting_today(group=group.id, title=group.title, day=today)
    )


@router.button(StartMeetingNow, access=group_to_meet)
async def start_meeting_now(turn: Turn, press: StartMeetingNow, group: Group) -> None:
    if press.day != compact_day(local_day(turn.now)):
        return await _show_open_meeting(turn, group)
    meeting = await start_unplanned_meeting(turn.session, group, actor=turn.actor, now=turn.now)
    return await show_attendance(turn, meeting)


@router.button(ShowAttendancePage, access=meeting_to_fill, place=ALSO_IN_STAFF_CHAT)
async def turn_attendance_page(
    turn: Turn, press: ShowAttendancePage, found: MeetingOfGroup
) -> None:
    if not is_too_late(turn, found.meeting):
        await show_attendance(turn, found.meeting, press.page)


@router.button(MarkMember, access=meeting_to_fill)
async def mark_member(turn: Turn, press: MarkMember, found: MeetingOfGroup) -> None:
    """The button carries "present" or "absent", so that a second press changes nothing."""
    meeting = found.meeting
    if is_too_late(turn, meeting):
        return None
    patient_id, new_mark = press.patient, press.mark
    names = await names_of_group(turn.session, meeting.group_id)
    if patient_id not in names or not is_mark(new_mark):
        return turn.say(menu_texts.old_button())
    account = turn.me.account_id
    await mark_attendance(turn.session, meeting, patient_id, new_mark, account, now=turn.now)
    turn.toast(("✅ " if is_present(new_mark) else "↩️ ") + names[patient_id])
    return await show_attendance(turn, meeting, press.page)


@router.button(InviteNewcomer, access=meeting_to_fill)
async def invite_newcomer(turn: Turn, _press: InviteNewcomer, found: MeetingOfGroup) -> None:
    """Whoever fills the list vouches for who stands there: they need not be in the chat."""
    if is_too_late(turn, found.meeting):
        return
    group = found.group
    token = await make_invite(
        turn.session, InvitePurpose.MEMBER, group.clinic_id, group.id, now=turn.now
    )
    turn.say(texts.newcomer_link(link=f"https://t.me/{turn.bot_username}?start=i_{token}"))


async def show_attendance(
    turn: Turn,
    meeting: Meeting,
    page: int = 0,
    *,
    note: Note | None = None,
    next: NextToCount | None = None,
) -> None:
    """Show one page, and take what is typed from now on as entries for this meeting."""
    names = await names_of_group(turn.session, meeting.group_id)
    marks = await attendance_marks(turn.session, meeting.id)
    counted = {
        patient for patient, _mark in (await entered_counts(turn.session, meeting.id)).values()
    }
    group = await turn.session.get_one(Group, meeting.group_id)
    pages = max(1, -(-len(names) // PAGE))
    page = max(0, min(page, pages - 1))
    of_page = list(names.items())[page * PAGE : (page + 1) * PAGE]
    turn.wait(AttendanceDialog(meeting.id, page))
    say_or_rewrite(
        turn,
        texts.attendance_list(
            meeting=meeting.id,
            title=group.title,
            day=local_day(meeting.starts_at),
            people=[
                ListedMember(id_, name, marks.get(id_, 0), id_ in counted) for id_, name in of_page
            ],
            here=sum(is_present(marks.get(id_, 0)) for id_ in names),
            all=len(names),
            page=page,
            pages=pages,
            closed=meeting.state == MeetingState.HELD,
            note=note,
            next=next,
        ),
    )


async def next_to_count(turn: Turn, meeting: Meeting, after: int) -> NextToCount | None:
    """The next present member who is still to be counted; None if there is none."""
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
            return NextToCount(patient, names[patient])
    return None


@router.button(EndMeeting, access=meeting_to_fill)
async def end_meeting(turn: Turn, _press: EndMeeting, found: MeetingOfGroup) -> None:
    """Ask for the summary next. A second press does not close the meeting twice."""
    meeting = found.meeting
    if is_too_late(turn, meeting):
        return None
    if not await close_meeting(turn.session, meeting, actor=turn.actor, now=turn.now):
        return await show_attendance(turn, meeting, note="nobody")
    return start_summary(turn, meeting)
