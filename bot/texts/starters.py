"""Conversation starters, and the group's week as its leader sees it."""

from collections.abc import Mapping
from typing import Any

from bot.charts import drawing
from bot.domain.starters import starter_of_key as find
from bot.i18n import Translator, fill, village_language
from bot.i18n.words import WEEKDAYS, day_words
from bot.keyboards import Button, column, data
from bot.texts.reminders.pauses import pairs
from bot.texts.speech import Renderer, Speech
from db.enums import StarterState


def _words(t: Translator, key: str) -> Speech:
    found = find(key)
    if found is None:
        raise LookupError(key)
    spoken = village_language(t)
    return Speech(
        fill("{words}", words=found.words[spoken]),
        poll=found.answers[spoken],
        picture=drawing(found.picture) if found.picture else None,
    )


def starter(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the group: a question to talk about, perhaps with a drawing, or an anonymous poll."""
    return _words(t, p["key"])


def _quoted(said: Speech) -> str:
    return "\n".join((f"<b>{said.text}</b>", *(f"▫️ {one}" for one in said.poll)))


def preview(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the leaders the evening before, as the group will see it. No answer is needed."""
    when = t(
        "🗓 “{group}”, {day}, {hour} o'clock:",
        group=p["group"],
        day=day_words(p["day"], t),
        hour=p["hour"],
    )
    other = Button(t("🔄 Another one"), data("starter", p["starter"], "other"))
    if p["state"] == StarterState.SKIPPED:
        keep = Button(t("↩️ Ask it after all"), data("starter", p["starter"], "keep"))
        return Speech(when + "\n" + t("⏭ I ask nothing this time."), column(keep, other))
    skipped = Button(t("⏭ Skip it"), data("starter", p["starter"], "skip"))
    said = _words(t, p["key"])
    return Speech(
        f"{when}\n{_quoted(said)}\n" + t("You need do nothing. I ask it by myself."),
        column(skipped, other),
        picture=said.picture,
    )


def card(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [fill("<b>{title}</b>", title=p["title"])]
    if p["paused"]:
        lines.append(t("🎉 The group rests now. I say nothing first."))
    lines.append(t("💬 A question to talk about: {day}", day=_day(t, p["starter"], "starter")))
    lines.append(t("📖 Stories: {day}", day=_day(t, p["story"], "story")))
    if p["meeting"]:
        lines.append(t("🙏 Thanks for counts: before {day}", day=day_words(p["meeting"], t)))
    lines.append(t("⏰ One message a day at most, at {hour} o'clock.", hour=p["hour"]))
    if p["next"]:
        lines.append(t("➡️ Next question: {day}", day=day_words(p["next"], t)))
    if p["skipped"]:
        lines.append(t("⏭ I ask nothing this time."))
    if p["key"]:
        lines.append(_quoted(_words(t, p["key"])))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("💬 Day of the question"), data("week_day", p["group"], "starter")),
            Button(t("📖 Day of stories"), data("week_day", p["group"], "story")),
            Button(t("📅 Meeting"), data("meet", p["group"])),
        ),
    )


def _day(t: Translator, weekday: int | None, what: str) -> str:
    if weekday is None:
        return t("never") if what == "starter" else t("any day")
    return t(WEEKDAYS[weekday])


def ask_day(t: Translator, p: Mapping[str, Any]) -> Speech:
    group, what = p["group"], p["what"]
    days = [Button(t(name), data("week_day", group, what, n)) for n, name in enumerate(WEEKDAYS)]
    none = t("Never") if what == "starter" else t("Any day")
    return Speech(
        t("On which day of the week?"),
        pairs([*days, Button(none, data("week_day", group, what, "none"))]),
    )


def too_late(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("It was asked already. The next one: /hafta"))


def not_yours(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the group's leader or the clinic can do that."))


SAYS: tuple[Renderer, ...] = (starter, preview, card, ask_day, too_late, not_yours)
