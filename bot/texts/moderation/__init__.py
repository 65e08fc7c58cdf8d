"""Moderation in sentences: rules, reports, decisions, join requests."""

from bot.texts.moderation import cards, join_requests, manual, replies, rules

SAYS = (*rules.SAYS, *cards.SAYS, *manual.SAYS, *replies.SAYS, *join_requests.SAYS)
