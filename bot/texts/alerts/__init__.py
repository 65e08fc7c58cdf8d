"""Danger and help: what the person hears, what staff and leaders see."""

from bot.texts.alerts import cards, conversation, dialogs, lists, questions, replies, voice_messages
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *replies.SAYS,
    *dialogs.SAYS,
    *cards.SAYS,
    *lists.SAYS,
    *questions.SAYS,
    *conversation.SAYS,
    *voice_messages.SAYS,
)
