"""What the bot asks of its own accord, and the pauses in which it does not."""

from bot.texts.reminders import pauses, questions
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *pauses.SAYS,
    *questions.SAYS,
)
