"""Reminders at the right time: counts, check-ins, pauses, meetings, people who leave."""
