"""Meetings of a group. Its leader and the clinic plan them; members ask for the next one."""

from bot.handlers.meetings import attendance as attendance
from bot.handlers.meetings import card, monthly_rule, pause, planning
from bot.handlers.meetings import rsvp as rsvp
from bot.handlers.meetings import summary as summary

COMMANDS = {"baithak": card.show_meetings, "meeting": card.show_meetings}
FLOWS = {"meeting_plan": planning.take_plan_text}
PRESSES = {
    "meet": card.show_meeting_card,
    "meet_off": card.confirm_call_off,
    "meet_plan": planning.start_meeting_plan,
    "meet_market": planning.choose_market_day,
    "meet_day": planning.choose_meeting_day,
    "meet_at": planning.choose_meeting_time,
    "meet_place": planning.choose_meeting_place,
    "meet_ok": planning.confirm_meeting_plan,
    "meet_rule": monthly_rule.start_monthly_rule,
    "meet_keep": monthly_rule.choose_monthly_rule,
    "meet_rest": pause.choose_group_pause,
    "meet_go": pause.end_group_pause,
}
