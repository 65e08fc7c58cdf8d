"""The library, in private: choose a shelf, play its stories one by one, say that one helped."""

from bot.context import Turn
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.services.stories.library import LibraryPlace, play_from_shelf, record_helped
from bot.services.stories.story import Refused
from bot.texts import render
from db.enums import Language
from db.queries.stories.library import SHELVES, hearable_stories, shelf_values

STEP_OF = {"next": 1, "back": -1}


async def choose_shelf(turn: Turn) -> None:
    """First the kind of shelf, then the shelf. Empty shelves are not offered."""
    account_id, name = turn.me.account_id, next(iter(turn.pressed), "")
    if name in SHELVES:
        values = await shelf_values(turn.session, account_id, name, turn.now)
        if values:
            return say_in_place(turn, "stories.ask_shelf", shelf=name, values=values[:8])
    if not await hearable_stories(turn.session, account_id, "all", "", turn.now):
        return say_in_place(turn, "stories.nothing_to_hear")
    return say_in_place(turn, "stories.library")


async def play_from_library(turn: Turn) -> None:
    """`story_hear:shelf:value` starts a shelf; `:id:next` and `:id:back` go on from a story."""
    name, value = (*turn.pressed[:2], "", "")[:2]
    place = LibraryPlace(name, value, turn.pressed_number(2))
    step = STEP_OF.get(next(iter(turn.pressed[3:]), ""), 0)
    if not await play_from_shelf(turn.session, turn.me.account_id, place, step=step, now=turn.now):
        turn.say("stories.nothing_to_hear")


async def mark_helped(turn: Turn) -> None:
    """Counted once and shown to nobody; in a group only the one who pressed sees the thanks."""
    counted = await record_helped(
        turn.session, turn.me.account_id, turn.pressed_number(), now=turn.now
    )
    if not counted and turn.is_private:
        return say_refused(turn, Refused("not_there"))
    template, params = ("helped", {}) if counted else ("refused", {"why": "not_counted"})
    said = render(f"stories.{template}", params, turn.me.language or Language.HINDI)
    return turn.toast(said.text)
