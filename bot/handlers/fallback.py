"""What no flow was waiting for: free words, stickers, photos, buttons of another time."""

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers import media, moderation, pill_counts
from bot.handlers.preferences.language import ask_language
from bot.handlers.privacy import consent
from bot.handlers.reminders import pauses
from bot.services.audit import note
from bot.texts import render
from db.enums import Language, Wish


async def free_text(turn: Turn) -> None:
    """A count, a wish to stop, or nothing we can read."""
    if turn.me.language is None:
        return await ask_language(turn)
    if await moderation.passed_on(turn):
        return None
    if not turn.text:
        return await media.received(turn)
    wish = read(turn.text).wish
    if wish is Wish.STOP:
        return await consent.stop(turn)
    if wish is Wish.PAUSE:
        return await pauses.begin(turn)
    if await pill_counts.counted_unasked(turn):
        return None
    return turn.say("menu.not_understood")


def not_yours(turn: Turn, verb: str, *, staffs: bool) -> None:
    """Somebody whom the bot has never met pressed a button in a group; `staffs`: of the staff."""
    if staffs:
        subject = ("group", turn.group.id if turn.group else None)
        actor = ("stranger", None)
        note(turn.session, "refused", subject, actor=actor, detail=verb[:40], now=turn.now)
    language = Language(turn.group.language) if turn.group else Language.HINDI
    coming = (turn.query.data or "").startswith("coming:") if turn.query else False
    turn.toast(render("meetings.join_first" if coming else "alerts.not_staff", {}, language).text)


async def unknown_button(turn: Turn) -> None:
    if turn.is_private:
        turn.say("menu.old_button")
