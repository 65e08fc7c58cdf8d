"""Keeping it kind."""
