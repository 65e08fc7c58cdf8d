"""Attendance on the phone of a leader or the clinic: who is here, and how many pills are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Literal

from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, Rows, column
from bot.keyboards.meetings import (
    DialCount,
    EndMeeting,
    InsistOnCount,
    InviteNewcomer,
    MarkMember,
    OpenAttendance,
    OpenCountPad,
    ShowAttendancePage,
    ShowMeetings,
    StartMeetingNow,
    compact_day,
)
from bot.keyboards.number_pad import number_pad
from bot.keyboards.pill_counts import CorrectCount
from bot.texts.meetings.planning import ManagedGroup
from bot.texts.reminders.pauses import pairs
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

Note = Literal["theirs", "noted", "nobody", "dropped"]
Doubt = Literal["impossible", "doubted"]


NAME = 26
"""Characters of a name on a button that shares its row."""
NOTES: dict[Note, str] = {
    "theirs": _("They have counted themselves since. Theirs stays."),
    "noted": _("🙏 It is noted."),
    "nobody": _("First tap the names of those who are here."),
    "dropped": _("All right, I noted nothing."),
}
DOUBTS: dict[Doubt, str] = {
    "impossible": _("That cannot be the number of pills."),
    "doubted": _("That is more than there were. Did you count well?"),
}


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A name on the list. An odd mark means "here"."""

    patient: int
    name: str
    mark: int
    counted: bool


@dataclass(frozen=True, slots=True)
class NextToCount:
    patient: int
    name: str


@sentence
def attendance_which_group(t: Translator, *, groups: Sequence[ManagedGroup]) -> Speech:
    buttons = [Button(group.title, OpenAttendance(group.id)) for group in groups]
    return Speech(t("The meeting of which group?"), column(*buttons))


@sentence
def attendance_not_yours(t: Translator) -> Speech:
    return Speech(t("Only the leader of this group or the clinic can do this."))


@sentence
def no_meeting_today(t: Translator, *, group: int, title: str, day: date) -> Speech:
    """`day` is today, so that an old button starts nothing."""
    return Speech(
        fill("<b>{title}</b>", title=title) + "\n" + t("No meeting is planned for today."),
        column(
            Button(t("▶️ We are meeting now"), StartMeetingNow(group, compact_day(day))),
            Button(t("📅 Plan a meeting"), ShowMeetings(group)),
        ),
    )


@sentence
def too_late(t: Translator) -> Speech:
    return Speech(t("This meeting is over. Nothing more can be entered. Again: /sabha"))


@sentence
def attendance_list(
    t: Translator,
    *,
    meeting: int,
    title: str,
    day: date,
    people: Sequence[ListedMember],
    here: int,
    all: int,
    page: int,
    pages: int,
    closed: bool,
    note: Note | None,
    next: NextToCount | None,
) -> Speech:
    """`people`: those of one page. `closed`: the meeting is over, but still takes late entries."""
    lines = [
        fill("📋 <b>{title}</b>", title=title),
        t("{day} · here: {here} of {all}", day=day_words(day, t), here=here, all=all),
        t("Tap a name: here. Tap again: count the pills."),
    ]
    if note:
        lines.insert(0, t(NOTES[note]))
    rows: Rows = (_next_button(next, meeting, page),) if next else ()
    rows += pairs([_name_button(one, meeting, page) for one in people])
    if pages > 1:
        rows += (_page_buttons(meeting, page, pages),)
    end = _("🗣 What we talked about") if closed else _("🏁 The meeting is over")
    rows += column(
        Button(t("➕ Somebody new"), InviteNewcomer(meeting)),
        Button(t(end), EndMeeting(meeting)),
    )
    return Speech("\n".join(lines), rows, protect=True)


def _next_button(next: NextToCount, meeting: int, page: int) -> tuple[Button, ...]:
    label = fill("➡️ 💊 {name}", name=next.name)[:NAME]
    return (Button(label, OpenCountPad(meeting, next.patient, page)),)


