"""Meetings: planned in a few taps, and what is said before them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.meetings.calendar import Misread
from bot.i18n import _
from bot.i18n.words import MONTHS, WEEKDAYS, day_words
from bot.keyboards import Button, Rows, column, data
from bot.texts.reminders.pauses import REASONS, WEEKS, pairs
from bot.texts.speech import Renderer, Speech, Translate, fill

NTH = {1: _("First"), 2: _("Second"), 3: _("Third"), 4: _("Fourth"), 5: _("Last")}
RESTS = ("festival", "harvest", "mourning")
MISREAD = {
    Misread.UNREAD: _("Write a coming date, like {day}"),
    Misread.NO_MONTH: _("Write the month too, like {day}"),
    Misread.NO_SUCH_DAY: _("The calendar has no such day. Write the date like {day}"),
    Misread.OVER: _("That day is over. Write a coming date, like {day}"),
    Misread.TOO_FAR: _("That is more than half a year away. Write a nearer date, like {day}"),
}
CLOCKS = ("9:00", "11:00", "14:00")


def which_group(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(title, data("meet", id_)) for id_, title in p["groups"]]
    return Speech(t(_("The meeting of which group?")), column(*buttons))


def card(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`day` None: nothing is planned; `nth` None: no rule; `rests`: the group has a pause.

    `coming`: how many mean to come; None: fewer than five.
    """
    group, lines = p["group"], [fill("<b>{title}</b>", title=p["title"])]
    buttons = []
    if p["day"] is None:
        lines.append(t(_("No meeting is planned.")))
        buttons.append(Button(t(_("📅 Plan a meeting")), data("meet_plan", group)))
    else:
        lines.append(when(t, p))
        buttons.append(Button(t(_("📅 Move the meeting")), data("meet_plan", group)))
        buttons.append(Button(t(_("❌ Call it off")), data("meet_off", p["meeting"])))
    buttons.insert(0, Button(t(_("📋 Who is here today")), data("sabha", group)))
    if p["coming"] is not None:
        lines.append(coming(t, p["coming"]))
    if p["nth"] is not None:
        lines.append(fill("🔁 {rule}", rule=_rule(t, p["nth"], p["weekday"])))
    buttons.append(Button(t(_("🔁 The same day each month")), data("meet_rule", group)))
    if p["rests"]:
        buttons.append(Button(t(_("▶️ Go on again")), data("meet_go", group)))
    else:
        buttons.append(Button(t(_("🎉 A rest for the group")), data("meet_rest", group)))
    return Speech("\n".join(lines), column(*buttons))


def when(t: Translate, p: Mapping[str, Any]) -> str:
    day = day_words(p["day"], t)
    when = fill(t(_("📅 Meeting: {day}, {clock} o'clock")), day=day, clock=p["clock"])
    return when + (fill("\n📍 {place}", place=p["place"]) if p.get("place") else "")


def coming(t: Translate, count: int) -> str:
    return fill(t(_("✋ {count} want to come.")), count=count)


def _rule(t: Translate, nth: int, weekday: int) -> str:
    return f"{t(NTH[nth])} {t(WEEKDAYS[weekday])}"


