"""✋ and 🙏 under a meeting: one tap, in the group or in private; only the presser sees which."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.meetings.card import number
from bot.services.meetings import say_coming, shown, shown_coming
from bot.texts import render
from db.enums import Language
from db.models import Meeting
from db.queries.groups import membership
from db.queries.meetings.schedule import locked_meeting


async def pressed(turn: Turn) -> None:
    meeting = await locked_meeting(turn.session, number(turn))
    if meeting is None or (turn.group is not None and turn.group.id != meeting.group_id):
        return _pass(turn, "rsvp_over")
    if await membership(turn.session, meeting.group_id, turn.me.account_id) is None:
        return _pass(turn, "join_first")
    if number(turn, 1) != int(f"{local_day(meeting.starts_at):%Y%m%d}"):
        _pass(turn, "moved")
        return await _show(turn, meeting)
    coming = turn.pressed[2:] == ["1"]
    before = await shown_coming(turn.session, meeting)
    account_id = turn.me.account_id
    if not await say_coming(turn.session, meeting, account_id, coming=coming, now=turn.now):
        return _pass(turn, "rsvp_over")
    _pass(turn, "noted_yes" if coming else "noted_no")
    if turn.is_private:
        return turn.rewrite("meetings.answered", yes=coming, **shown(meeting))
    if await shown_coming(turn.session, meeting) != before:
        await _show(turn, meeting)
    return None


async def _show(turn: Turn, meeting: Meeting) -> None:
    coming = await shown_coming(turn.session, meeting)
    turn.rewrite("meetings.asked", coming=coming, **shown(meeting))


def _pass(turn: Turn, word: str) -> None:
    """Over the button in the group; in private, where it may not be lost, as a message."""
    template = f"meetings.{word}"
    if turn.is_private and not word.startswith("noted"):
        return turn.say(template)
    turn.toast(render(template, {}, turn.me.language or _of_group(turn)).text)
    return None


def _of_group(turn: Turn) -> Language:
    return Language(turn.group.language) if turn.group else Language.HINDI


PRESSES = {"coming": pressed}
