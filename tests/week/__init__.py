"""The group's week."""
