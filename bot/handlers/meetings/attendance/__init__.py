"""Attendance: the leader or the clinic notes who is at a meeting and how many pills are left."""

from bot.handlers.meetings.attendance import counts, members, register, typed

COMMANDS = {"sabha": members.start_attendance}
FLOWS = {"attendance": typed.take_attendance_message}
PRESSES = {
    "attendance": members.open_attendance,
    "attendance_start": members.start_meeting_now,
    "attendance_page": members.turn_attendance_page,
    "attendance_mark": members.mark_member,
    "attendance_new": members.invite_newcomer,
    "attendance_count": counts.open_count_pad,
    "attendance_pad": counts.dial_count,
    "attendance_enter": counts.take_dialled_count,
    "attendance_lines": register.confirm_register,
    "attendance_end": members.end_meeting,
}