def _name_button(one: ListedMember, meeting: int, page: int) -> Button:
    if one.mark % 2 == 0:
        mark = MarkMember(meeting, one.patient, one.mark + 1, page)
        return Button(one.name[:NAME], mark)
    sign = "✅💊" if one.counted else "✅"
    count = OpenCountPad(meeting, one.patient, page)
    return Button(f"{sign} {one.name}"[:NAME], count)


def _page_buttons(meeting: int, page: int, pages: int) -> tuple[Button, ...]:
    before, after = (page - 1) % pages, (page + 1) % pages
    return (
        Button("◀️", ShowAttendancePage(meeting, before)),
        Button(f"{page + 1}/{pages}", ShowAttendancePage(meeting, page)),
        Button("▶️", ShowAttendancePage(meeting, after)),
    )


@sentence
def attendance_person(
    t: Translator, *, meeting: int, page: int, patient: int, presence_mark: int, person: str
) -> Speech:
    """A member who is present, but whose pills this person may not count."""
    lines = [fill("✅ <b>{person}</b>", person=person)]
    lines.append(t("Here. The pills they count themselves."))
    return Speech("\n".join(lines), _way_back(t, meeting, page, patient, presence_mark))


def _way_back(t: Translator, meeting: int, page: int, patient: int, presence_mark: int) -> Rows:
    absent = MarkMember(meeting, patient, presence_mark + 1, page)
    return (
        (
            Button(t("↩️ Not here"), absent),
            Button(t("📋 The list"), ShowAttendancePage(meeting, page)),
        ),
    )


@dataclass(frozen=True, slots=True)
class CountPad:
    """Where a number pad belongs. `mark`: of the count that it enters."""

    meeting: int
    treatment: int
    mark: int
    page: int


@sentence
def count_pad(
    t: Translator,
    *,
    pad: CountPad,
    patient: int,
    presence_mark: int,
    person: str,
    medicine: str,
    entered: Fraction | None,
    doubt: Doubt | None,
) -> Speech:
    question = t(
        "{person}: how many pills of <b>{medicine}</b> are left?", person=person, medicine=medicine
    )
    lines = [question]
    if doubt:
        lines.append(t(DOUBTS[doubt]))
    if entered is not None:
        lines.append(f"👉 <b>{number(entered)}</b>")
    else:
        lines.append(t("Tap the number, or write it."))
    if doubt == "doubted" and entered is not None:
        return Speech("\n".join(lines), _doubtful(t, pad, entered), protect=True)
    key = partial(DialCount, pad.meeting, pad.treatment, pad.mark, pad.page)
    keys = number_pad(key, none=t("Finished, none left"))
    keys += _way_back(t, pad.meeting, pad.page, patient, presence_mark)
    return Speech("\n".join(lines), keys, protect=True)


def _doubtful(t: Translator, pad: CountPad, entered: Fraction) -> Rows:
    insist = InsistOnCount(pad.meeting, pad.treatment, pad.mark, pad.page, str(entered))
    again = DialCount(pad.meeting, pad.treatment, pad.mark, pad.page, "clear")
    return column(
        Button(t("✅ The number is right"), insist),
        Button(t("🔁 Count again"), again),
        Button(t("📋 The list"), ShowAttendancePage(pad.meeting, pad.page)),
    )


@sentence
def count_receipt(
    t: Translator, *, by: str, person: str, medicine: str, treatment: int, count: Fraction
) -> Speech:
    """To the patient alone: what was counted for them, with a button to correct it."""
    told = t("🌳 At the meeting {by} noted for {person}:", by=by, person=person)
    left = t("{medicine}: <b>{count}</b> left.", medicine=medicine, count=number(count))
    fix = Button(t("✏️ Correct"), CorrectCount(treatment))
    return Speech(f"{told}\n{left}", column(fix))


@sentence
def newcomer_link(t: Translator, *, link: str) -> Speech:
    return Speech(
        t("Send them this link. They tap it and say yes themselves:") + fill("\n{link}", link=link)
    )


@sentence
def attendance_unclear(t: Translator) -> Speech:
    return Speech(t("Tap the names, or write a name and the number of pills."))