def ask_haat(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`then`: what goes on once it is known, `plan` or `rule`."""
    days = [
        Button(t(name), data("meet_haat", p["group"], day, p["then"]))
        for day, name in enumerate(WEEKDAYS)
    ]
    return Speech(t(_("On which day is your weekly market?")), pairs(days))


def ask_day(t: Translate, p: Mapping[str, Any]) -> Speech:
    days = [Button(day_words(day, t), data("meet_day", day)) for day in p["days"]]
    like = fill(t(_("Tap, or write the date, like {day}")), day=_typed(p["days"][-1]))
    return Speech(t(_("On which day is the meeting?")) + "\n" + like, column(*days))


def unclear_day(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`like`: a day that would do, so that the example is never refused itself."""
    return Speech(fill(t(MISREAD[p["why"]]), day=_typed(p["like"])))


def _typed(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day}.{when.month}."


def ask_clock(t: Translate, p: Mapping[str, Any]) -> Speech:
    clocks = tuple(Button(clock, data("meet_at", clock.replace(":", "."))) for clock in CLOCKS)
    return Speech(
        fill(
            t(_("{day}: at what time? Tap, or write it, like 10:30.")), day=day_words(p["day"], t)
        ),
        (clocks,),
    )


def unclear_clock(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Write the time, like 10:30.")))


def ask_place(t: Translate, p: Mapping[str, Any]) -> Speech:
    known = [Button(f"📍 {name}"[:60], data("meet_place", n)) for n, name in enumerate(p["places"])]
    nowhere = Button(t(_("The place is known")), data("meet_place", "none"))
    return Speech(t(_("Where? Write the place.")), column(*known, nowhere))


def unclear_place(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Write the place in a few words.")))


def confirm(t: Translate, p: Mapping[str, Any]) -> Speech:
    yes = Button(t(_("✅ Yes, right")), data("meet_ok", "yes"))
    no = Button(t(_("❌ No, drop it")), data("meet_ok", "no"))
    title = fill("<b>{title}</b>", title=p["title"])
    return Speech(f"{title}\n{when(t, p)}\n" + t(_("Is that right?")), column(yes, no))


def unclear_confirm(t: Translate, p: Mapping[str, Any]) -> Speech:
    return confirm(t, p)


def planned(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        f"✅ {when(t, p)}\n"
        + t(_("I tell the group."))
        + " "
        + t(_("A few days before it I ask everybody for their count."))
    )


def dropped(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right, I changed nothing. Again: /baithak")))


def over(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("That question is over. Begin again: /baithak")))


def sure_off(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        f"{when(t, p)}\n" + t(_("Shall I call this meeting off?")),
        column(
            Button(t(_("❌ Yes, call it off")), data("meet_off", p["meeting"], "yes")),
            Button(t(_("↩️ No, it stays")), data("meet", p["group"])),
        ),
    )


def called_off(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("The meeting is called off. I tell the group.")) + "\n" + t(_("A new one: /baithak"))
    )


def ask_rule(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`has`: there is a rule that can end."""
    return Speech(t(_("On which day of each month?")), _rules(t, p))


def unclear_rule(t: Translate, p: Mapping[str, Any]) -> Speech:
    like = _rule(t, 2, p["weekday"])
    return Speech(fill(t(_("Tap one of these days, like “{day}”.")), day=like), _rules(t, p))


def _rules(t: Translate, p: Mapping[str, Any]) -> Rows:
    group, weekday = p["group"], p["weekday"]
    days = [Button(_rule(t, nth, weekday), data("meet_keep", group, nth, weekday)) for nth in NTH]
    if p["has"]:
        days.append(Button(t(_("✋ No fixed day")), data("meet_keep", group, 0, 0)))
    return pairs(days)


def rule_kept(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`day`: of the next meeting; None: nothing is planned yet."""
    lines = [fill("🔁 {rule}", rule=_rule(t, p["nth"], p["weekday"]))]
    lines.append(t(_("From now on I plan each meeting by myself.")))
    if p["day"] is not None:
        lines.append(when(t, p))
    return Speech("\n".join(lines))


def rule_gone(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right. You plan each meeting yourselves: /baithak")))


def ask_rest(t: Translate, p: Mapping[str, Any]) -> Speech:
    reasons = [Button(t(REASONS[r]), data("meet_rest", p["group"], r)) for r in RESTS]
    return Speech(t(_("Why shall the whole group rest?")), column(*reasons))


def ask_rest_long(t: Translate, p: Mapping[str, Any]) -> Speech:
    weeks = [
        Button(t(label), data("meet_rest", p["group"], p["reason"], n))
        for n, label in WEEKS.items()
        if n
    ]
    return Speech(t(_("For how long shall I ask nothing?")), column(*weeks))


def rests(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(_("All right. I ask nobody of the group until {day}.")), day=day_words(p["until"], t)
        )
        + "\n"
        + t(_("Danger I hear all the same.")),
        column(Button(t(_("▶️ Go on again")), data("meet_go", p["group"]))),
    )


def goes_on(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Good, we go on together.")))


def next_one(t: Translate, p: Mapping[str, Any]) -> Speech:
    """For a member who asks."""
    if p["day"] is None:
        return Speech(t(_("No meeting is planned.")))
    return Speech(when(t, p) + "\n" + t(_("Please bring all your medicine.")))


def not_yours(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Only the group's leader or the clinic can plan meetings.")))


def refills(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To a leader: only of those who let the leader know."""
    head = fill(
        t(_("💊 Before the meeting on {day} these need new pills:")), day=day_words(p["day"], t)
    )
    lines = [
        fill("• {what}", what=" · ".join((name, medicine, _short(ends, t))))
        for _id, name, medicine, ends in p["people"]
    ]
    return Speech(
        "\n".join((head, *lines, t(_("Speak of it only with themselves.")))), protect=True
    )


def _short(day: str, t: Translate) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {t(MONTHS[when.month - 1])}"


SAYS: tuple[Renderer, ...] = (
    which_group,
    card,
    ask_haat,
    ask_day,
    unclear_day,
    ask_clock,
    unclear_clock,
    ask_place,
    unclear_place,
    confirm,
    unclear_confirm,
    planned,
    dropped,
    over,
    sure_off,
    called_off,
    ask_rule,
    unclear_rule,
    rule_kept,
    rule_gone,
    ask_rest,
    ask_rest_long,
    rests,
    goes_on,
    next_one,
    not_yours,
    refills,
)
