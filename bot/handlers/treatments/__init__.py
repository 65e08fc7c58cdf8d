"""Treatments: staff start, change and stop medicines, and record what they dispense."""
