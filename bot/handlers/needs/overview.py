"""The list of needs, one need, and the button "me too"."""

from typing import Literal

from bot.context import Turn
from bot.domain.moderation.anonymity import gives_away
from bot.domain.needs import JOINABLE
from bot.handlers.access.needs import readable_need
from bot.handlers.access.places import ALSO_IN_GROUP
from bot.handlers.access.rules import anyone
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.needs import JoinNeed, ListNeeds, OpenNeed
from bot.services.needs.need import NeedAccess, NeedRefused, need_card
from bot.services.needs.report import add_me_too
from bot.texts.needs import cards, dialogs
from bot.texts.needs.cards import ListedNeed
from db.enums import NeedState, NeedTopic
from db.queries.caregivers import patients_held_by
from db.queries.groups import groups_led_by, groups_of_clinic, names_of_group, peer_groups_of
from db.queries.needs import needs_of_groups

NEEDS_LISTED = 8

router = Router(__name__)


@router.command("jarurat", "need", button=ListNeeds, access=anyone)
async def list_needs(turn: Turn) -> None:
    me = turn.me
    may_raise = bool(await patients_held_by(turn.session, me.account_id))
    led = {group.id for group in await groups_led_by(turn.session, me.account_id)}
    groups = {group.id for group in await peer_groups_of(turn.session, me.account_id)}
    for place in me.works_for:
        groups |= {group.id for group in await groups_of_clinic(turn.session, place.clinic_id)}
    if not may_raise and not groups:
        return await show_start(turn)
    found = await needs_of_groups(turn.session, groups, JOINABLE)
    if led or me.staff:
        own = groups if me.staff else led
        found = await needs_of_groups(turn.session, own, {NeedState.RAISED}) + found
    listed = [
        ListedNeed(n.id, n.sentence or n.words, NeedState(n.state), NeedTopic(n.topic))
        for n in found[:NEEDS_LISTED]
    ]
    return turn.say(cards.listed(needs=listed, may_raise=may_raise))


@router.button(OpenNeed, access=readable_need)
async def open_need(turn: Turn, _press: OpenNeed, access: NeedAccess) -> None:
    await show_need(turn, access)


async def show_need(turn: Turn, access: NeedAccess) -> None:
    turn.say(await need_card(turn.session, access))


@router.button(JoinNeed, access=anyone, place=ALSO_IN_GROUP)
async def join_need(turn: Turn, press: JoinNeed) -> None:
    """Press "me too", in the group or in private. Only registered people count; nobody is named."""
    if not await patients_held_by(turn.session, turn.me.account_id):
        return turn.toast(dialogs.join_first())
    try:
        new = await add_me_too(turn.session, turn.me.account_id, press.need, now=turn.now)
    except NeedRefused:
        return turn.toast(dialogs.need_settled())
    return turn.toast(dialogs.voice_counted() if new else dialogs.voice_counted_before())


def explain_refusal(turn: Turn, refused: NeedRefused) -> None:
    turn.say(dialogs.refused(why=refused.why))


async def unfit_for_group(
    turn: Turn, access: NeedAccess, words: str
) -> Literal["name", "personal"] | None:
    """Why the whole group must not read these words: a name or a number. None if it may."""
    return gives_away(words, await names_of_group(turn.session, access.group.id))
