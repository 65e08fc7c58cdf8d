"""Announcements and reminders of a meeting, and the two RSVP buttons under them."""

from bot.domain.meetings.calendar import MeetingNews
from bot.domain.schedule import local_day
from bot.i18n import Translator, _
from bot.keyboards import Button, Rows, row
from bot.keyboards.meetings import AnswerRsvp, compact_day
from bot.texts.meetings.planning import MeetingView, attending_words, when
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

NEWS = {
    MeetingNews.PLANNED: _("🌳 We meet again:"),
    MeetingNews.MOVED: _("🔁 The meeting has a new day or place:"),
    MeetingNews.CALLED_OFF: _("❌ This meeting is called off:"),
}
DAYS = (
    _("🌳 Today is our meeting."),
    _("🌳 Tomorrow is our meeting."),
)


@sentence
def announcement(t: Translator, *, news: MeetingNews, meeting: MeetingView) -> Speech:
    """To the group."""
    head = t(NEWS[news])
    if news is MeetingNews.CALLED_OFF:
        return Speech(f"{head}\n{when(t, meeting)}")
    return _asked(t, head, meeting, attending=None)


@sentence
def rsvp_question(t: Translator, *, meeting: MeetingView, attending: int | None) -> Speech:
    """Replaces any of these messages in the group once members have answered.

    `attending` is the number of RSVPs, None if fewer than five.
    """
    return _asked(t, t("🌳 Our meeting:"), meeting, attending)


@sentence
def group_reminder(
    t: Translator,
    *,
    meeting: MeetingView,
    days: int,
    tally: tuple[int, int] | None,
    attending: int | None,
) -> Speech:
    """`days` until the meeting, 0 or 1. `attending`: as above.

    `tally`: how many sent a count, of how many. None if it is not to be told.
    """
    lines = [t(DAYS[days])]
    if tally:
        sent, asked = tally
        lines.append(t("🙏 {sent} of {asked} sent their count. Thank you!", sent=sent, asked=asked))
    lines.append(t("Please bring all your medicine."))
    return _asked(t, "\n".join(lines), meeting, attending)


@sentence
def reminder(t: Translator, *, meeting: MeetingView, days: int) -> Speech:
    """In private, on the day before and in the morning. `days` until the meeting, 0 or 1."""
    lines = [t(DAYS[days]), when(t, meeting), t("Please bring all your medicine.")]
    return Speech("\n".join(lines), _buttons(t, meeting))


@sentence
def rsvp_answer(t: Translator, *, meeting: MeetingView, attending: bool) -> Speech:
    """In private, replaces the reminder after an answer."""
    said = t("✋ Good, we see each other there.") if attending else t("🙏 Thanks for telling.")
    return Speech(f"{said}\n{when(t, meeting)}", _buttons(t, meeting))


def _asked(t: Translator, head: str, meeting: MeetingView, attending: int | None) -> Speech:
    lines = [head, when(t, meeting)]
    if attending is not None:
        lines.append(attending_words(t, attending))
    return Speech("\n".join(lines), _buttons(t, meeting))


def _buttons(t: Translator, meeting: MeetingView) -> Rows:
    """They carry the day, so that a press for an old day is not taken for the new one."""
    day = compact_day(local_day(meeting.starts_at))
    return row(
        Button(t("✋ I am coming"), AnswerRsvp(meeting.id, day, attending=True)),
        Button(t("🙏 I cannot come"), AnswerRsvp(meeting.id, day, attending=False)),
    )


@sentence
def rsvp_yes(t: Translator) -> Speech:
    return Speech(t("✋ Noted: you are coming."))


@sentence
def rsvp_no(t: Translator) -> Speech:
    return Speech(t("🙏 Noted: you cannot come."))


@sentence
def rsvp_moved(t: Translator) -> Speech:
    return Speech(t("The meeting was moved. Look at the new day."))


@sentence
def rsvp_over(t: Translator) -> Speech:
    return Speech(t("This meeting is over, or was called off."))


@sentence
def join_first(t: Translator) -> Speech:
    return Speech(t("Please speak with me in private first."))
