"""Treatments: prescriptions as staff write them, and the formulary of common medicines."""
