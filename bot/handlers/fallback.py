"""Messages that no dialogue waits for, and buttons that no handler knows or that are not theirs."""

from bot.context import Turn
from bot.domain.reading.explain import read
from bot.handlers import media, moderation, pill_counts
from bot.handlers.access.rules import Anyone, Refused, refuse
from bot.handlers.preferences.language import ask_language
from bot.handlers.privacy import consent
from bot.handlers.reminders import pauses
from bot.handlers.router import Route
from bot.services.slots import take_slot
from bot.texts import menu as menu_texts
from bot.texts.alerts import cards as card_texts
from bot.texts.meetings import rsvp as rsvp_texts
from db.enums import GroupKind, Wish


async def take_free_text(turn: Turn) -> None:
    """A message outside of any dialogue: a count, a wish to stop or to pause, or unreadable."""
    if turn.me.language is None:
        return await ask_language(turn)
    if await moderation.offer_to_report_forward(turn):
        return None
    if not turn.text:
        return await media.take_media(turn)
    wish = read(turn.text).wish
    if wish is Wish.STOP:
        return await consent.ask_to_stop(turn)
    if wish is Wish.PAUSE:
        return await pauses.start_pause(turn)
    if await pill_counts.take_unasked_count(turn):
        return None
    minute = turn.now.replace(second=0, microsecond=0)
    scope = str(turn.me.account_id)
    if await take_slot(turn.session, "not_understood", scope, minute, now=turn.now):
        turn.say(menu_texts.not_understood())
    return None


def refuse_stranger(turn: Turn, route: Route | None) -> None:
    """Somebody unknown to the bot pressed a button in a group. None: a button that is no more."""
    among_staff = turn.group is not None and turn.group.kind == GroupKind.STAFF
    answer = card_texts.not_staff() if among_staff else rsvp_texts.join_first()
    if route is None or isinstance(route.access, Anyone):
        return turn.toast(answer)
    subject = ("group", turn.group.id if turn.group else None)
    return refuse(turn, Refused(answer, subject), tried=route.name)


def end_unreadable_dialog(turn: Turn) -> None:
    """Another version of Gothiya asked, and this one cannot understand the answer."""
    turn.stop_waiting()
    turn.say(menu_texts.question_too_old())


def answer_unknown_button(turn: Turn) -> None:
    if turn.is_private:
        turn.say(menu_texts.old_button())
