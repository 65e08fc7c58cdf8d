"""What the bot says about needs: raised, listed, forwarded, answered."""

from bot.texts.needs import cards, dialogs

SAYS = (*dialogs.SAYS, *cards.SAYS)
