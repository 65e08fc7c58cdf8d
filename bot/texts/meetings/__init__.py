"""What the bot says about meetings: planning, RSVPs, attendance, summaries."""

from bot.texts.meetings import attendance as attendance
from bot.texts.meetings import monthly_rule as monthly_rule
from bot.texts.meetings import pause as pause
from bot.texts.meetings import planning as planning
from bot.texts.meetings import register as register
from bot.texts.meetings import rsvp as rsvp
from bot.texts.meetings import summary as summary
