"""Asking at the right time: counts, check-ins, pauses, meetings, and people who leave."""
