"""Staff look one patient up, and record that one moved or died."""

from bot.handlers.patients import lookup as lookup
from bot.handlers.patients import status as status
