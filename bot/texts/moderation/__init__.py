"""Moderation in sentences: rules, reports, decisions, join requests."""

from bot.texts.moderation import cards as cards
from bot.texts.moderation import join_requests as join_requests
from bot.texts.moderation import manual as manual
from bot.texts.moderation import replies as replies
from bot.texts.moderation import rules as rules
