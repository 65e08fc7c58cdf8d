"""Conversation starters, and the group's week as its leader sees it."""

from collections.abc import Mapping
from typing import Any

from bot.charts import drawing
from bot.domain.starters import starter_of_key as find
from bot.i18n import _, village_language
from bot.i18n.words import WEEKDAYS, day_words
from bot.keyboards import Button, column, data
from bot.texts.reminders.pauses import pairs
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import StarterState


def _words(t: Translate, key: str) -> Speech:
    found = find(key)
    if found is None:
        raise LookupError(key)
    spoken = village_language(t)
    return Speech(
        fill("{words}", words=found.words[spoken]),
        poll=found.answers[spoken],
        picture=drawing(found.picture) if found.picture else None,
    )


def starter(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the group: a question to talk about, perhaps with a drawing, or an anonymous poll."""
    return _words(t, p["key"])


def _quoted(said: Speech) -> str:
    return "\n".join((f"<b>{said.text}</b>", *(f"▫️ {one}" for one in said.poll)))


def preview(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the leaders the evening before, as the group will see it. No answer is needed."""
    when = fill(
        t(_("🗓 “{group}”, {day}, {hour} o'clock:")),
        group=p["group"],
        day=day_words(p["day"], t),
        hour=p["hour"],
    )
    other = Button(t(_("🔄 Another one")), data("starter", p["starter"], "other"))
    if p["state"] == StarterState.SKIPPED:
        keep = Button(t(_("↩️ Ask it after all")), data("starter", p["starter"], "keep"))
        return Speech(when + "\n" + t(_("⏭ I ask nothing this time.")), column(keep, other))
    skipped = Button(t(_("⏭ Skip it")), data("starter", p["starter"], "skip"))
    said = _words(t, p["key"])
    return Speech(
        f"{when}\n{_quoted(said)}\n" + t(_("You need do nothing. I ask it by myself.")),
        column(skipped, other),
        picture=said.picture,
    )


def card(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [fill("<b>{title}</b>", title=p["title"])]
    if p["paused"]:
        lines.append(t(_("🎉 The group rests now. I say nothing first.")))
    lines.append(
        fill(t(_("💬 A question to talk about: {day}")), day=_day(t, p["starter"], "starter"))
    )
    lines.append(fill(t(_("📖 Stories: {day}")), day=_day(t, p["story"], "story")))
    if p["meeting"]:
        lines.append(
            fill(t(_("🙏 Thanks for counts: before {day}")), day=day_words(p["meeting"], t))
        )
    lines.append(fill(t(_("⏰ One message a day at most, at {hour} o'clock.")), hour=p["hour"]))
    if p["next"]:
        lines.append(fill(t(_("➡️ Next question: {day}")), day=day_words(p["next"], t)))
    if p["skipped"]:
        lines.append(t(_("⏭ I ask nothing this time.")))
    if p["key"]:
        lines.append(_quoted(_words(t, p["key"])))
    return Speech(
        "\n".join(lines),
        column(
            Button(t(_("💬 Day of the question")), data("week_day", p["group"], "starter")),
            Button(t(_("📖 Day of stories")), data("week_day", p["group"], "story")),
            Button(t(_("📅 Meeting")), data("meet", p["group"])),
        ),
    )


def _day(t: Translate, weekday: int | None, what: str) -> str:
    if weekday is None:
        return t(_("never")) if what == "starter" else t(_("any day"))
    return t(WEEKDAYS[weekday])


def ask_day(t: Translate, p: Mapping[str, Any]) -> Speech:
    group, what = p["group"], p["what"]
    days = [Button(t(name), data("week_day", group, what, n)) for n, name in enumerate(WEEKDAYS)]
    none = t(_("Never")) if what == "starter" else t(_("Any day"))
    return Speech(
        t(_("On which day of the week?")),
        pairs([*days, Button(none, data("week_day", group, what, "none"))]),
    )


def too_late(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("It was asked already. The next one: /hafta")))


def not_yours(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Only the group's leader or the clinic can do that.")))


SAYS: tuple[Renderer, ...] = (starter, preview, card, ask_day, too_late, not_yours)
