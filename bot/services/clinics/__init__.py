"""Clinics: setting them up, their staff, their opening hours."""
