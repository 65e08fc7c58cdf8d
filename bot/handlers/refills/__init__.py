"""Refills: a patient, or a leader they allowed, reports new medicine; it can be corrected."""

from bot.handlers.refills import amount as amount
from bot.handlers.refills import by_leader as by_leader
from bot.handlers.refills import correct as correct
from bot.handlers.refills import report as report
