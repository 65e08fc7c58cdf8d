"""Keeping it kind, in sentences: the rules, reports, what was done, and why."""

from bot.texts.house import answers, by_hand, cards, joining, rules

SAYS = (*rules.SAYS, *cards.SAYS, *by_hand.SAYS, *answers.SAYS, *joining.SAYS)
