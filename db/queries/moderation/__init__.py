"""Moderation: cases, sanctions, join requests, and what the bot posts in groups."""
