"""Alerts: an alert is a row before it is a message, and stays open until a named human closes it.

An alert is raised by a person's own words, by an unanswered question or by a rule. It is paged step
by step after the clinic's escalation policy until one of the staff acknowledges it.
"""
