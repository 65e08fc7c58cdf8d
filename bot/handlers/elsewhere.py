"""What no flow was waiting for: free words, stickers, photos, buttons of another time."""

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers import away, consent, house, pills
from bot.handlers.alerts import voice_outside
from bot.texts import render
from db.enums import Language, Wish


async def free_text(turn: Turn) -> None:
    """A count, a wish to stop, a voice, or nothing we can read."""
    if turn.message is not None and turn.message.voice is not None:
        return await voice_outside(turn)
    if turn.me.language is None:
        return turn.say("join.choose_language")
    if await house.passed_on(turn):
        return None
    if not turn.text:
        return turn.say("menu.cannot_read")
    wish = read(turn.text).wish
    if wish is Wish.STOP:
        return await consent.stop(turn)
    if wish is Wish.PAUSE:
        return await away.begin(turn)
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
