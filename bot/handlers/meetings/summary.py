"""What was spoken of at a meeting: a voice, words or topics from its leader; shown, then told."""

from typing import Any
from zlib import crc32

from bot.context import Turn
from bot.domain.moderation import gives_away
from bot.domain.reading.explain import read
from bot.handlers import fallback
from bot.handlers.meetings.card import my_group, number
from bot.services.meetings import Digest, shown_digest, tell
from bot.texts.meetings.summary import TOPICS
from db.enums import MeetingState
from db.models import Meeting
from db.queries.meetings.attendance import names_of_group
from db.queries.meetings.schedule import locked_meeting

SHORTEST, LONGEST = 5, 600
"""Signs of what is written; it stands under a voice, which takes no more than a thousand."""
VOICE_SECONDS = 2


def ask(turn: Turn, meeting: Meeting) -> None:
    if meeting.digest_at is not None:
        turn.done_waiting()
        return turn.rewrite("meetings.told_before")
    return _ask(turn, meeting, 0)


def _ask(turn: Turn, meeting: Meeting, topics: int) -> None:
    turn.wait("digest", "tell", meeting=meeting.id, topics=topics)
    turn.rewrite("meetings.ask", meeting=meeting.id, topics=topics)


async def topic_chosen(turn: Turn) -> None:
    """The button carries all topics as they are after it."""
    meeting, topics = await _pressed(turn), number(turn, 1)
    if meeting is not None and topics < 1 << len(TOPICS):
        _ask(turn, meeting, topics)


async def _pressed(turn: Turn) -> Meeting | None:
    """None: not theirs, not over yet, or told already; they have heard it."""
    meeting = await locked_meeting(turn.session, number(turn))
    if meeting is None or await my_group(turn, meeting.group_id) is None:
        turn.say("meetings.attendance_not_yours")
    elif meeting.state != MeetingState.HELD:
        turn.say("menu.old_button")
    elif meeting.digest_at is not None:
        turn.say("meetings.told_before")
    else:
        return meeting
    return None


async def heard(turn: Turn) -> None:
    """Words or a voice; the last that came is the one that is told."""
    waiting = turn.me.waiting
    assert waiting is not None
    meeting = await locked_meeting(turn.session, waiting.data["meeting"])
    if meeting is None or await my_group(turn, meeting.group_id) is None:
        turn.done_waiting()
        return turn.say("meetings.gone")
    if turn.text.strip().isdecimal() or (turn.text and read(turn.text).wish is not None):
        return await fallback.free_text(turn)
    names = await names_of_group(turn.session, meeting.group_id)
    if why := _unusable(turn, names):
        return turn.say("meetings.unusable", why=why)
    message = turn.message
    voice = message.voice.file_id if message and message.voice else None
    body = None if voice else " ".join(turn.text.split())
    kept = {k: v for k, v in waiting.data.items() if k in ("meeting", "topics")}
    return await _preview(turn, meeting, {**kept, "body": body, "voice": voice})


def _unusable(turn: Turn, names: dict[int, str]) -> str | None:
    message, text = turn.message, " ".join(turn.text.split())
    if message is None or message.forward_origin:
        return "other"
    if message.voice:
        return "voice_short" if message.voice.to_dict()["duration"] < VOICE_SECONDS else None
    if not message.text:
        return "other"
    if len(text) < SHORTEST:
        return "short"
    return "long" if len(text) > LONGEST else gives_away(text, names)


async def _preview(turn: Turn, meeting: Meeting, data: dict[str, Any]) -> None:
    turn.wait("digest", "look", **data)
    said = await shown_digest(turn.session, meeting, _digest(data), now=turn.now)
    turn.say("meetings.preview", meeting=meeting.id, stamp=_stamp(data), **said)


def _digest(data: dict[str, Any]) -> Digest:
    chosen = tuple(code for at, code in enumerate(TOPICS) if data["topics"] >> at & 1)
    return Digest(chosen, data.get("body"), data.get("voice"))


def _stamp(data: dict[str, Any]) -> str:
    return f"{crc32(repr(_digest(data)).encode()):x}"


async def look(turn: Turn) -> None:
    """Only topics, without a word more."""
    meeting, data = await _pressed(turn), _data(turn)
    if meeting is not None:
        if data is None:
            return turn.say("meetings.gone")
        await _preview(turn, meeting, data)
    return None


def _data(turn: Turn) -> dict[str, Any] | None:
    """What was said so far of the meeting of the button."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "digest" or waiting.data["meeting"] != number(turn):
        return None
    return waiting.data


async def again(turn: Turn) -> None:
    if meeting := await _pressed(turn):
        turn.wait("digest", "tell", meeting=meeting.id, topics=0)
        turn.say("meetings.ask", meeting=meeting.id, topics=0)


async def send(turn: Turn) -> None:
    """Only what was shown last: the button carries a stamp of it."""
    meeting, data = await _pressed(turn), _data(turn)
    if meeting is None:
        return None
    if data is None or turn.pressed[1:2] != [_stamp(data)]:
        return turn.say("meetings.gone")
    turn.done_waiting()
    account = turn.me.account_id
    await tell(turn.session, meeting, _digest(data), by=account, now=turn.now)
    return turn.say("meetings.told")


async def skip(turn: Turn) -> None:
    if meeting := await _pressed(turn):
        turn.done_waiting()
        await tell(turn.session, meeting, Digest(), by=turn.me.account_id, now=turn.now)
        turn.say("meetings.skipped")


FLOWS = {"digest": heard}
PRESSES = {
    "digest_topic": topic_chosen,
    "digest_look": look,
    "digest_again": again,
    "digest_send": send,
    "digest_skip": skip,
}
