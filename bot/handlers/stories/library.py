"""The library, in private: a shelf, a story a tap, next and back; this helped me."""

from bot.context import Turn
from bot.handlers.stories.ask import number, over, refuse
from bot.services.stories import Place, Refused, helped, listen
from bot.texts import render
from db.enums import Language
from db.queries.stories.library import SHELVES, hearable, shelf_of

STEPS = {"next": 1, "back": -1}


async def shelf(turn: Turn) -> None:
    """First by what, then which; a shelf with nothing on it is not offered."""
    account_id, name = turn.me.account_id, next(iter(turn.pressed), "")
    if name in SHELVES:
        values = await shelf_of(turn.session, account_id, name, turn.now)
        if values:
            return over(turn, "stories.ask_shelf", shelf=name, values=values[:8])
    if not await hearable(turn.session, account_id, "all", "", turn.now):
        return over(turn, "stories.nothing_to_hear")
    return over(turn, "stories.library")


async def hear(turn: Turn) -> None:
    """`story_hear:shelf:value`, and from a story `:id:next` or `:id:back`."""
    name, value = (*turn.pressed[:2], "", "")[:2]
    place = Place(name, value, number(turn, 2))
    step = STEPS.get(next(iter(turn.pressed[3:]), ""), 0)
    if not await listen(turn.session, turn.me.account_id, place, step=step, now=turn.now):
        turn.say("stories.nothing_to_hear")


async def helped_me(turn: Turn) -> None:
    """Counted once, said to nobody; in the group only the one who pressed sees the thanks."""
    counted = await helped(turn.session, turn.me.account_id, number(turn, 0), now=turn.now)
    if not counted and turn.is_private:
        return refuse(turn, Refused("not_there"))
    template, params = ("thanks", {}) if counted else ("refused", {"why": "not_counted"})
    said = render(f"stories.{template}", params, turn.me.language or Language.HINDI)
    return turn.toast(said.text)
