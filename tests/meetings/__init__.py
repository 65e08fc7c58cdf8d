"""Meetings: planning, RSVPs, attendance, counts and the summary."""
