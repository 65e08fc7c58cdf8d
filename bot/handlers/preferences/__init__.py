"""What a person can change: language, hour, digits, voice."""

from bot.handlers.preferences import choices as choices
from bot.handlers.preferences import language as language
from bot.handlers.preferences import menu as menu
