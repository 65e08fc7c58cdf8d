"""A Telegram of our own to practise on: in process for tests, over HTTP for the demo."""

from bot.practice.clock import PracticeClock
from bot.practice.errors import PracticeError
from bot.practice.facade import PracticeTelegram
from bot.practice.group import Group
from bot.practice.limits import Limits
from bot.practice.messages import Button, Message
from bot.practice.people import Bot
from bot.practice.person import Person

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
