"""What no flow was waiting for: free words, stickers, photos, buttons of another time."""

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers import consent, pills
from bot.texts import render
from db.enums import Language, Wish


async def free_text(turn: Turn) -> None:
    """A count, a wish to stop, or nothing we can read."""
    if turn.me.language is None:
        return turn.say("join.choose_language")
    if not turn.text:
        return turn.say("menu.cannot_read")
    if read(turn.text).wish is Wish.STOP:
        return await consent.stop(turn)
    if await pills.counted_unasked(turn):
        return None
    return turn.say("menu.not_understood")


def not_yours(turn: Turn) -> None:
    """Somebody whom the bot has never met pressed a button in a group."""
    language = Language(turn.group.language) if turn.group else Language.HINDI
    turn.toast(render("alerts.not_staff", {}, language).text)


async def unknown_button(turn: Turn) -> None:
    if turn.is_private:
        turn.say("menu.old_button")
