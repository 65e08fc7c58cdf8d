"""Somebody says what is missing: about what, then in words or by voice."""

from bot.context import Turn
from bot.domain.needs import ANSWER
from bot.handlers.preferences.language import begin_here
from bot.handlers.stories.ask import number
from bot.services.needs import raise_need
from db.enums import NeedTopic
from db.models import Group
from db.queries.people import patients_held_by
from db.queries.stories import peer_groups_of


async def begin(turn: Turn) -> None:
    if not await patients_held_by(turn.session, turn.me.account_id):
        return await begin_here(turn)
    groups = await peer_groups_of(turn.session, turn.me.account_id)
    if not groups:
        return turn.say("needs.no_group")
    if len(groups) > 1:
        turn.wait("need", "group")
        return turn.say("needs.ask_group", groups=[[g.id, g.title] for g in groups])
    return _ask_topic(turn, groups[0].id)


async def group_chosen(turn: Turn) -> None:
    groups = {group.id for group in await peer_groups_of(turn.session, turn.me.account_id)}
    if number(turn, 0) not in groups:
        return turn.say("menu.old_button")
    return _ask_topic(turn, number(turn, 0))


def _ask_topic(turn: Turn, group_id: int) -> None:
    turn.wait("need", "topic", group=group_id)
    tell = turn.rewrite if turn.query else turn.say
    tell("needs.ask_topic")


async def topic_chosen(turn: Turn) -> None:
    waiting = turn.me.waiting
    topic = next((t for t in NeedTopic if turn.pressed == [t.value]), None)
    if topic is None or waiting is None or waiting.flow != "need" or "group" not in waiting.data:
        return turn.say("menu.old_button")
    turn.wait("need", "words", group=waiting.data["group"], topic=topic.value)
    return turn.rewrite("needs.ask_words", topic=topic.value)


async def hear(turn: Turn) -> None:
    """The words, or a voice. Words that come before the topic are taken as something else."""
    waiting, message = turn.me.waiting, turn.message
    assert waiting is not None
    assert message is not None
    if "group" not in waiting.data:
        return await begin(turn)
    words = " ".join(turn.text.split())
    voice = message.voice.file_id if message.voice else None
    if len(words) > ANSWER or not (words or voice):
        return turn.say("needs.say_again")
    group = await turn.session.get_one(Group, waiting.data["group"])
    turn.done_waiting()
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
