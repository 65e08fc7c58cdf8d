"""Meetings: the schedule, RSVPs and attendance."""
