"""Adherence."""
