"""What the bot says about needs: raised, listed, forwarded, answered."""

from bot.texts.needs import cards as cards
from bot.texts.needs import dialogs as dialogs
