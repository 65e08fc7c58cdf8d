"""Raise a need: the group, the topic, then words or a voice."""

from bot.context import Turn
from bot.domain.needs import ANSWER_LENGTH
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.needs import ChooseNeedGroup, ChooseNeedTopic, StartNeed
from bot.services.needs.report import raise_need
from bot.texts import menu as menu_texts
from bot.texts.needs import dialogs as texts
from bot.texts.needs.dialogs import OwnGroup
from db.enums import NeedTopic
from db.models import Group
from db.queries.caregivers import patients_held_by
from db.queries.groups import peer_groups_of

FLOW = "need"

router = Router(__name__)


@router.button(StartNeed)
async def start_need(turn: Turn, _press: StartNeed) -> None:
    await _ask_group(turn)


async def _ask_group(turn: Turn) -> None:
    if not await patients_held_by(turn.session, turn.me.account_id):
        return await show_start(turn)
    groups = await peer_groups_of(turn.session, turn.me.account_id)
    if not groups:
        return turn.say(texts.no_group())
    if len(groups) > 1:
        turn.wait(FLOW, "group")
        return turn.say(texts.ask_group(groups=[OwnGroup(g.id, g.title) for g in groups]))
    return _ask_topic(turn, groups[0].id)


@router.button(ChooseNeedGroup)
async def choose_need_group(turn: Turn, press: ChooseNeedGroup) -> None:
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if press.group not in groups:
        return turn.say(menu_texts.old_button())
    return _ask_topic(turn, press.group)


def _ask_topic(turn: Turn, group_id: int) -> None:
    turn.wait(FLOW, "topic", group=group_id)
    say = turn.rewrite if turn.query else turn.say
    say(texts.ask_topic())


@router.button(ChooseNeedTopic)
async def choose_need_topic(turn: Turn, press: ChooseNeedTopic) -> None:
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != FLOW or "group" not in waiting.data:
        return turn.say(menu_texts.old_button())
    turn.wait(FLOW, "words", group=waiting.data["group"], topic=press.topic.value)
    return turn.rewrite(texts.ask_words(topic=press.topic))


@router.flow(FLOW)
async def take_need_words(turn: Turn) -> None:
    """The words or a voice. If no topic was chosen, the topic is OTHER."""
    waiting, message = turn.me.waiting, turn.message
    assert waiting is not None
    assert message is not None
    if "group" not in waiting.data:
        return await _ask_group(turn)
    words = " ".join(turn.text.split())
    voice = message.voice.file_id if message.voice else None
    if len(words) > ANSWER_LENGTH or not (words or voice):
        return turn.say(texts.ask_words_again())
    group = await turn.session.get_one(Group, waiting.data["group"])
    turn.stop_waiting()
    await raise_need(
        turn.session,
        turn.me.account_id,
        group,
        NeedTopic(waiting.data.get("topic", NeedTopic.OTHER)),
        words=words or None,
        file_id=voice,
        now=turn.now,
    )
    return turn.say(texts.raised())
