"""Keeping it kind, in sentences: the rules, reports, what was done, and why."""

from bot.texts.moderation import cards, join_requests, manual, replies, rules

SAYS = (*rules.SAYS, *cards.SAYS, *manual.SAYS, *replies.SAYS, *join_requests.SAYS)
