"""The summary of a meeting: a voice, text or topics from its leader, sent after a preview."""

from dataclasses import replace
from zlib import crc32

from bot.context import Turn
from bot.domain.moderation.anonymity import gives_away
from bot.domain.reading.explain import read
from bot.handlers import fallback
from bot.handlers.access.meetings import MeetingOfGroup, meeting_to_fill
from bot.handlers.access.rules import Refused
from bot.handlers.meetings.dialog import SummaryDialog
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
from bot.texts.meetings.summary import TOPICS, Flaw
from db.enums import MeetingState
from db.models import Meeting
from db.queries.groups import names_of_group

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
    turn.wait(SummaryDialog(meeting.id, topics))
    turn.rewrite(texts.ask_summary(meeting=meeting.id, topics=topics))


@router.button(ChooseSummaryTopics, access=meeting_to_fill)
async def choose_summary_topic(
    turn: Turn, press: ChooseSummaryTopics, found: MeetingOfGroup
) -> None:
    if _can_be_summarised(turn, found.meeting) and 0 <= press.topics < 1 << len(TOPICS):
        _ask_summary(turn, found.meeting, press.topics)


def _can_be_summarised(turn: Turn, meeting: Meeting) -> bool:
    """If not, the person is told why."""
    if meeting.state != MeetingState.HELD:
        turn.say(menu_texts.old_button())
    elif meeting.summary_at is not None:
        turn.say(texts.summary_sent_before())
    else:
        return True
    return False


async def meeting_of_summary(turn: Turn, dialog: SummaryDialog) -> MeetingOfGroup | Refused:
    """A leader of the group, or staff of its clinic."""
    found = await meeting_to_fill(turn, dialog)
    if isinstance(found, Refused):
        return Refused(texts.summary_lost(), found.subject)
    return found


@router.dialog(SummaryDialog, access=meeting_of_summary)
async def take_summary(turn: Turn, dialog: SummaryDialog, found: MeetingOfGroup) -> None:
    """Text or a voice. A later one replaces an earlier one."""
    if turn.text.strip().isdecimal() or (turn.text and read(turn.text).wish is not None):
        return await fallback.take_free_text(turn)
    names = await names_of_group(turn.session, found.group.id)
    if why := _unusable(turn, names):
        return turn.say(texts.summary_unusable(why=why))
    message = turn.message
    voice = message.voice.file_id if message and message.voice else None
    body = None if voice else " ".join(turn.text.split())
    return await _preview(turn, found.meeting, replace(dialog, body=body, voice=voice))


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


async def _preview(turn: Turn, meeting: Meeting, dialog: SummaryDialog) -> None:
    turn.wait(dialog)
    view = await summary_view(turn.session, meeting, _summary_of(dialog), now=turn.now)
    turn.say(texts.summary_preview(meeting=meeting.id, stamp=_checksum(dialog), summary=view))


def _summary_of(dialog: SummaryDialog) -> MeetingSummary:
    chosen = tuple(code for at, code in enumerate(TOPICS) if dialog.topics >> at & 1)
    return MeetingSummary(chosen, dialog.body, dialog.voice)


def _checksum(dialog: SummaryDialog) -> str:
    return f"{crc32(repr(_summary_of(dialog)).encode()):x}"


@router.button(PreviewTopics, access=meeting_to_fill)
async def preview_topics(turn: Turn, _press: PreviewTopics, found: MeetingOfGroup) -> None:
    """Topics alone, without text or voice."""
    if not _can_be_summarised(turn, found.meeting):
        return None
    dialog = _dialog_about(turn, found.meeting)
    if dialog is None:
        return turn.say(texts.summary_lost())
    return await _preview(turn, found.meeting, dialog)


def _dialog_about(turn: Turn, meeting: Meeting) -> SummaryDialog | None:
    dialog = turn.dialog_of(SummaryDialog)
    return dialog if dialog is not None and dialog.meeting == meeting.id else None


@router.button(RestartSummary, access=meeting_to_fill)
async def restart_summary(turn: Turn, _press: RestartSummary, found: MeetingOfGroup) -> None:
    if _can_be_summarised(turn, found.meeting):
        turn.wait(SummaryDialog(found.meeting.id))
        turn.say(texts.ask_summary(meeting=found.meeting.id, topics=0))


@router.button(SendSummary, access=meeting_to_fill)
async def send_summary(turn: Turn, press: SendSummary, found: MeetingOfGroup) -> None:
    """Only what was previewed last: the button carries a checksum of it."""
    meeting = found.meeting
    if not _can_be_summarised(turn, meeting):
        return None
    dialog = _dialog_about(turn, meeting)
    if dialog is None or press.stamp != _checksum(dialog):
        return turn.say(texts.summary_lost())
    turn.stop_waiting()
    account = turn.me.account_id
    await post_summary(turn.session, meeting, _summary_of(dialog), by=account, now=turn.now)
    return turn.say(texts.summary_sent())


@router.button(SkipSummary, access=meeting_to_fill)
async def skip_summary(turn: Turn, _press: SkipSummary, found: MeetingOfGroup) -> None:
    if _can_be_summarised(turn, found.meeting):
        turn.stop_waiting()
        by = turn.me.account_id
        await post_summary(turn.session, found.meeting, MeetingSummary(), by=by, now=turn.now)
        turn.say(texts.summary_skipped())
