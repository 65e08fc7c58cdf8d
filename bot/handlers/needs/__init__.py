"""Needs: what a group lacks. Members raise and join needs, leaders word and forward them."""

from bot.handlers.needs import forward as forward
from bot.handlers.needs import overview as overview
from bot.handlers.needs import report as report
from bot.handlers.needs import wording as wording
