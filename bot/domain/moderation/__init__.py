"""Moderation rules: what is looked for in a group's messages, and what follows from a finding."""
