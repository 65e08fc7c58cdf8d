"""The summary of a meeting: a voice, text or topics from its leader, sent after a preview."""

from typing import Any
from zlib import crc32

from bot.context import Turn
from bot.domain.moderation.anonymity import gives_away
from bot.domain.reading.explain import read
from bot.handlers import fallback
from bot.handlers.access.groups import managed_group_or_none
from bot.handlers.router import Router
from bot.keyboards.meetings import (
    ChooseSummaryTopics,
    PreviewTopics,
    RestartSummary,
    SendSummary,
    SkipSummary,
)
from bot.services.meetings.summary import MeetingSummary, post_summary, summary_view
from bot.texts import menu as menu_texts
from bot.texts.meetings import summary as texts
from bot.texts.meetings.attendance import attendance_not_yours
from bot.texts.meetings.summary import TOPICS, Flaw
from db.enums import MeetingState
from db.models import Meeting
from db.queries.groups import names_of_group
from db.queries.meetings.schedule import locked_meeting

SHORTEST_TEXT, LONGEST_TEXT = 5, 600
"""Characters. The text may become the caption of a voice, which Telegram limits to 1024."""
SHORTEST_VOICE_SECONDS = 2

router = Router(__name__)


def start_summary(turn: Turn, meeting: Meeting) -> None:
    if meeting.summary_at is not None:
        turn.stop_waiting()
        return turn.rewrite(texts.summary_sent_before())
    return _ask_summary(turn, meeting, 0)


def _ask_summary(turn: Turn, meeting: Meeting, topics: int) -> None:
    turn.wait("summary", "words", meeting=meeting.id, topics=topics)
    turn.rewrite(texts.ask_summary(meeting=meeting.id, topics=topics))


@router.button(ChooseSummaryTopics)
async def choose_summary_topic(turn: Turn, press: ChooseSummaryTopics) -> None:
    meeting = await _meeting_to_summarise(turn, press.meeting)
    if meeting is not None and 0 <= press.topics < 1 << len(TOPICS):
        _ask_summary(turn, meeting, press.topics)


async def _meeting_to_summarise(turn: Turn, meeting_id: int) -> Meeting | None:
    """The meeting of a button. None if it cannot be summarised; the person has been told why."""
    meeting = await locked_meeting(turn.session, meeting_id)
    if meeting is None or await managed_group_or_none(turn, meeting.group_id) is None:
        turn.say(attendance_not_yours())
    elif meeting.state != MeetingState.HELD:
        turn.say(menu_texts.old_button())
    elif meeting.summary_at is not None:
        turn.say(texts.summary_sent_before())
    else:
        return meeting
    return None


@router.flow("summary")
async def take_summary(turn: Turn) -> None:
    """Text or a voice. A later one replaces an earlier one."""
    waiting = turn.me.waiting
    assert waiting is not None
    meeting = await locked_meeting(turn.session, waiting.data["meeting"])
    if meeting is None or await managed_group_or_none(turn, meeting.group_id) is None:
        turn.stop_waiting()
        return turn.say(texts.summary_lost())
    if turn.text.strip().isdecimal() or (turn.text and read(turn.text).wish is not None):
        return await fallback.take_free_text(turn)
    names = await names_of_group(turn.session, meeting.group_id)
    if why := _unusable(turn, names):
        return turn.say(texts.summary_unusable(why=why))
    message = turn.message
    voice = message.voice.file_id if message and message.voice else None
    body = None if voice else " ".join(turn.text.split())
    meeting_and_topics = {k: v for k, v in waiting.data.items() if k in ("meeting", "topics")}
    return await _preview(turn, meeting, {**meeting_and_topics, "body": body, "voice": voice})


def _unusable(turn: Turn, names: dict[int, str]) -> Flaw | None:
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
    turn.say(texts.summary_preview(meeting=meeting.id, stamp=_checksum(data), summary=view))


def _summary_of(data: dict[str, Any]) -> MeetingSummary:
    chosen = tuple(code for at, code in enumerate(TOPICS) if data["topics"] >> at & 1)
    return MeetingSummary(chosen, data.get("body"), data.get("voice"))


def _checksum(data: dict[str, Any]) -> str:
    return f"{crc32(repr(_summary_of(data)).encode()):x}"


@router.button(PreviewTopics)
async def preview_topics(turn: Turn, press: PreviewTopics) -> None:
    """Topics alone, without text or voice."""
    meeting = await _meeting_to_summarise(turn, press.meeting)
    if meeting is None:
        return None
    data = _draft(turn, meeting)
    if data is None:
        return turn.say(texts.summary_lost())
    return await _preview(turn, meeting, data)


def _draft(turn: Turn, meeting: Meeting) -> dict[str, Any] | None:
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "summary" or waiting.data["meeting"] != meeting.id:
        return None
    return waiting.data


@router.button(RestartSummary)
async def restart_summary(turn: Turn, press: RestartSummary) -> None:
    if meeting := await _meeting_to_summarise(turn, press.meeting):
        turn.wait("summary", "words", meeting=meeting.id, topics=0)
        turn.say(texts.ask_summary(meeting=meeting.id, topics=0))


@router.button(SendSummary)
async def send_summary(turn: Turn, press: SendSummary) -> None:
    """Only what was previewed last: the button carries a checksum of it."""
    meeting = await _meeting_to_summarise(turn, press.meeting)
    if meeting is None:
        return None
    data = _draft(turn, meeting)
    if data is None or press.stamp != _checksum(data):
        return turn.say(texts.summary_lost())
    turn.stop_waiting()
    account = turn.me.account_id
    await post_summary(turn.session, meeting, _summary_of(data), by=account, now=turn.now)
    return turn.say(texts.summary_sent())


@router.button(SkipSummary)
async def skip_summary(turn: Turn, press: SkipSummary) -> None:
    if meeting := await _meeting_to_summarise(turn, press.meeting):
        turn.stop_waiting()
        await post_summary(
            turn.session, meeting, MeetingSummary(), by=turn.me.account_id, now=turn.now
        )
        turn.say(texts.summary_skipped())
