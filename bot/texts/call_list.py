"""The list of patients to call: the reasons in words, and a button for each result of a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.i18n import Translator, _
from bot.keyboards import Button, Rows, column
from bot.keyboards.call_list import RecordCall, ShowCallList, TakeBackCall, TurnCallListPage
from bot.texts.patients.words import (
    CallReason,
    Person,
    patient_line,
    phone_lines,
    reason_words,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import CallResult

RECORDED = {
    CallResult.REACHED: _("✅ {name}: reached."),
    CallResult.NOT_REACHED: _("📵 {name}: not reached."),
    CallResult.LATER: _("⏰ {name}: later."),
}


@dataclass(frozen=True, slots=True)
class PersonToCall:
    person: Person
    reasons: tuple[CallReason, ...]
    not_reached: int
    """Calls in a row that nobody answered."""


@dataclass(frozen=True, slots=True)
class RecordedCall:
    patient: int
    name: str
    result: CallResult


@sentence
def page(
    t: Translator,
    *,
    people: Sequence[PersonToCall],
    count: int,
    page: int,
    first: int,
    day: date,
    done: RecordedCall | None,
) -> Speech:
    """`people`: those of this page. `first`: the place of the first of them among `count`.

    `done`: the call that was recorded just now.
    """
    lines = [t(RECORDED[done.result], name=done.name), ""] if done else []
    undo = _undo(t, done, day)
    if not people:
        lines.append(t("🌿 There is nobody to call now."))
        return Speech("\n".join(lines), undo, protect=True)
    lines.append(t("📞 <b>To call: {count}</b>", count=count))
    lines += [_person(t, person, place) for place, person in enumerate(people, first)]
    lines.append("\n" + t("After the call: ✅ reached, 📵 not reached, ⏰ later."))
    calls = [_row(one.person.id, place, day) for place, one in enumerate(people, first)]
    keys = []
    if first > 1:
        keys.append(Button(t("⬅️ Before"), TurnCallListPage(page - 1)))
    if first + len(people) <= count:
        keys.append(Button(t("➡️ More"), TurnCallListPage(page + 1)))
    pages = (tuple(keys),) if keys else ()
    return Speech("\n".join(lines), (*calls, *pages, *undo), protect=True)


@sentence
def list_is_old(t: Translator) -> Speech:
    return Speech(
        t("That list is of another day. Please open the new one."),
        column(Button(t("📞 Whom to call"), ShowCallList())),
        protect=True,
    )


def _person(t: Translator, one: PersonToCall, place: int) -> str:
    lines = [f"\n{place}. {patient_line(t, one.person)}", *phone_lines(one.person)]
    lines += [f"• {reason_words(t, reason)}" for reason in one.reasons]
    if one.not_reached:
        lines.append(f"📵 × {one.not_reached}")
    return "\n".join(lines)


def _row(patient: int, place: int, day: date) -> tuple[Button, ...]:
    return (
        Button(f"{place}. ✅", RecordCall(patient, CallResult.REACHED, day)),
        Button("📵", RecordCall(patient, CallResult.NOT_REACHED, day)),
        Button("⏰", RecordCall(patient, CallResult.LATER, day)),
    )


def _undo(t: Translator, done: RecordedCall | None, day: date) -> Rows:
    if done is None:
        return ()
    return column(Button(t("↩️ Take it back"), TakeBackCall(done.patient, day)))
