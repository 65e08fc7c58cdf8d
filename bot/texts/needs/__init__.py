"""What is said of needs: raised, listed, carried, answered."""

from bot.texts.needs import cards, dialogs

SAYS = (*dialogs.SAYS, *cards.SAYS)
