"""Planning a meeting, its card, the monthly rule, and a pause of the group."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.meetings.calendar import DateProblem
from bot.i18n import Translator, _, fill
from bot.i18n.words import MONTHS, WEEKDAYS, day_words
from bot.keyboards import Button, Rows, column, data
from bot.texts.reminders.pauses import REASONS, WEEKS, pairs
from bot.texts.speech import Renderer, Speech

NTH = {1: _("First"), 2: _("Second"), 3: _("Third"), 4: _("Fourth"), 5: _("Last")}
PAUSE_REASONS = ("festival", "harvest", "mourning")
DATE_PROBLEMS = {
    DateProblem.UNREAD: _("Write a coming date, like {day}"),
    DateProblem.NO_MONTH: _("Write the month too, like {day}"),
    DateProblem.NO_SUCH_DAY: _("The calendar has no such day. Write the date like {day}"),
    DateProblem.OVER: _("That day is over. Write a coming date, like {day}"),
    DateProblem.TOO_FAR: _("That is more than half a year away. Write a nearer date, like {day}"),
}
CLOCKS = ("9:00", "11:00", "14:00")


def which_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(title, data("meet", id_)) for id_, title in p["groups"]]
    return Speech(t("The meeting of which group?"), column(*buttons))


def card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`day` is None if no meeting is planned, `nth` is None if there is no monthly rule.

    `attending` is the number of RSVPs, None if fewer than five.
    """
    group, lines = p["group"], [fill("<b>{title}</b>", title=p["title"])]
    buttons = []
    if p["day"] is None:
        lines.append(t("No meeting is planned."))
        buttons.append(Button(t("📅 Plan a meeting"), data("meet_plan", group)))
    else:
        lines.append(when(t, p))
        buttons.append(Button(t("📅 Move the meeting"), data("meet_plan", group)))
        buttons.append(Button(t("❌ Call it off"), data("meet_off", p["meeting"])))
    buttons.insert(0, Button(t("📋 Who is here today"), data("attendance", group)))
    if p["attending"] is not None:
        lines.append(attending(t, p["attending"]))
    if p["nth"] is not None:
        lines.append(fill("🔁 {rule}", rule=_rule(t, p["nth"], p["weekday"])))
    buttons.append(Button(t("🔁 The same day each month"), data("meet_rule", group)))
    if p["paused"]:
        buttons.append(Button(t("▶️ Go on again"), data("meet_go", group)))
    else:
        buttons.append(Button(t("🎉 A rest for the group"), data("meet_rest", group)))
    return Speech("\n".join(lines), column(*buttons))


def when(t: Translator, p: Mapping[str, Any]) -> str:
    day = day_words(p["day"], t)
    when = t("📅 Meeting: {day}, {clock} o'clock", day=day, clock=p["clock"])
    return when + (fill("\n📍 {place}", place=p["place"]) if p.get("place") else "")


def attending(t: Translator, count: int) -> str:
    return t("✋ {count} want to come.", count=count)


def _rule(t: Translator, nth: int, weekday: int) -> str:
    return f"{t(NTH[nth])} {t(WEEKDAYS[weekday])}"


