"""Messages about alerts: replies to the person, cards and lists for staff and leaders."""

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
