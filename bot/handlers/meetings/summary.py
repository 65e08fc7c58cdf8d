"""The summary of a meeting: a voice, text or topics from its leader, sent after a preview."""

from typing import Any
from zlib import crc32

from bot.context import Turn
from bot.domain.moderation.anonymity import gives_away
from bot.domain.reading.explain import read
from bot.handlers import fallback
from bot.handlers.groups import managed_group
from bot.services.meetings.summary import MeetingSummary, post_summary, summary_view
from bot.texts.meetings.summary import TOPICS
from db.enums import MeetingState
from db.models import Meeting
from db.queries.groups import names_of_group
from db.queries.meetings.schedule import locked_meeting

SHORTEST_TEXT, LONGEST_TEXT = 5, 600
"""Characters. The text may become the caption of a voice, which Telegram limits to 1024."""
SHORTEST_VOICE_SECONDS = 2


def start_summary(turn: Turn, meeting: Meeting) -> None:
    if meeting.summary_at is not None:
        turn.stop_waiting()
        return turn.rewrite("meetings.summary_sent_before")
    return _ask_summary(turn, meeting, 0)


def _ask_summary(turn: Turn, meeting: Meeting, topics: int) -> None:
    turn.wait("summary", "words", meeting=meeting.id, topics=topics)
    turn.rewrite("meetings.ask_summary", meeting=meeting.id, topics=topics)


async def choose_summary_topic(turn: Turn) -> None:
    """The button carries the whole set of topics as it is after the press."""
    meeting, topics = await _pressed_meeting(turn), turn.pressed_number(1)
    if meeting is not None and topics < 1 << len(TOPICS):
        _ask_summary(turn, meeting, topics)


async def _pressed_meeting(turn: Turn) -> Meeting | None:
    """The meeting of the button. None if it cannot be summarised; the person has been told why."""
    meeting = await locked_meeting(turn.session, turn.pressed_number())
    if meeting is None or await managed_group(turn, meeting.group_id) is None:
        turn.say("meetings.attendance_not_yours")
    elif meeting.state != MeetingState.HELD:
        turn.say("menu.old_button")
    elif meeting.summary_at is not None:
        turn.say("meetings.summary_sent_before")
    else:
        return meeting
    return None


async def take_summary(turn: Turn) -> None:
    """Text or a voice. A later one replaces an earlier one."""
    waiting = turn.me.waiting
    assert waiting is not None
    meeting = await locked_meeting(turn.session, waiting.data["meeting"])
    if meeting is None or await managed_group(turn, meeting.group_id) is None:
        turn.stop_waiting()
        return turn.say("meetings.summary_lost")
    if turn.text.strip().isdecimal() or (turn.text and read(turn.text).wish is not None):
        return await fallback.take_free_text(turn)
    names = await names_of_group(turn.session, meeting.group_id)
    if why := _unusable(turn, names):
        return turn.say("meetings.summary_unusable", why=why)
    message = turn.message
    voice = message.voice.file_id if message and message.voice else None
    body = None if voice else " ".join(turn.text.split())
    meeting_and_topics = {k: v for k, v in waiting.data.items() if k in ("meeting", "topics")}
    return await _preview(turn, meeting, {**meeting_and_topics, "body": body, "voice": voice})


def _unusable(turn: Turn, names: dict[int, str]) -> str | None:
    message, text = turn.message, " ".join(turn.text.split())
    if message is None or message.forward_origin:
        return "other"
    if message.voice:
        return (
            "voice_short" if message.voice.to_dict()["duration"] < SHORTEST_VOICE_SECONDS else None
        )
    if not message.text:
        return "other"
    if len(text) < SHORTEST_TEXT:
        return "short"
    return "long" if len(text) > LONGEST_TEXT else gives_away(text, names)


async def _preview(turn: Turn, meeting: Meeting, data: dict[str, Any]) -> None:
    turn.wait("summary", "preview", **data)
    view = await summary_view(turn.session, meeting, _summary_of(data), now=turn.now)
    turn.say("meetings.summary_preview", meeting=meeting.id, stamp=_checksum(data), **view)


def _summary_of(data: dict[str, Any]) -> MeetingSummary:
    chosen = tuple(code for at, code in enumerate(TOPICS) if data["topics"] >> at & 1)
    return MeetingSummary(chosen, data.get("body"), data.get("voice"))


def _checksum(data: dict[str, Any]) -> str:
    return f"{crc32(repr(_summary_of(data)).encode()):x}"


async def preview_topics(turn: Turn) -> None:
    """Topics alone, without text or voice."""
    meeting, data = await _pressed_meeting(turn), _draft(turn)
    if meeting is not None:
        if data is None:
            return turn.say("meetings.summary_lost")
        await _preview(turn, meeting, data)
    return None


def _draft(turn: Turn) -> dict[str, Any] | None:
    """The draft for the meeting of the button."""
    waiting = turn.me.waiting
    if (
        waiting is None
        or waiting.flow != "summary"
        or waiting.data["meeting"] != turn.pressed_number()
    ):
        return None
    return waiting.data


async def restart_summary(turn: Turn) -> None:
    if meeting := await _pressed_meeting(turn):
        turn.wait("summary", "words", meeting=meeting.id, topics=0)
        turn.say("meetings.ask_summary", meeting=meeting.id, topics=0)


async def send_summary(turn: Turn) -> None:
    """Only what was previewed last: the button carries a checksum of it."""
    meeting, data = await _pressed_meeting(turn), _draft(turn)
    if meeting is None:
        return None
    if data is None or turn.pressed[1:2] != [_checksum(data)]:
        return turn.say("meetings.summary_lost")
    turn.stop_waiting()
    account = turn.me.account_id
    await post_summary(turn.session, meeting, _summary_of(data), by=account, now=turn.now)
    return turn.say("meetings.summary_sent")


async def skip_summary(turn: Turn) -> None:
    if meeting := await _pressed_meeting(turn):
        turn.stop_waiting()
        await post_summary(
            turn.session, meeting, MeetingSummary(), by=turn.me.account_id, now=turn.now
        )
        turn.say("meetings.summary_skipped")


FLOWS = {"summary": take_summary}
PRESSES = {
    "summary_topic": choose_summary_topic,
    "summary_look": preview_topics,
    "summary_again": restart_summary,
    "summary_send": send_summary,
    "summary_skip": skip_summary,
}
