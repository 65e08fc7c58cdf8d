"""Meetings of a group: planned, announced, attended, closed and summarised."""
