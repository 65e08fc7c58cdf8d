"""Patients of a clinic: looked up, reported, imported."""