def ask_market_day(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`then`: what continues after the answer, `plan` or `rule`."""
    days = [
        Button(t(name), data("meet_market", p["group"], day, p["then"]))
        for day, name in enumerate(WEEKDAYS)
    ]
    return Speech(t("On which day is your weekly market?"), pairs(days))


def ask_day(t: Translator, p: Mapping[str, Any]) -> Speech:
    days = [Button(day_words(day, t), data("meet_day", day)) for day in p["days"]]
    like = t("Tap, or write the date, like {day}", day=_typed(p["days"][-1]))
    return Speech(t("On which day is the meeting?") + "\n" + like, column(*days))


def unclear_day(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`like` is a valid day, so that the example itself would be accepted."""
    return Speech(t(DATE_PROBLEMS[p["why"]], day=_typed(p["like"])))


def _typed(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day}.{when.month}."


def ask_clock(t: Translator, p: Mapping[str, Any]) -> Speech:
    clocks = tuple(Button(clock, data("meet_at", clock.replace(":", "."))) for clock in CLOCKS)
    return Speech(
        t("{day}: at what time? Tap, or write it, like 10:30.", day=day_words(p["day"], t)),
        (clocks,),
    )


def unclear_clock(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write the time, like 10:30."))


def ask_place(t: Translator, p: Mapping[str, Any]) -> Speech:
    known = [Button(f"📍 {name}"[:60], data("meet_place", n)) for n, name in enumerate(p["places"])]
    nowhere = Button(t("The place is known"), data("meet_place", "none"))
    return Speech(t("Where? Write the place."), column(*known, nowhere))


def unclear_place(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Write the place in a few words."))


def confirm_plan(t: Translator, p: Mapping[str, Any]) -> Speech:
    yes = Button(t("✅ Yes, right"), data("meet_ok", "yes"))
    no = Button(t("❌ No, drop it"), data("meet_ok", "no"))
    title = fill("<b>{title}</b>", title=p["title"])
    return Speech(f"{title}\n{when(t, p)}\n" + t("Is that right?"), column(yes, no))


def unclear_confirm(t: Translator, p: Mapping[str, Any]) -> Speech:
    return confirm_plan(t, p)


def planned(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        f"✅ {when(t, p)}\n"
        + t("I tell the group.")
        + " "
        + t("A few days before it I ask everybody for their count.")
    )


def plan_dropped(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right, I changed nothing. Again: /baithak"))


def plan_expired(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That question is over. Begin again: /baithak"))


def confirm_call_off(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        f"{when(t, p)}\n" + t("Shall I call this meeting off?"),
        column(
            Button(t("❌ Yes, call it off"), data("meet_off", p["meeting"], "yes")),
            Button(t("↩️ No, it stays"), data("meet", p["group"])),
        ),
    )


def called_off(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("The meeting is called off. I tell the group.") + "\n" + t("A new one: /baithak")
    )


def ask_rule(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`has`: there is a rule that can be removed."""
    return Speech(t("On which day of each month?"), _rules(t, p))


def unclear_rule(t: Translator, p: Mapping[str, Any]) -> Speech:
    like = _rule(t, 2, p["weekday"])
    return Speech(t("Tap one of these days, like “{day}”.", day=like), _rules(t, p))


def _rules(t: Translator, p: Mapping[str, Any]) -> Rows:
    group, weekday = p["group"], p["weekday"]
    days = [Button(_rule(t, nth, weekday), data("meet_keep", group, nth, weekday)) for nth in NTH]
    if p["has"]:
        days.append(Button(t("✋ No fixed day"), data("meet_keep", group, 0, 0)))
    return pairs(days)


def rule_set(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`day` of the next meeting, None if none is planned yet."""
    lines = [fill("🔁 {rule}", rule=_rule(t, p["nth"], p["weekday"]))]
    lines.append(t("From now on I plan each meeting by myself."))
    if p["day"] is not None:
        lines.append(when(t, p))
    return Speech("\n".join(lines))


def rule_ended(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. You plan each meeting yourselves: /baithak"))


def ask_pause_reason(t: Translator, p: Mapping[str, Any]) -> Speech:
    reasons = [Button(t(REASONS[r]), data("meet_rest", p["group"], r)) for r in PAUSE_REASONS]
    return Speech(t("Why shall the whole group rest?"), column(*reasons))


def ask_pause_length(t: Translator, p: Mapping[str, Any]) -> Speech:
    weeks = [
        Button(t(label), data("meet_rest", p["group"], p["reason"], n))
        for n, label in WEEKS.items()
        if n
    ]
    return Speech(t("For how long shall I ask nothing?"), column(*weeks))


def group_paused(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("All right. I ask nobody of the group until {day}.", day=day_words(p["until"], t))
        + "\n"
        + t("Danger I hear all the same."),
        column(Button(t("▶️ Go on again"), data("meet_go", p["group"]))),
    )


def group_resumed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Good, we go on together."))


def next_meeting(t: Translator, p: Mapping[str, Any]) -> Speech:
    """For a member who asks for the next meeting."""
    if p["day"] is None:
        return Speech(t("No meeting is planned."))
    return Speech(when(t, p) + "\n" + t("Please bring all your medicine."))


def not_yours(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the group's leader or the clinic can plan meetings."))


def medicines_running_out(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To a leader, about patients who allowed it."""
    head = t("💊 Before the meeting on {day} these need new pills:", day=day_words(p["day"], t))
    lines = [
        fill("• {what}", what=" · ".join((name, medicine, _short(ends, t))))
        for _id, name, medicine, ends in p["people"]
    ]
    return Speech("\n".join((head, *lines, t("Speak of it only with themselves."))), protect=True)


def _short(day: str, t: Translator) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {t(MONTHS[when.month - 1])}"


SAYS: tuple[Renderer, ...] = (
    which_group,
    card,
    ask_market_day,
    ask_day,
    unclear_day,
    ask_clock,
    unclear_clock,
    ask_place,
    unclear_place,
    confirm_plan,
    unclear_confirm,
    planned,
    plan_dropped,
    plan_expired,
    confirm_call_off,
    called_off,
    ask_rule,
    unclear_rule,
    rule_set,
    rule_ended,
    ask_pause_reason,
    ask_pause_length,
    group_paused,
    group_resumed,
    next_meeting,
    not_yours,
    medicines_running_out,
)
