"""Patients: the view for staff, leaving care, importing."""
