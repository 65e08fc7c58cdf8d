"""What the group needs, one by one, and the button to join in."""

from html import unescape

from bot.context import Turn
from bot.domain.moderation import gives_away
from bot.domain.needs import SPOKEN_OF
from bot.handlers.preferences.language import begin_here
from bot.handlers.stories.ask import number
from bot.services import needs
from bot.services.needs import NeedRefused, NeedView, seen_by, view_of
from bot.texts import render
from db.enums import Language, NeedState
from db.queries.groups import groups_led_by, groups_of_clinic
from db.queries.meetings.attendance import names_of_group
from db.queries.needs import needs_of_groups
from db.queries.people import patients_held_by
from db.queries.stories import peer_groups_of

NEWEST = 8


async def show(turn: Turn) -> None:
    me = turn.me
    speaks = bool(await patients_held_by(turn.session, me.account_id))
    led = {group.id for group in await groups_led_by(turn.session, me.account_id)}
    groups = {group.id for group in await peer_groups_of(turn.session, me.account_id)}
    if me.staff is not None:
        groups |= {one.id for one in await groups_of_clinic(turn.session, me.staff.clinic_id)}
    if not speaks and not groups:
        return await begin_here(turn)
    found = await needs_of_groups(turn.session, groups, SPOKEN_OF)
    if led or me.staff:
        own = groups if me.staff else led
        found = await needs_of_groups(turn.session, own, {NeedState.RAISED}) + found
    listed = [[n.id, n.sentence or n.words, n.state, n.topic] for n in found[:NEWEST]]
    return turn.say("needs.listed", needs=listed, speaks=speaks)


async def one(turn: Turn) -> None:
    await show_one(turn, number(turn, 0))


async def show_one(turn: Turn, need_id: int) -> None:
    if seen := await seen_or_refused(turn, need_id):
        turn.say("needs.card", **await view_of(turn.session, seen), news=False)


async def me_too(turn: Turn) -> None:
    """From the group or in private. Only who has joined is counted; nobody is named."""
    if not await patients_held_by(turn.session, turn.me.account_id):
        return _toast(turn, "needs.join_first")
    try:
        new = await needs.me_too(turn.session, turn.me.account_id, number(turn, 0), now=turn.now)
    except NeedRefused:
        return _toast(turn, "needs.over")
    return _toast(turn, "needs.counted" if new else "needs.counted_before")


def refuse(turn: Turn, refused: NeedRefused) -> None:
    turn.say("needs.refused", why=refused.why)


async def seen_or_refused(turn: Turn, need_id: int) -> NeedView | None:
    """None: not theirs to see, and they have heard it."""
    try:
        return await seen_by(turn.session, turn.me.account_id, need_id)
    except NeedRefused as refused:
        refuse(turn, refused)
        return None


async def unfit_for_group(turn: Turn, seen: NeedView, words: str) -> str | None:
    """What words that the whole group will read must lose first. None: nothing."""
    return gives_away(words, await names_of_group(turn.session, seen.group.id))


def _toast(turn: Turn, template: str) -> None:
    turn.toast(unescape(render(template, {}, turn.me.language or Language.HINDI).text))
