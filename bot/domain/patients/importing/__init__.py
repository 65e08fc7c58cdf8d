"""Importing a clinic's list of patients, medicines and what was dispensed, saved as CSV."""
