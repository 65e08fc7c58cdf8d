"""Pill counts: recorded, corrected, completed by what the person adds, and assisted ones."""
