"""Importing a clinic's sheet: loads what is stored already, and writes what the plan changes."""
