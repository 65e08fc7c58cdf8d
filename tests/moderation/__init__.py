"""Moderation of groups."""
