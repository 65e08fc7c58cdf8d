"""Announcements and reminders of a meeting, and the two RSVP buttons under them."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, Rows, data, row
from bot.texts.meetings.planning import attending, when
from bot.texts.speech import Renderer, Speech

NEWS = {
    "planned": _("🌳 We meet again:"),
    "moved": _("🔁 The meeting has a new day or place:"),
    "called_off": _("❌ This meeting is called off:"),
}
DAYS = (
    _("🌳 Today is our meeting."),
    _("🌳 Tomorrow is our meeting."),
)


def announcement(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the group. `attending` is the number of RSVPs, None if fewer than five."""
    head = t(NEWS[p["news"]])
    if p["news"] == "called_off":
        return Speech(f"{head}\n{when(t, p)}")
    return _asked(t, p, head)


def rsvp_question(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Replaces any of these messages in the group once members have answered."""
    return _asked(t, p, t("🌳 Our meeting:"))


def group_reminder(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`tally`: how many sent a count, of how many. None if it is not to be told."""
    lines = [t(DAYS[p["days"]])]
    if p["tally"]:
        sent, of_all = p["tally"]
        thanks = t("🙏 {sent} of {asked} sent their count. Thank you!")
        lines.append(fill(thanks, sent=sent, asked=of_all))
    lines.append(t("Please bring all your medicine."))
    return _asked(t, p, "\n".join(lines))


def reminder(t: Translator, p: Mapping[str, Any]) -> Speech:
    """In private, on the day before and in the morning."""
    lines = [t(DAYS[p["days"]]), when(t, p), t("Please bring all your medicine.")]
    return Speech("\n".join(lines), _buttons(t, p))


def rsvp_answer(t: Translator, p: Mapping[str, Any]) -> Speech:
    """In private, replaces the reminder after an answer."""
    said = t("✋ Good, we see each other there.") if p["attending"] else t("🙏 Thanks for telling.")
    return Speech(f"{said}\n{when(t, p)}", _buttons(t, p))


def _asked(t: Translator, p: Mapping[str, Any], head: str) -> Speech:
    lines = [head, when(t, p)]
    if p["attending"] is not None:
        lines.append(attending(t, p["attending"]))
    return Speech("\n".join(lines), _buttons(t, p))


def _buttons(t: Translator, p: Mapping[str, Any]) -> Rows:
    """They carry the day, so that a press for an old day is not taken for the new one."""
    day = p["day"].replace("-", "")
    return row(
        Button(t("✋ I am coming"), data("rsvp", p["meeting"], day, 1)),
        Button(t("🙏 I cannot come"), data("rsvp", p["meeting"], day, 0)),
    )


def rsvp_yes(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("✋ Noted: you are coming."))


def rsvp_no(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 Noted: you cannot come."))


def rsvp_moved(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("The meeting was moved. Look at the new day."))


def rsvp_over(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("This meeting is over, or was called off."))


def join_first(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please speak with me in private first."))


SAYS: tuple[Renderer, ...] = (
    announcement,
    rsvp_question,
    group_reminder,
    reminder,
    rsvp_answer,
    rsvp_yes,
    rsvp_no,
    rsvp_moved,
    rsvp_over,
    join_first,
)
