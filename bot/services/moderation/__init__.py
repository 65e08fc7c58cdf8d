"""Moderation: members report messages, the bot checks them, leaders and the clinic decide.

A message becomes a case; a decision becomes a sanction, which counts as done only once Telegram has
done it. Every sanction can be undone.
"""
