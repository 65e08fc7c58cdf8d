"""Attendance: the leader or the clinic notes who is at a meeting and how many pills are left."""

from bot.handlers.meetings.attendance import counts as counts
from bot.handlers.meetings.attendance import members as members
from bot.handlers.meetings.attendance import register as register
from bot.handlers.meetings.attendance import typed as typed
