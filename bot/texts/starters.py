"""Conversation starters, and the group's week as its leader sees it."""

from datetime import date

from bot.charts import drawing
from bot.domain.starters import starter_of_key as find
from bot.i18n import Translator, fill, village_language
from bot.i18n.words import WEEKDAYS, day_words
from bot.keyboards import Button, column
from bot.keyboards.meetings import ShowMeetings
from bot.keyboards.starters import DAYS, ChangeStarter, ChangeWeek, WeekSetting
from bot.texts.reminders.pauses import pairs
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
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


@sentence
def starter(t: Translator, *, key: str) -> Speech:
    """To the group: a question to talk about, perhaps with a drawing, or an anonymous poll."""
    return _words(t, key)


def _quoted(said: Speech) -> str:
    return "\n".join((f"<b>{said.text}</b>", *(f"▫️ {one}" for one in said.poll)))


@sentence
def preview(
    t: Translator, *, starter: int, key: str, state: StarterState, day: date, hour: int, group: str
) -> Speech:
    """To the leaders the evening before, as the group will see it. No answer is needed."""
    when = t("🗓 “{group}”, {day}, {hour} o'clock:", group=group, day=day_words(day, t), hour=hour)
    other = Button(t("🔄 Another one"), ChangeStarter(starter, "other"))
    if state is StarterState.SKIPPED:
        keep = Button(t("↩️ Ask it after all"), ChangeStarter(starter, "keep"))
        return Speech(when + "\n" + t("⏭ I ask nothing this time."), column(keep, other))
    skipped = Button(t("⏭ Skip it"), ChangeStarter(starter, "skip"))
    said = _words(t, key)
    return Speech(
        f"{when}\n{_quoted(said)}\n" + t("You need do nothing. I ask it by myself."),
        column(skipped, other),
        picture=said.picture,
    )


@sentence
def card(
    t: Translator,
    *,
    group: int,
    title: str,
    paused: bool,
    starter_weekday: int | None,
    story_weekday: int | None,
    hour: int,
    meeting: date | None,
    next_question: date | None,
    key: str | None,
    skipped: bool,
) -> Speech:
    """Weekdays: 0 is Monday. `key`: of the next question, if it is chosen already."""
    lines = [fill("<b>{title}</b>", title=title)]
    if paused:
        lines.append(t("🎉 The group rests now. I say nothing first."))
    asks = t("never") if starter_weekday is None else t(WEEKDAYS[starter_weekday])
    tells = t("any day") if story_weekday is None else t(WEEKDAYS[story_weekday])
    lines.append(t("💬 A question to talk about: {day}", day=asks))
    lines.append(t("📖 Stories: {day}", day=tells))
    if meeting:
        lines.append(t("🙏 Thanks for counts: before {day}", day=day_words(meeting, t)))
    lines.append(t("⏰ One message a day at most, at {hour} o'clock.", hour=hour))
    if next_question:
        lines.append(t("➡️ Next question: {day}", day=day_words(next_question, t)))
    if skipped:
        lines.append(t("⏭ I ask nothing this time."))
    if key:
        lines.append(_quoted(_words(t, key)))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("💬 Day of the question"), ChangeWeek(group, "starter")),
            Button(t("📖 Day of stories"), ChangeWeek(group, "story")),
            Button(t("📅 Meeting"), ShowMeetings(group)),
        ),
    )


@sentence
def ask_day(t: Translator, *, group: int, setting: WeekSetting) -> Speech:
    days = [
        Button(t(name), ChangeWeek(group, setting, day))
        for name, day in zip(WEEKDAYS, DAYS, strict=True)
    ]
    none = t("Never") if setting == "starter" else t("Any day")
    return Speech(
        t("On which day of the week?"),
        pairs([*days, Button(none, ChangeWeek(group, setting, "none"))]),
    )


@sentence
def too_late(t: Translator) -> Speech:
    return Speech(t("It was asked already. The next one: /hafta"))


@sentence
def not_yours(t: Translator) -> Speech:
    return Speech(t("Only the group's leader or the clinic can do that."))
