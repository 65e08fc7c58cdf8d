"""Alerts, their cards in the outbox, safety questions and voice messages."""
