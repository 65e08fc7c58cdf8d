"""The monthly rule: on which day of each month a group meets."""

from bot.i18n import Translator, fill
from bot.keyboards import Button, Rows
from bot.keyboards.meetings import ChooseMonthlyRule
from bot.texts.meetings.planning import NTH, MeetingView, rule_words, when
from bot.texts.reminders.pauses import pairs
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@sentence
def ask_rule(t: Translator, *, group: int, weekday: int, has: bool) -> Speech:
    """`has`: there is a rule that can be removed."""
    return Speech(t("On which day of each month?"), _rules(t, group, weekday, has=has))


@sentence
def unclear_rule(t: Translator, *, group: int, weekday: int, has: bool) -> Speech:
    like = rule_words(t, 2, weekday)
    return Speech(
        t("Tap one of these days, like “{day}”.", day=like), _rules(t, group, weekday, has=has)
    )


def _rules(t: Translator, group: int, weekday: int, *, has: bool) -> Rows:
    days = [
        Button(rule_words(t, nth, weekday), ChooseMonthlyRule(group, nth, weekday)) for nth in NTH
    ]
    if has:
        days.append(Button(t("✋ No fixed day"), ChooseMonthlyRule(group, 0, 0)))
    return pairs(days)


@sentence
def rule_set(t: Translator, *, nth: int, weekday: int, meeting: MeetingView | None) -> Speech:
    """`meeting`: the next one, None if none is planned yet."""
    lines = [fill("🔁 {rule}", rule=rule_words(t, nth, weekday))]
    lines.append(t("From now on I plan each meeting by myself."))
    if meeting is not None:
        lines.append(when(t, meeting))
    return Speech("\n".join(lines))


@sentence
def rule_ended(t: Translator) -> Speech:
    return Speech(t("All right. You plan each meeting yourselves: /baithak"))
