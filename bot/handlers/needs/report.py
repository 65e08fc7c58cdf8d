"""Raise a need: the group, the topic, then words or a voice."""

from bot.context import Turn
from bot.domain.needs import ANSWER_LENGTH
from bot.handlers.preferences.language import show_start
from bot.services.needs.report import raise_need
from db.enums import NeedTopic
from db.models import Group
from db.queries.caregivers import patients_held_by
from db.queries.groups import peer_groups_of


async def start_need(turn: Turn) -> None:
    if not await patients_held_by(turn.session, turn.me.account_id):
        return await show_start(turn)
    groups = await peer_groups_of(turn.session, turn.me.account_id)
    if not groups:
        return turn.say("needs.no_group")
    if len(groups) > 1:
        turn.wait("need", "group")
        return turn.say("needs.ask_group", groups=[[g.id, g.title] for g in groups])
    return _ask_topic(turn, groups[0].id)


async def choose_need_group(turn: Turn) -> None:
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if turn.pressed_number() not in groups:
        return turn.say("menu.old_button")
    return _ask_topic(turn, turn.pressed_number())


def _ask_topic(turn: Turn, group_id: int) -> None:
    turn.wait("need", "topic", group=group_id)
    say = turn.rewrite if turn.query else turn.say
    say("needs.ask_topic")


async def choose_need_topic(turn: Turn) -> None:
    waiting = turn.me.waiting
    topic = next((t for t in NeedTopic if turn.pressed == [t.value]), None)
    if topic is None or waiting is None or waiting.flow != "need" or "group" not in waiting.data:
        return turn.say("menu.old_button")
    turn.wait("need", "words", group=waiting.data["group"], topic=topic.value)
    return turn.rewrite("needs.ask_words", topic=topic.value)


async def take_need_words(turn: Turn) -> None:
    """The words or a voice. If no topic was chosen, the topic is OTHER."""
    waiting, message = turn.me.waiting, turn.message
    assert waiting is not None
    assert message is not None
    if "group" not in waiting.data:
        return await start_need(turn)
    words = " ".join(turn.text.split())
    voice = message.voice.file_id if message.voice else None
    if len(words) > ANSWER_LENGTH or not (words or voice):
        return turn.say("needs.ask_words_again")
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
    return turn.say("needs.raised")
