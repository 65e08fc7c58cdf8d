"""Planning a meeting, and the card of a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.meetings.calendar import DateProblem
from bot.domain.schedule import local_day, local_time
from bot.i18n import Translator, _, fill
from bot.i18n.words import MONTHS, WEEKDAYS, day_words
from bot.keyboards import Button, column
from bot.keyboards.meetings import (
    AfterMarketDay,
    CallOffMeeting,
    ChooseGroupPause,
    ChooseMarketDay,
    ChooseMeetingDay,
    ChooseMeetingPlace,
    ChooseMeetingTime,
    ConfirmMeetingPlan,
    EndGroupPause,
    OpenAttendance,
    ShowMeetings,
    StartMeetingPlan,
    StartMonthlyRule,
)
from bot.texts.reminders.pauses import pairs
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

NTH = {1: _("First"), 2: _("Second"), 3: _("Third"), 4: _("Fourth"), 5: _("Last")}
DATE_PROBLEMS = {
    DateProblem.UNREAD: _("Write a coming date, like {day}"),
    DateProblem.NO_MONTH: _("Write the month too, like {day}"),
    DateProblem.NO_SUCH_DAY: _("The calendar has no such day. Write the date like {day}"),
    DateProblem.OVER: _("That day is over. Write a coming date, like {day}"),
    DateProblem.TOO_FAR: _("That is more than half a year away. Write a nearer date, like {day}"),
}
CLOCKS = ("9:00", "11:00", "14:00")


@dataclass(frozen=True, slots=True)
class ManagedGroup:
    """A group that the reader leads, or that belongs to their clinic."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as people are told of it."""

    id: int
    starts_at: datetime
    place: str | None


@dataclass(frozen=True, slots=True)
class RunningOut:
    """A medicine that ends soon, on `last_day`."""

    patient: int
    name: str
    medicine: str
    last_day: date


@sentence
def which_group(t: Translator, *, groups: Sequence[ManagedGroup]) -> Speech:
    buttons = [Button(group.title, ShowMeetings(group.id)) for group in groups]
    return Speech(t("The meeting of which group?"), column(*buttons))


@sentence
def card(
    t: Translator,
    *,
    group: int,
    title: str,
    meeting: MeetingView | None,
    attending: int | None,
    nth: int | None,
    weekday: int | None,
    paused: bool,
) -> Speech:
    """`meeting` is None if none is planned, `nth` and `weekday` if there is no monthly rule.

    `attending` is the number of RSVPs, None if fewer than five.
    """
    lines = [fill("<b>{title}</b>", title=title)]
    buttons = [Button(t("📋 Who is here today"), OpenAttendance(group))]
    if meeting is None:
        lines.append(t("No meeting is planned."))
        buttons.append(Button(t("📅 Plan a meeting"), StartMeetingPlan(group)))
    else:
        lines.append(when(t, meeting))
        buttons.append(Button(t("📅 Move the meeting"), StartMeetingPlan(group)))
        buttons.append(Button(t("❌ Call it off"), CallOffMeeting(meeting.id)))
    if attending is not None:
        lines.append(attending_words(t, attending))
    if nth is not None and weekday is not None:
        lines.append(fill("🔁 {rule}", rule=rule_words(t, nth, weekday)))
    buttons.append(Button(t("🔁 The same day each month"), StartMonthlyRule(group)))
    if paused:
        buttons.append(Button(t("▶️ Go on again"), EndGroupPause(group)))
    else:
        buttons.append(Button(t("🎉 A rest for the group"), ChooseGroupPause(group)))
    return Speech("\n".join(lines), column(*buttons))


def when(t: Translator, meeting: MeetingView) -> str:
    clock = f"{local_time(meeting.starts_at):%-H:%M}"
    return _when(t, local_day(meeting.starts_at), clock, meeting.place)


def _when(t: Translator, day: date, clock: str, place: str | None) -> str:
    when = t("📅 Meeting: {day}, {clock} o'clock", day=day_words(day, t), clock=clock)
    return when + (fill("\n📍 {place}", place=place) if place else "")


def attending_words(t: Translator, count: int) -> str:
    return t("✋ {count} want to come.", count=count)


def rule_words(t: Translator, nth: int, weekday: int) -> str:
    return f"{t(NTH[nth])} {t(WEEKDAYS[weekday])}"


