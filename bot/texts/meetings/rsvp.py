"""A meeting as the group hears of it, and the two buttons under it: coming, not coming."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, Rows, data, row
from bot.texts.meetings.planning import coming, when
from bot.texts.speech import Renderer, Speech, Translate, fill

NEWS = {
    "planned": _("🌳 We meet again:"),
    "moved": _("🔁 The meeting has a new day or place:"),
    "called_off": _("❌ This meeting is called off:"),
}
DAYS = (
    _("🌳 Today is our meeting."),
    _("🌳 Tomorrow is our meeting."),
)


def news(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the group. `coming`: how many, None where fewer than five mean to."""
    head = t(NEWS[p["news"]])
    if p["news"] == "called_off":
        return Speech(f"{head}\n{when(t, p)}")
    return _asked(t, p, head)


def asked(t: Translate, p: Mapping[str, Any]) -> Speech:
    """In place of any of the group's messages, once people have answered."""
    return _asked(t, p, t(_("🌳 Our meeting:")))


def group_reminder(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`sum`: how many of how many sent a count; None: not told."""
    lines = [t(DAYS[p["days"]])]
    if p["sum"]:
        sent, of_all = p["sum"]
        thanks = t(_("🙏 {sent} of {asked} sent their count. Thank you!"))
        lines.append(fill(thanks, sent=sent, asked=of_all))
    lines.append(t(_("Please bring all your medicine.")))
    return _asked(t, p, "\n".join(lines))


def reminder(t: Translate, p: Mapping[str, Any]) -> Speech:
    """In private: the day before, and in the morning."""
    lines = [t(DAYS[p["days"]]), when(t, p), t(_("Please bring all your medicine."))]
    return Speech("\n".join(lines), _buttons(t, p))


def answered(t: Translate, p: Mapping[str, Any]) -> Speech:
    """In private, in place of the reminder."""
    said = t(_("✋ Good, we see each other there.")) if p["yes"] else t(_("🙏 Thanks for telling."))
    return Speech(f"{said}\n{when(t, p)}", _buttons(t, p))


def _asked(t: Translate, p: Mapping[str, Any], head: str) -> Speech:
    lines = [head, when(t, p)]
    if p["coming"] is not None:
        lines.append(coming(t, p["coming"]))
    return Speech("\n".join(lines), _buttons(t, p))


def _buttons(t: Translate, p: Mapping[str, Any]) -> Rows:
    """They name the day: a press that comes after the meeting was moved says nothing of it."""
    day = p["day"].replace("-", "")
    return row(
        Button(t(_("✋ I am coming")), data("coming", p["meeting"], day, 1)),
        Button(t(_("🙏 I cannot come")), data("coming", p["meeting"], day, 0)),
    )


def noted_yes(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("✋ Noted: you are coming.")))


def noted_no(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 Noted: you cannot come.")))


def moved(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("The meeting was moved. Look at the new day.")))


def rsvp_over(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("This meeting is over, or was called off.")))


def join_first(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Please speak with me in private first.")))


SAYS: tuple[Renderer, ...] = (
    news,
    asked,
    group_reminder,
    reminder,
    answered,
    noted_yes,
    noted_no,
    moved,
    rsvp_over,
    join_first,
)
