"""Reminders: when people are asked, and the budget of messages that the bot starts."""
