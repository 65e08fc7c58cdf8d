"""Messages about alerts: replies to the person, cards and lists for staff and leaders."""

from bot.texts.alerts import cards as cards
from bot.texts.alerts import conversation as conversation
from bot.texts.alerts import dialogs as dialogs
from bot.texts.alerts import lists as lists
from bot.texts.alerts import questions as questions
from bot.texts.alerts import replies as replies
from bot.texts.alerts import voice_messages as voice_messages
