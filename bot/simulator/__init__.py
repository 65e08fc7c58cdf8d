"""A Telegram of our own to practise on: in process for tests, over HTTP for the demo."""

from bot.simulator.clock import PracticeClock
from bot.simulator.errors import PracticeError
from bot.simulator.facade import PracticeTelegram
from bot.simulator.group import Group
from bot.simulator.limits import Limits
from bot.simulator.messages import Button, Message
from bot.simulator.people import Bot
from bot.simulator.person import Person

__all__ = [
    "Bot",
    "Button",
    "Group",
    "Limits",
    "Message",
    "Person",
    "PracticeClock",
    "PracticeError",
    "PracticeTelegram",
]
