"""What is said of needs: raised, listed, carried, answered."""

from bot.texts.needs import asking, cards

SAYS = (*asking.SAYS, *cards.SAYS)
