"""Keeping it kind, in sentences: the rules, reports, what was done, and why."""

from bot.texts.house import answers, cards, joining, rules

SAYS = (*rules.SAYS, *cards.SAYS, *answers.SAYS, *joining.SAYS)
