"""Raise a need: the group, the topic, then words or a voice."""

from dataclasses import dataclass, replace

from bot.context import Turn
from bot.domain.needs import ANSWER_LENGTH
from bot.handlers.access.needs import own_peer_group
from bot.handlers.access.rules import Refused, anyone, in_dialog
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.needs import ChooseNeedGroup, ChooseNeedTopic, StartNeed
from bot.services.dialogs import Dialog
from bot.services.needs.report import raise_need
from bot.texts import menu as menu_texts
from bot.texts.needs import dialogs as texts
from bot.texts.needs.dialogs import OwnGroup
from db.enums import NeedTopic
from db.models import Group
from db.queries.caregivers import patients_held_by
from db.queries.groups import peer_groups_of

router = Router(__name__)


@dataclass(frozen=True)
class NeedDialog(Dialog, flow="need"):
    """A member says what the group lacks."""

    group: int | None = None
    """None while the speaker chooses among several."""
    topic: NeedTopic | None = None


@dataclass(frozen=True, slots=True)
class ChosenGroup:
    group: int


@router.button(StartNeed, access=anyone)
async def start_need(turn: Turn, _press: StartNeed) -> None:
    await _ask_group(turn)


async def _ask_group(turn: Turn) -> None:
    if not await patients_held_by(turn.session, turn.me.account_id):
        return await show_start(turn)
    groups = await peer_groups_of(turn.session, turn.me.account_id)
    if not groups:
        return turn.say(texts.no_group())
    if len(groups) > 1:
        turn.wait(NeedDialog())
        return turn.say(texts.ask_group(groups=[OwnGroup(g.id, g.title) for g in groups]))
    return _ask_topic(turn, groups[0])


@router.button(ChooseNeedGroup, access=own_peer_group)
async def choose_need_group(turn: Turn, _press: ChooseNeedGroup, group: Group) -> None:
    return _ask_topic(turn, group)


def _ask_topic(turn: Turn, group: Group) -> None:
    turn.wait(NeedDialog(group.id))
    say = turn.rewrite if turn.query else turn.say
    say(texts.ask_topic())


@router.button(ChooseNeedTopic, access=in_dialog(NeedDialog))
async def choose_need_topic(turn: Turn, press: ChooseNeedTopic, dialog: NeedDialog) -> None:
    if dialog.group is None:
        return turn.say(menu_texts.old_button())
    turn.wait(replace(dialog, topic=press.topic))
    return turn.rewrite(texts.ask_words(topic=press.topic))


async def chosen_group(turn: Turn, dialog: NeedDialog) -> Group | Refused | None:
    """The chosen group, while the speaker belongs to it; None before one is chosen."""
    if dialog.group is None:
        return None
    return await own_peer_group(turn, ChosenGroup(dialog.group))


@router.dialog(NeedDialog, access=chosen_group)
async def take_need_words(turn: Turn, dialog: NeedDialog, group: Group | None) -> None:
    """The words or a voice. If no topic was chosen, the topic is OTHER."""
    message = turn.message
    if group is None or message is None:
        return await _ask_group(turn)
    words = " ".join(turn.text.split())
    voice = message.voice.file_id if message.voice else None
    if len(words) > ANSWER_LENGTH or not (words or voice):
        return turn.say(texts.ask_words_again())
    turn.stop_waiting()
    await raise_need(
        turn.session,
        turn.me.account_id,
        group,
        dialog.topic or NeedTopic.OTHER,
        words=words or None,
        file_id=voice,
        now=turn.now,
    )
    return turn.say(texts.raised())
