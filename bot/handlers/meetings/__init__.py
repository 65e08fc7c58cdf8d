"""Meetings of a group. Its leader and the clinic plan them; members ask for the next one."""

from bot.handlers.meetings import attendance as attendance
from bot.handlers.meetings import card as card
from bot.handlers.meetings import monthly_rule as monthly_rule
from bot.handlers.meetings import pause as pause
from bot.handlers.meetings import planning as planning
from bot.handlers.meetings import rsvp as rsvp
from bot.handlers.meetings import summary as summary
