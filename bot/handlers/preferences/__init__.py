"""Preferences of a person: language, hour, digits, voice, help from a leader."""

from bot.handlers.preferences import choices as choices
from bot.handlers.preferences import language as language
from bot.handlers.preferences import menu as menu
