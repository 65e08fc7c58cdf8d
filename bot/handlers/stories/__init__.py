"""/kahani and the book key: tell a story, hear others', review for a group, withdraw."""

from bot.handlers.stories import choices as choices
from bot.handlers.stories import library as library
from bot.handlers.stories import menu as menu
from bot.handlers.stories import my_stories as my_stories
from bot.handlers.stories import retelling as retelling
from bot.handlers.stories import review as review
from bot.handlers.stories import submission as submission
from bot.handlers.stories import withdrawal as withdrawal