@sentence
def ask_market_day(t: Translator, *, group: int, then: AfterMarketDay) -> Speech:
    days = [Button(t(name), ChooseMarketDay(group, day, then)) for day, name in enumerate(WEEKDAYS)]
    return Speech(t("On which day is your weekly market?"), pairs(days))


@sentence
def ask_day(t: Translator, *, days: Sequence[date]) -> Speech:
    buttons = [Button(day_words(day, t), ChooseMeetingDay(day)) for day in days]
    like = t("Tap, or write the date, like {day}", day=_typed(days[-1]))
    return Speech(t("On which day is the meeting?") + "\n" + like, column(*buttons))


@sentence
def unclear_day(t: Translator, *, why: DateProblem, like: date) -> Speech:
    """`like` is a valid day, so that the example itself would be accepted."""
    return Speech(t(DATE_PROBLEMS[why], day=_typed(like)))


def _typed(day: date) -> str:
    return f"{day.day}.{day.month}."


@sentence
def ask_clock(t: Translator, *, day: date) -> Speech:
    clocks = tuple(Button(clock, ChooseMeetingTime(clock.replace(":", "."))) for clock in CLOCKS)
    return Speech(
        t("{day}: at what time? Tap, or write it, like 10:30.", day=day_words(day, t)), (clocks,)
    )


@sentence
def unclear_clock(t: Translator) -> Speech:
    return Speech(t("Write the time, like 10:30."))


@sentence
def ask_place(t: Translator, *, places: Sequence[str]) -> Speech:
    known = [Button(f"📍 {name}"[:60], ChooseMeetingPlace(n)) for n, name in enumerate(places)]
    nowhere = Button(t("The place is known"), ChooseMeetingPlace("none"))
    return Speech(t("Where? Write the place."), column(*known, nowhere))


@sentence
def unclear_place(t: Translator) -> Speech:
    return Speech(t("Write the place in a few words."))


@sentence
def confirm_plan(t: Translator, *, title: str, day: date, clock: time, place: str | None) -> Speech:
    yes = Button(t("✅ Yes, right"), ConfirmMeetingPlan("yes"))
    no = Button(t("❌ No, drop it"), ConfirmMeetingPlan("no"))
    return Speech(
        fill("<b>{title}</b>", title=title)
        + f"\n{_when(t, day, f'{clock:%H:%M}', place)}\n"
        + t("Is that right?"),
        column(yes, no),
    )


@sentence
def planned(t: Translator, *, meeting: MeetingView) -> Speech:
    return Speech(
        f"✅ {when(t, meeting)}\n"
        + t("I tell the group.")
        + " "
        + t("A few days before it I ask everybody for their count.")
    )


@sentence
def plan_dropped(t: Translator) -> Speech:
    return Speech(t("All right, I changed nothing. Again: /baithak"))


@sentence
def plan_expired(t: Translator) -> Speech:
    return Speech(t("That question is over. Begin again: /baithak"))


@sentence
def confirm_call_off(t: Translator, *, group: int, meeting: MeetingView) -> Speech:
    return Speech(
        f"{when(t, meeting)}\n" + t("Shall I call this meeting off?"),
        column(
            Button(t("❌ Yes, call it off"), CallOffMeeting(meeting.id, "yes")),
            Button(t("↩️ No, it stays"), ShowMeetings(group)),
        ),
    )


@sentence
def called_off(t: Translator) -> Speech:
    return Speech(
        t("The meeting is called off. I tell the group.") + "\n" + t("A new one: /baithak")
    )


@sentence
def next_meeting(t: Translator, *, meeting: MeetingView | None) -> Speech:
    """For a member who asks for the next meeting."""
    if meeting is None:
        return Speech(t("No meeting is planned."))
    return Speech(when(t, meeting) + "\n" + t("Please bring all your medicine."))


@sentence
def not_yours(t: Translator) -> Speech:
    return Speech(t("Only the group's leader or the clinic can plan meetings."))


@sentence
def medicines_running_out(t: Translator, *, day: date, people: Sequence[RunningOut]) -> Speech:
    """To a leader, about patients who allowed it. `day` of the meeting."""
    head = t("💊 Before the meeting on {day} these need new pills:", day=day_words(day, t))
    lines = [
        fill("• {what}", what=" · ".join((one.name, one.medicine, _short(one.last_day, t))))
        for one in people
    ]
    return Speech("\n".join((head, *lines, t("Speak of it only with themselves."))), protect=True)


def _short(day: date, t: Translator) -> str:
    return f"{day.day} {t(MONTHS[day.month - 1])}"
