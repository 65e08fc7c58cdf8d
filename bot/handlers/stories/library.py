"""The library, in private: choose a shelf, play its stories one by one, say that one helped."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.access.places import ALSO_IN_GROUP
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.keyboards.stories import ChooseShelf, HearStory, MarkHelped
from bot.services.stories.library import LibraryPlace, play_from_shelf, record_helped
from bot.services.stories.story import StoryRefused
from bot.texts.stories import library as texts
from bot.texts.stories import playback, replies
from db.queries.stories.library import hearable_stories, shelf_values

STEPS = {"next": 1, "back": -1, None: 0}

router = Router(__name__)


@router.button(ChooseShelf, access=anyone)
async def choose_shelf(turn: Turn, press: ChooseShelf) -> None:
    """First the kind of shelf, then the shelf. Empty shelves are not offered."""
    account_id = turn.me.account_id
    if press.shelf is not None:
        values = await shelf_values(turn.session, account_id, press.shelf, turn.now)
        if values:
            return say_in_place(turn, texts.ask_shelf(shelf=press.shelf, values=values[:8]))
    if not await hearable_stories(turn.session, account_id, "all", "", turn.now):
        return say_in_place(turn, texts.nothing_to_hear())
    return say_in_place(turn, texts.library())


@router.button(HearStory, access=anyone)
async def play_from_library(turn: Turn, press: HearStory) -> None:
    """Begin a shelf, or go on from a story."""
    place = LibraryPlace(press.shelf, press.value, press.story)
    step = STEPS[press.step]
    if not await play_from_shelf(turn.session, turn.me.account_id, place, step=step, now=turn.now):
        turn.say(texts.nothing_to_hear())


@router.button(MarkHelped, access=anyone, place=ALSO_IN_GROUP)
async def mark_helped(turn: Turn, press: MarkHelped) -> None:
    """Counted once and shown to nobody; in a group only the one who pressed sees the thanks."""
    counted = await record_helped(turn.session, turn.me.account_id, press.story, now=turn.now)
    if counted:
        return turn.toast(playback.helped())
    if turn.is_private:
        return say_refused(turn, StoryRefused(StoryRefusal.NOT_THERE))
    return turn.toast(replies.refused(why=StoryRefusal.NOT_COUNTED))
